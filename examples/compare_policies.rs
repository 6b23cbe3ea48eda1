//! One order book under every policy of its file: who is ranked how, who gets what when,
//! and who wins and loses against the queue.
//!
//! ```text
//! cargo run --release --example compare_policies [SCENARIO]
//! ```

mod shared;

use std::error::Error;
use std::fmt::Write;
use std::process::ExitCode;

use apportion::analysis::compare;
use apportion::planner::Planner;
use apportion::ranking::rank;
use apportion::scenario::Scenario;

const DEFAULT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/shells_155mm.toml");

fn main() -> ExitCode {
    shared::print(text())
}

fn text() -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    let path = std::env::args().nth(1).unwrap_or_else(|| DEFAULT.to_owned());
    let scenario = Scenario::from_path(path)?;

    // Rules go by dates and quantities alone; the others say who comes first.
    for policy in scenario
        .policies()
        .iter()
        .filter(|policy| matches!(policy.method(), apportion::scenario::Method::Optimised(_)))
    {
        writeln!(out, "{}\n", rank(&scenario, policy)?)?;
    }
    let comparison = compare(&scenario, scenario.policies(), &Planner::new(), None)?;
    writeln!(out, "{comparison}")?;
    Ok(out)
}
