//! The levels of the plan: names, objectives, bounds, proofs.

use super::bound::{Claimed, Sense, prove};
use super::code::Code;
use super::facts::Facts;
use super::goals::objectives;
use super::objective::{Field, Objective, Output};
use super::report::Report;
use super::resources::{Flow, Resources};
use crate::plan::{Level, Plan, Status};
use crate::tolerance::{GAP, difference};

/// Checks every level against production, policy and prices.
pub(super) fn check(
    facts: &Facts<'_>,
    resources: &Resources,
    plan: &Plan,
    field: Field<'_>,
    (output, flows): (Output<'_>, &[Flow]),
    report: &mut Report,
) {
    let objectives = objectives(facts, field);
    if plan.levels.len() != objectives.len() {
        report.add(Code::LevelList, "levels", plan.levels.len(), objectives.len());
    }
    let levels: Vec<_> = objectives.iter().zip(&plan.levels).collect();
    let claimed = Claimed { facts, resources, field, levels: &levels, output, flows };
    let proven = match plan.status {
        Status::Rule => Vec::new(),
        Status::Proven | Status::Unproven => proven(&claimed, report),
    };
    for (index, (level, objective)) in plan.levels.iter().zip(&objectives).enumerate() {
        let path = format!("levels[{index}]");
        if level.name != objective.name {
            let path = format!("{path}.name");
            report.add(Code::LevelList, path, &level.name, &objective.name);
        }
        let (value, rounding) = objective.value(facts, field, output);
        let allowed = allowed(value, objective) + rounding;
        // Written so that what is not a number is never right.
        let right = value.is_finite() && (level.objective - value).abs() <= allowed;
        if !right {
            report.add(Code::Objective, format!("{path}.objective"), level.objective, value);
        }
        if plan.status == Status::Rule {
            claims(level, &path, report);
            continue;
        }
        bound(level, objective, proven.get(index).copied(), plan.status, &path, report);
    }
}

/// The best bounds that the prices prove, in one sense or another of what is no difference.
fn proven(claimed: &Claimed<'_>, report: &mut Report) -> Vec<f64> {
    let mut best: Vec<f64> = Vec::new();
    for sense in Sense::ALL {
        // What is wrong with prices is said once.
        let first = sense == Sense::ALL[0];
        let other = &mut Report::default();
        let bounds = prove(claimed, sense, if first { &mut *report } else { other });
        best.resize(bounds.len(), f64::NEG_INFINITY);
        for ((best, bound), (objective, _)) in best.iter_mut().zip(bounds).zip(claimed.levels) {
            *best = best.max(difference(bound, objective.opening));
        }
        let levels = claimed.levels.iter().zip(&best);
        let mut levels = levels.filter_map(|((objective, level), best)| {
            level.bound.map(|bound| holds(bound, *best, objective))
        });
        if levels.all(|holds| holds) {
            break;
        }
    }
    best
}

/// What of a bound or value may be rounding: a share of all that is counted, that from which
/// the level counts included.
fn allowed(value: f64, objective: &Objective) -> f64 {
    GAP * (value + objective.opening).abs().max(objective.smallest())
}

fn holds(bound: f64, proven: f64, objective: &Objective) -> bool {
    proven.is_finite() && bound <= proven + allowed(proven, objective)
}

fn claims(level: &Level, path: &str, report: &mut Report) {
    if let Some(bound) = level.bound {
        report.add(Code::RuleClaim, format!("{path}.bound"), bound, "none");
    }
    if level.prices.is_some() {
        report.add(Code::RuleClaim, format!("{path}.prices"), "prices", "none");
    }
}

fn bound(
    level: &Level,
    objective: &Objective,
    proven: Option<f64>,
    status: Status,
    path: &str,
    report: &mut Report,
) {
    let sure = status == Status::Proven;
    if sure && level.prices.is_none() {
        report.add(Code::PricesMissing, format!("{path}.prices"), "none", "prices");
    }
    let path = format!("{path}.bound");
    let Some(bound) = level.bound else {
        if sure {
            report.add(Code::BoundMissing, path, "none", "a bound");
        }
        return;
    };
    let (value, close) = (level.objective, allowed(level.objective, objective));
    let agrees = bound.is_finite() && (value - bound).abs() <= close;
    if sure && !agrees {
        let expected = format!("{value} within {close:e}");
        report.add(Code::Gap, path.as_str(), bound, expected);
    }
    if bound.is_nan() || bound > value + close {
        report.add(Code::BoundAbove, path.as_str(), bound, format!("at most {value}"));
    }
    if let Some(proven) = proven
        && !holds(bound, proven, objective)
    {
        report.add(Code::BoundUnproven, path, bound, format!("at most {proven}"));
    }
}
