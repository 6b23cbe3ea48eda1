// Runs a program for WebAssembly that needs nothing from outside; its exit code is that of `main`.
import { readFileSync } from "node:fs";

const module = new WebAssembly.Module(readFileSync(process.argv[2]));
const needs = WebAssembly.Module.imports(module);
if (needs.length > 0) {
  console.error("it needs what a browser may not have:", needs);
  process.exit(1);
}
process.exit(new WebAssembly.Instance(module, {}).exports.main(0, 0));
