//! What a program that embeds the crate does, in a hundred lines: three policies on one book, a quote
//! for a new customer, a changed ramp planned warm, a plan that is cancelled, and errors matched.
//!
//! ```text
//! cargo run --example hundred_lines [SCENARIO]
//! ```

mod shared;

use std::error::Error;
use std::fmt::Write;
use std::process::ExitCode;

use apportion::engine::{CancelToken, SolveOptions};
use apportion::planner::PlanOutcome;
use apportion::scenario::Edit;
use apportion::{Inquiry, Plan, PlanError, Planner, Quoter, Scenario, ScenarioError};

fn main() -> ExitCode {
    shared::print(text())
}

fn text() -> Result<String, Box<dyn Error>> {
    let path = std::env::args().nth(1);
    let path = path.unwrap_or_else(|| "examples/data/shells_155mm.toml".to_owned());
    let scenario = match Scenario::from_path(&path) {
        Ok(scenario) => scenario,
        // Everything that is wrong at once, each with its place and what helps.
        Err(ScenarioError::Invalid(findings)) => {
            return Err(format!("{path} is not valid:\n{findings}").into());
        }
        Err(error) => return Err(error.into()),
    };
    let mut out = String::new();

    // Three policies.
    for policy in scenario.policies().iter().take(3) {
        let plan = Planner::new().plan(&scenario, policy)?.finished()?;
        writeln!(out, "{:<10} {}", policy.id(), on_time(&plan))?;
    }
    match apportion::plan(&scenario, "no such policy") {
        Err(PlanError::UnknownPolicy(id)) => writeln!(out, "there is no policy {id:?}")?,
        other => return Err(format!("unexpected: {other:?}").into()),
    }

    // A quote that makes nobody late.
    let policy = scenario.policies().last().ok_or("no policy")?;
    let first = scenario.orders().first().ok_or("no order")?;
    let planner = Planner::new();
    let mut quoter = Quoter::new(scenario.clone(), policy, &planner)?;
    let ask = Inquiry::new(first.partner().clone(), first.product().clone(), 1_000.0);
    let quote = quoter.quote(&ask)?;
    let when = quote.completion.map_or_else(|| "never".to_owned(), |month| month.to_string());
    writeln!(out, "{} of {} for {}: {when}", quote.quantity, quote.product, quote.partner)?;

    // A line that slips by a quarter of a year, from the basis of the plan before.
    let (before, start) = planner.plan_from(&scenario, policy, None)?;
    let before = before.finished()?;
    let line = scenario.lines().first().ok_or("no line")?;
    let late = line.ramp().clone().edit(Edit::Slip { from: scenario.start(), months: 3 });
    let slipped = scenario.with_ramp(line.id().as_str(), late)?;
    let (after, _) = planner.plan_from(&slipped, policy, start.as_ref())?;
    let after = after.finished()?;
    let later = before.orders.iter().filter(|order| {
        let now = after.order(order.order.as_str()).and_then(|order| order.completion);
        now.is_none_or(|now| order.completion.is_some_and(|month| now > month))
    });
    writeln!(out, "{} slips three months: {} orders are later", line.id(), later.count())?;

    // A plan that somebody else calls off.
    let token = CancelToken::new();
    token.cancel();
    let cancelled = Planner::new().options(SolveOptions::default().with_cancel(token));
    match cancelled.plan(&scenario, policy)? {
        PlanOutcome::Stopped(stopped) => writeln!(out, "stopped: {}", stopped.reason())?,
        _ => writeln!(out, "it was too quick to be cancelled")?,
    }
    Ok(out)
}

fn on_time(plan: &Plan) -> String {
    let late = plan.orders.iter().filter(|order| order.lateness.is_none_or(|months| months > 0));
    format!("{} of {} orders late", late.count(), plan.orders.len())
}
