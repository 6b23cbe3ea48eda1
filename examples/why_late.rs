//! Why orders are late: who took what they waited for, who displaces whom, and what would
//! bring the latest of them on time.
//!
//! ```text
//! cargo run --release --example why_late [FILE [POLICY]]
//! ```
//!
//! Without a policy, the first of the file that has tiers.

mod shared;

use std::error::Error;
use std::fmt::Write;
use std::process::ExitCode;

use apportion::analysis::explain::{displaced_without, why_late};
use apportion::analysis::way_out::{WayOutQuery, ways_out};
use apportion::planner::Planner;
use apportion::scenario::Scenario;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/interceptors.toml");

/// Orders told in full.
const TOLD: usize = 3;

fn main() -> ExitCode {
    shared::print(text())
}

fn text() -> Result<String, Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let scenario = Scenario::from_path(arguments.next().unwrap_or_else(|| FILE.to_owned()))?;
    let policy = match arguments.next() {
        Some(name) => scenario.policy(&name).ok_or("the scenario has no such policy")?,
        None => scenario
            .policies()
            .iter()
            .find(|policy| !policy.tier_list().is_empty())
            .or(scenario.policies().first())
            .ok_or("the scenario has no policy")?,
    };
    let planner = Planner::new();
    let plan = planner.plan(&scenario, policy)?.finished()?;

    let why = why_late(&scenario, &plan)?;
    let mut out = String::new();
    // The sums over all, and the orders that are late for most unit-months.
    let mut latest: Vec<_> = why.orders.iter().collect();
    latest.sort_by(|a, b| b.unit_months.total_cmp(&a.unit_months));
    latest.truncate(TOLD);
    let whole = why.to_string();
    let sums = whole.split("\n\n").take(3).collect::<Vec<_>>().join("\n\n");
    writeln!(out, "{sums}\n")?;
    for order in &latest {
        writeln!(out, "{order}")?;
    }

    writeln!(out, "{}\n", displaced_without(&scenario, &plan, &planner)?)?;

    let query =
        latest.iter().fold(WayOutQuery::new(), |query, part| query.order(part.order.clone()));
    writeln!(out, "{}", ways_out(&scenario, &plan, &planner, &query)?)?;
    Ok(out)
}
