//! How sensitive the dates of an order book are to the numbers of its policies: at which
//! attributes a partner changes tier, at which weights two partners change places, and
//! which dates move with the weight of a criterion and with the number of tiers.
//!
//! ```text
//! cargo run --release --example policy_sweep [SCENARIO]
//! ```

mod shared;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::process::ExitCode;

use apportion::analysis::{FlipPoints, SweepError, flip_points, study, sweep_tiers, sweep_weight};
use apportion::planner::Planner;
use apportion::scenario::{Policy, Scenario};

const DEFAULT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/shells_155mm.toml");

fn main() -> ExitCode {
    shared::print(text())
}

fn text() -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    let path = std::env::args().nth(1).unwrap_or_else(|| DEFAULT.to_owned());
    let scenario = Scenario::from_path(path)?;
    for policy in scenario.policies() {
        match flip_points(&scenario, policy, scenario.start()) {
            Ok(flips) => writeln!(out, "{}\n", nearest(&flips))?,
            // A rule has no numbers.
            Err(SweepError::Insensitive(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let planner = Planner::new();
    let of = |rule: &str| scenario.policies().iter().find(|policy| policy.rule().name() == rule);
    if let Some((policy, attribute)) = of("score").and_then(heaviest) {
        let weights = [0.0, 0.25, 0.5, 0.75, 1.0];
        writeln!(out, "{}\n", sweep_weight(&scenario, policy, attribute, &weights, &planner)?)?;
    }
    if let Some(policy) = of("tiers") {
        let numbers: Vec<usize> = (1..=policy.tier_list().len()).collect();
        writeln!(out, "{}\n", sweep_tiers(&scenario, policy, &numbers, &planner)?)?;
    }
    writeln!(out, "What each policy costs against the least backlog that is possible")?;
    let study = study(std::slice::from_ref(&scenario), &planner, None)?;
    for (case, depth) in study.comparison.cases.iter().zip(&study.depths) {
        let cost = depth.cost;
        let more = cost.gap().map_or_else(|| "unknown".to_owned(), |gap| format!("{gap:.0}"));
        writeln!(out, "{:>12}: {more:>12} unit-months more", case.policy.to_string())?;
    }
    Ok(out)
}

/// The criterion of the highest weight.
fn heaviest(policy: &Policy) -> Option<(&Policy, &str)> {
    let criteria = policy.criteria().iter();
    let heaviest = criteria.max_by(|a, b| a.weight().total_cmp(&b.weight()))?;
    Some((policy, heaviest.attribute()))
}

/// The flips next to what the numbers are now: of each attribute of a partner, and of each
/// criterion the three nearest weights.
fn nearest(flips: &FlipPoints) -> String {
    let mut lines = vec![format!("Policy {}: what would change places", flips.policy)];
    for flip in &flips.tiers {
        let now = flip.now.map_or_else(|| "unknown".to_owned(), |now| now.to_string());
        lines.push(format!(
            " {} enters {} when {} {} {} (now {now}, {})",
            flip.partner, flip.to, flip.attribute, flip.crossing, flip.value, flip.from
        ));
    }
    let mut by_criterion: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for flip in &flips.weights {
        by_criterion.entry(&flip.attribute).or_default().push(flip);
    }
    for (attribute, mut near) in by_criterion {
        near.sort_by(|a, b| (a.weight - a.now).abs().total_cmp(&(b.weight - b.now).abs()));
        for flip in near.into_iter().take(3) {
            lines.push(format!(
                " {} comes before {} when {attribute} weighs more than {:.4} (now {})",
                flip.above, flip.below, flip.weight, flip.now
            ));
        }
    }
    lines.join("\n")
}
