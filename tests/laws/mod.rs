//! Laws that every plan obeys, on generated scenarios.
//!
//! Each draws from the one generator: with the features that it is about, and without
//! those under which it does not hold; a comment says why.

mod dominance;
mod held;
mod no_news;
mod plans;
mod sequence;
mod shipped;
mod tiny;
mod units;
mod whole_units;
mod words;

use apportion::plan::{Level, Plan};
use apportion::planner::{OnConflict, PlanError, PlanOutcome, Planner};
use apportion::scenario::{Method, Policy, Scenario};

/// Plans also where promises cannot all be kept.
fn planner() -> Planner {
    Planner::new().on_conflict(OnConflict::LeastBreach)
}

fn solve(scenario: &Scenario, policy: &Policy) -> Plan {
    let outcome = planner().plan(scenario, policy);
    outcome.and_then(PlanOutcome::finished).unwrap_or_else(|error| {
        panic!("{}: {}", policy.id(), chain(&error));
    })
}

fn chain(error: &PlanError) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

/// The policies that are optimised.
fn optimised(scenario: &Scenario) -> impl Iterator<Item = &Policy> {
    let all = scenario.policies().iter();
    all.filter(|policy| matches!(policy.method(), Method::Optimised(_)))
}

/// The levels that a planner sees; the last one decides by draws what is then still open. Where
/// units are passed over, those of the program that passes nothing over, as far as they are told.
fn stated(plan: &Plan) -> impl Iterator<Item = (&str, f64)> {
    let levels = if plan.root.is_empty() { &plan.levels } else { &plan.root };
    // Of a sequence only the first tranches are told.
    let told = |level: &&Level| plan.root.is_empty() || level.late.is_none();
    let levels = levels.iter().filter(|level| level.name != "lines and draws").filter(told);
    levels.map(|level| (level.name.as_str(), level.objective))
}

fn close(a: f64, b: f64, tolerance: f64) -> bool {
    (a - b).abs() <= tolerance * a.abs().max(b.abs()).max(1.0)
}
