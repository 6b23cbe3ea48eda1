//! The ramp as it was planned against the ramp as it was reached: the dates promised on
//! the one, and what the other makes of them.
//!
//! ```text
//! cargo run --release --example ramp_slip [PLANNED [REACHED]]
//! ```
//!
//! Both files hold the same orders. Both are planned with the same policy, the first of
//! the first file that is optimised: the slip is the capacity's, not the policy's.

mod shared;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::{self, Write};
use std::process::ExitCode;

use apportion::plan::{OrderPlan, Plan};
use apportion::planner::Planner;
use apportion::scenario::{Month, Scenario};

const PLANNED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/shells_155mm.toml");
const REACHED: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/shells_155mm_actual.toml");

fn main() -> ExitCode {
    shared::print(text())
}

fn text() -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    let mut arguments = std::env::args().skip(1);
    let planned = Scenario::from_path(arguments.next().unwrap_or_else(|| PLANNED.to_owned()))?;
    let reached = Scenario::from_path(arguments.next().unwrap_or_else(|| REACHED.to_owned()))?;
    let policies = planned.policies();
    let policy = policies
        .iter()
        .find(|policy| matches!(policy.method(), apportion::scenario::Method::Optimised(_)))
        .or(policies.first())
        .ok_or("the scenario has no policy")?;
    let promise = Planner::new().plan(&planned, policy)?.finished()?;
    let truth = Planner::new().plan(&reached, policy)?.finished()?;

    writeln!(out, "Promised: {}", promise.scenario)?;
    writeln!(out, "Reached:  {}", truth.scenario)?;
    writeln!(out, "Policy:   {}\n", policy.id())?;
    output(&promise, &truth, &mut out)?;
    slips(&promise, &truth, &mut out)?;
    Ok(out)
}

/// What the lines and components allow, is delivered and is late: twice a year.
fn output(promise: &Plan, truth: &Plan, out: &mut String) -> fmt::Result {
    writeln!(out, "                  delivered so far                 backlog")?;
    writeln!(
        out,
        "{:<8}{:>14}{:>12}{:>16}{:>12}",
        "end of", "promised", "kept", "promised", "kept"
    )?;
    let (promised, kept) = (delivered(promise), delivered(truth));
    for index in (0..promise.months.min(truth.months) as usize).skip(5).step_by(6) {
        writeln!(
            out,
            "{:<8}{:>14.0}{:>12.0}{:>16.0}{:>12.0}",
            promise.month(index).to_string(),
            promised[index],
            kept[index],
            promise.backlog.total[index],
            truth.backlog.total[index],
        )?;
    }
    Ok(())
}

/// Units delivered up to the end of each month.
fn delivered(plan: &Plan) -> Vec<f64> {
    let mut months = vec![0.0; plan.months as usize];
    let tranches = plan.orders.iter().flat_map(|order| &order.tranches);
    for delivery in tranches.flat_map(|tranche| &tranche.deliveries) {
        let index = plan.horizon().index_of(delivery.month);
        months[index] += delivery.quantity;
    }
    let mut sum = 0.0;
    for month in &mut months {
        sum += *month;
        *month = sum;
    }
    months
}

/// Every order with its date promised and its date kept, and the average by partner.
fn slips(promise: &Plan, truth: &Plan, out: &mut String) -> fmt::Result {
    writeln!(
        out,
        "\n{:<14}{:<18}{:>10}{:>10}{:>10}{:>10}{:>8}",
        "order", "partner", "units", "due", "promised", "kept", "slip"
    )?;
    let mut partners: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for before in &promise.orders {
        let Some(after) = truth.order(before.order.as_str()) else { continue };
        let slip = slip(truth, before, after);
        let open = if after.completion.is_none() && slip.is_some() { "≥ " } else { "" };
        writeln!(
            out,
            "{:<14}{:<18}{:>10.0}{:>10}{:>10}{:>10}{:>8}",
            before.order,
            before.partner,
            before.quantity,
            date(before.due()),
            date(before.completion),
            date(after.completion),
            slip.map_or_else(|| "?".to_owned(), |months| format!("{open}{months}")),
        )?;
        if let Some(slip) = slip {
            let sums = partners.entry(before.partner.as_str()).or_default();
            *sums = (sums.0 + f64::from(slip) * before.quantity, sums.1 + before.quantity);
        }
    }
    let mut averages: Vec<(&str, f64)> =
        partners.into_iter().map(|(partner, (months, units))| (partner, months / units)).collect();
    averages.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    writeln!(
        out,
        "\nMonths of slip by partner, averaged over units; open orders count at least so"
    )?;
    for (partner, months) in averages {
        writeln!(out, "{partner:<18}{:>6.1}", months + 0.0)?;
    }
    Ok(())
}

/// Months between the date promised and the date kept. What is not delivered within the
/// horizon counts as delivered in the month after it; without a promise, no slip.
fn slip(truth: &Plan, before: &OrderPlan, after: &OrderPlan) -> Option<i32> {
    let kept = after.completion.unwrap_or(truth.month(truth.months as usize));
    Some(kept - before.completion?)
}

fn date(month: Option<Month>) -> String {
    month.map_or_else(|| "open".to_owned(), |month| month.to_string())
}
