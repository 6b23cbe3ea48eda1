//! Plans where there is no clock, no file and no thread, as in a browser's WebAssembly: two policies,
//! a quote, and the check of what came out. It fails if anything is not as it should be.
//!
//! ```text
//! cd examples/browser
//! cargo run
//! cargo build --release --target wasm32-unknown-unknown
//! node run.mjs target/wasm32-unknown-unknown/release/browser.wasm
//! ```

use std::error::Error;

use apportion::Scenario;
use apportion::analysis::Quoter;
use apportion::check::check;
use apportion::planner::Planner;
use apportion::scenario::Inquiry;

const SCENARIO: &str = r#"
version = 1
name = "pumps"
start = "2026-01"
months = 12
products = [{ id = "pump" }]
partners = [{ id = "north", attributes = { need = 1 } }, { id = "south", attributes = { need = 3 } }]

[[lines]]
id = "hall"
usage = { pump = 1 }
ramp = { shape = "linear", points = [{ month = "2026-01", rate = 10 }, { month = "2026-04", rate = 40 }] }

[[orders]]
id = "N-1"
partner = "north"
product = "pump"
signed = "2025-10"
due = "2026-02"
quantity = 40

[[orders]]
id = "S-1"
partner = "south"
product = "pump"
signed = "2025-11"
due = "2026-02"
quantity = 20

[[policies]]
id = "queue"
rule = "first_come_first_served"

[[policies]]
id = "need"
rule = "score"
criteria = [{ attribute = "need", floor = 0, target = 3 }]
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let scenario = Scenario::from_toml(SCENARIO)?;
    // 10, 20, 30 and 40 a month: who is served second is complete in March.
    for (policy, second) in [("queue", "S-1"), ("need", "N-1")] {
        let plan = apportion::plan(&scenario, policy)?;
        let found = check(&scenario, &plan);
        if !found.is_clean() {
            return Err(found.to_string().into());
        }
        let last = plan.order(second).and_then(|order| order.completion);
        let last = last.map(|month| month.to_string());
        println!("{policy}: {second} is complete in {last:?}");
        if last.as_deref() != Some("2026-03") {
            return Err(format!("{second} should be complete in March, not in {last:?}").into());
        }
    }
    let policy = scenario.policy("need").ok_or("it is there")?.clone();
    let mut quoter = Quoter::new(scenario, &policy, &Planner::new())?;
    let quote = quoter.quote(&Inquiry::new("north", "pump", 30.0))?;
    println!("{quote}");
    Ok(())
}
