//! The levels of the plan: names, objectives, bounds, proofs.

use super::bound::{Claimed, Sense, prove};
use super::code::Code;
use super::facts::Facts;
use super::goals::objectives;
use super::late;
use super::objective::{Field, Objective, Output};
use super::report::Report;
use super::resources::{Flow, Resources};
use crate::plan::{LateTranche, Level, Plan, Status};
use crate::tolerance::{GAP, difference};

/// Checks every level against production, policy and prices.
pub(super) fn check(
    facts: &Facts<'_>,
    resources: &Resources,
    plan: &Plan,
    field: Field<'_>,
    (output, delivered, flows): (Output<'_>, (Field<'_>, Output<'_>), &[Flow]),
    report: &mut Report,
) {
    let objectives = objectives(facts, field);
    if plan.levels.len() != objectives.len() {
        report.add(Code::LevelList, "levels", plan.levels.len(), objectives.len());
    }
    let late: Vec<Option<Vec<usize>>> = objectives
        .iter()
        .zip(&plan.levels)
        .enumerate()
        .map(|(index, both)| {
            late::check(facts, field, output, both, &format!("levels[{index}]"), report)
        })
        .collect();
    let levels = objectives.iter().zip(&plan.levels).zip(&late);
    let levels: Vec<_> = levels.map(|((o, level), late)| (o, level, late.as_deref())).collect();
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
        as_delivered(facts, delivered, (level, objective), &path, report);
        if plan.status == Status::Rule {
            claims(level, &path, report);
            continue;
        }
        let own = proven.get(index).map(|own| own.iter().sum());
        bound(level, objective, own, plan.status, &path, report);
        if let Some(late) = &level.late {
            let own = proven.get(index).map_or(&[][..], Vec::as_slice);
            late_bounds(objective, late, own, plan.status, &path, report);
            sums(level, late, &path, report);
        }
    }
}

/// Whether a level can be told of what is delivered: not what is held, or tells equals apart.
pub(super) fn told_of_deliveries(objective: &Objective) -> bool {
    let others = ["stock held", "order among equals", "lines and draws"];
    !others.contains(&objective.name.as_str())
}

/// The value of a level as delivered.
fn as_delivered(
    facts: &Facts<'_>,
    (field, delivered): (Field<'_>, Output<'_>),
    (level, objective): (&Level, &Objective),
    path: &str,
    report: &mut Report,
) {
    let path = format!("{path}.delivered");
    match (told_of_deliveries(objective), level.delivered) {
        (false, None) => {}
        (false, Some(found)) => report.add(Code::AsDelivered, path, found, "none"),
        (true, found) => {
            let (value, rounding) = objective.value(facts, field, delivered);
            let allowed = allowed(value, objective) + rounding;
            let found = found.unwrap_or(f64::NAN);
            let right = (found - value).abs() <= allowed;
            if !right {
                report.add(Code::AsDelivered, path, found, value);
            }
        }
    }
}

/// The bound of every late tranche by itself.
fn late_bounds(
    objective: &Objective,
    late: &[LateTranche],
    proven: &[f64],
    status: Status,
    path: &str,
    report: &mut Report,
) {
    for (index, entry) in late.iter().enumerate() {
        let path = format!("{path}.late[{:?}, {}]", entry.order.as_str(), entry.tranche);
        let level = Level {
            name: String::new(),
            objective: entry.unit_months,
            delivered: None,
            bound: entry.bound,
            prices: entry.prices.as_ref().map(|_| Vec::new()),
            price_rests: None,
            late: None,
        };
        bound(&level, objective, proven.get(index).copied(), status, &path, report);
    }
}

/// The prices of a level on which tranches count one after the other: the sums of theirs.
fn sums(level: &Level, late: &[LateTranche], path: &str, report: &mut Report) {
    let Some(prices) = &level.prices else { return };
    let mut rest = prices.clone();
    let mut size = 1.0_f64;
    for &(resource, month, price, _) in
        late.iter().filter_map(|entry| entry.prices.as_ref()).flatten()
    {
        if let Some(sum) = rest.get_mut(resource).and_then(|list| list.get_mut(month)) {
            *sum -= price;
            size = size.max(price.abs());
        }
    }
    let count = late.len().max(1) as f64;
    let most = rest.iter().flatten().fold(0.0_f64, |most, rest| most.max(rest.abs()));
    // Written so that what is not a number is never right.
    let right = most <= GAP * size * count;
    if !right {
        report.add(Code::LateSum, format!("{path}.prices"), most, "a difference of 0");
    }
}

/// The best bounds that the prices prove, in one sense or another of what is no difference.
pub(super) fn proven(claimed: &Claimed<'_>, report: &mut Report) -> Vec<Vec<f64>> {
    let mut best: Vec<Vec<f64>> = Vec::new();
    for sense in Sense::ALL {
        // What is wrong with prices is said once.
        let first = sense == Sense::ALL[0];
        let other = &mut Report::default();
        let bounds = prove(claimed, sense, if first { &mut *report } else { other });
        if first {
            best = bounds.iter().map(|own| vec![f64::NEG_INFINITY; own.len()]).collect();
        }
        for ((best, bounds), (objective, ..)) in best.iter_mut().zip(bounds).zip(claimed.levels) {
            for (best, bound) in best.iter_mut().zip(bounds) {
                *best = best.max(difference(bound, objective.opening));
            }
        }
        let mut levels =
            claimed.levels.iter().zip(&best).flat_map(|((objective, level, _), best)| {
                let said: Vec<Option<f64>> = match &level.late {
                    None => vec![level.bound],
                    Some(late) => late.iter().map(|entry| entry.bound).collect(),
                };
                let both = said.into_iter().zip(best);
                let holds = both.filter_map(|(bound, best)| Some(holds(bound?, *best, objective)));
                holds.collect::<Vec<bool>>()
            });
        if levels.all(|holds| holds) {
            break;
        }
    }
    best
}

/// What of a bound or value may be rounding: a share of all that is counted, that from which
/// the level counts included.
pub(super) fn allowed(value: f64, objective: &Objective) -> f64 {
    GAP * (value + objective.opening).abs().max(objective.smallest())
}

pub(super) fn holds(bound: f64, proven: f64, objective: &Objective) -> bool {
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
