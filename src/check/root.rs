//! What the levels could be at best if nothing were passed over.
//!
//! The bounds stand or fall with their prices, as those of the plan do. They are told up to the
//! first level on which the plan is not as good: so far it is one of the plans of which they speak.

use super::bound::Claimed;
use super::code::Code;
use super::facts::Facts;
use super::goals::objectives;
use super::late::positions;
use super::levels::{allowed, holds, proven, told_of_deliveries};
use super::objective::{Field, Output};
use super::report::Report;
use super::resources::{Flow, Resources};
use crate::plan::{Level, Plan};

/// Checks the levels of the program without anything passed over.
pub(super) fn check(
    facts: &Facts<'_>,
    resources: &Resources,
    plan: &Plan,
    field: Field<'_>,
    (output, flows): (Output<'_>, &[Flow]),
    report: &mut Report,
) {
    let objectives = objectives(facts, field);
    let both: Vec<_> = objectives.iter().zip(&plan.root).collect();
    let mut late: Vec<Option<Vec<usize>>> = Vec::with_capacity(both.len());
    for (index, (objective, level)) in both.iter().enumerate() {
        let path = format!("root[{index}]");
        if level.name != objective.name || !told_of_deliveries(objective) {
            let path = format!("{path}.name");
            report.add(Code::RootLevels, path, &level.name, &objective.name);
            return;
        }
        late.push(match (&objective.turns, &level.late) {
            (Some(turns), Some(list)) => positions(facts, turns, list),
            (None, None) => Some(Vec::new()),
            _ => None,
        });
        if late[index].is_none() {
            let path = format!("{path}.late");
            report.add(Code::RootLevels, path, "another list", "late tranches in their sequence");
            return;
        }
    }
    if plan.root.is_empty() || both.len() < plan.root.len() {
        let expected = format!("1 to {} levels", objectives.len());
        report.add(Code::RootLevels, "root", plan.root.len(), expected);
        return;
    }
    let levels: Vec<_> =
        both.iter().zip(&late).map(|(&(o, level), late)| (o, level, late.as_deref())).collect();
    let claimed = Claimed { facts, resources, field, levels: &levels, output, flows };
    let proven = proven(&claimed, report);
    for (index, (objective, level)) in both.iter().enumerate() {
        let path = format!("root[{index}].bound");
        let value = plan.levels.get(index).map_or(f64::INFINITY, |level| level.objective);
        let close = allowed(value, objective);
        let last = index + 1 == both.len();
        let bound = level.bound.unwrap_or(f64::NAN);
        // Where it is not the last, the plan is as good.
        let right = bound <= value + close && (last || bound >= value - close);
        if !right {
            let expected = if last { "at most" } else { "just" };
            report.add(Code::RootLevels, path.as_str(), bound, format!("{expected} {value}"));
        }
        let own = proven.get(index).map_or(&[][..], Vec::as_slice);
        let said = bounds(level);
        let all = said.len() == own.len()
            && said.iter().zip(own).all(|(bound, own)| holds(*bound, *own, objective))
            && bound <= said.iter().sum::<f64>() + close;
        if !all {
            let own: f64 = own.iter().sum();
            report.add(Code::RootUnproven, path, bound, format!("at most {own}"));
        }
    }
}

/// The bounds of a level: its own, or one for each late tranche.
fn bounds(level: &Level) -> Vec<f64> {
    let number = |bound: Option<f64>| bound.unwrap_or(f64::NAN);
    match &level.late {
        None => vec![number(level.bound)],
        Some(late) => late.iter().map(|entry| number(entry.bound)).collect(),
    }
}
