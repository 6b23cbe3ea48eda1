//! The levels of the plan: names, objectives, bounds, proofs.

use super::bound::{Claimed, Zero, prove};
use super::code::Code;
use super::facts::Facts;
use super::goals::objectives;
use super::objective::{Field, Objective, Output};
use super::priced::Proven;
use super::report::Report;
use super::resources::Resources;
use crate::plan::{Level, Plan, Status};
use crate::tolerance::{GAP, ROUNDING};

/// Checks every level against production, policy and prices.
pub(super) fn check(
    facts: &Facts<'_>,
    resources: &Resources,
    plan: &Plan,
    field: Field<'_>,
    output: Output<'_>,
    report: &mut Report,
) {
    let objectives = objectives(facts, field);
    if plan.levels.len() != objectives.len() {
        report.add(Code::LevelList, "levels", plan.levels.len(), objectives.len());
    }
    let prices = plan.levels.iter().map(|level| level.prices.as_ref());
    let levels: Vec<_> = objectives.iter().zip(prices).collect();
    let claimed = Claimed { facts, resources, field, levels: &levels };
    // A bound holds if it is proven in either sense of what counts as no difference.
    let (wide, strict) = match plan.status {
        Status::Rule => (Vec::new(), Vec::new()),
        Status::Proven | Status::Unproven => (
            prove(&claimed, Zero::Rounding, report),
            prove(&claimed, Zero::Tolerance, &mut Report::default()),
        ),
    };
    for (index, (level, objective)) in plan.levels.iter().zip(&objectives).enumerate() {
        let path = format!("levels[{index}]");
        if level.name != objective.name {
            let path = format!("{path}.name");
            report.add(Code::LevelList, path, &level.name, &objective.name);
        }
        let (value, rounding) = objective.value(facts, field, output);
        let allowed = GAP * value.abs().max(objective.smallest()) + rounding;
        // Written so that what is not a number is never right.
        let right = value.is_finite() && (level.objective - value).abs() <= allowed;
        if !right {
            report.add(Code::Objective, format!("{path}.objective"), level.objective, value);
        }
        if plan.status == Status::Rule {
            claims(level, &path, report);
            continue;
        }
        let proofs = [strict.get(index), wide.get(index)];
        bound(level, objective, proofs, plan.status, &path, report);
    }
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
    proofs: [Option<&Proven>; 2],
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
    // Prices without measure prove nothing, and excuse nothing.
    let size = proofs[0].map_or(0.0, |proven| proven.size);
    let size = if size.is_finite() { size } else { 0.0 };
    let unit = objective.smallest();
    let allowed = |value: f64| GAP * value.abs().max(unit) + ROUNDING * size;
    let (value, close) = (level.objective, allowed(level.objective));
    let agrees = bound.is_finite() && (value - bound).abs() <= close;
    if sure && !agrees {
        let expected = format!("{value} within {close:e}");
        report.add(Code::Gap, path.as_str(), bound, expected);
    }
    if bound.is_nan() || bound > value + close {
        report.add(Code::BoundAbove, path.as_str(), bound, format!("at most {value}"));
    }
    let holds = |proven: &&Proven| {
        proven.bound.is_finite() && bound <= proven.bound + allowed(proven.bound)
    };
    if let [Some(proven), _] = proofs
        && !proofs.iter().flatten().any(holds)
    {
        let expected = format!("at most {}", proven.bound);
        report.add(Code::BoundUnproven, path, bound, expected);
    }
}
