//! Rules that are carried out, carried out again: the plan must be what comes of it.

mod in_shares;
mod in_turn;
mod room;

use super::code::Code;
use super::facts::{Cell, Facts};
use super::portion::{Portion, unite};
use super::report::Report;
use super::resources::Resources;
use super::rules::PlanIs;
use crate::tolerance::equal;

/// Carries out the rule of the plan and compares what every tranche gets, by month and line.
pub(super) fn check(
    facts: &Facts<'_>,
    resources: &Resources,
    portions: &[Portion],
    served: &[Vec<Cell>],
    report: &mut Report,
) {
    let made = match &facts.reading.plan {
        PlanIs::Best(_) => return,
        PlanIs::InTurn { turn, by_due } => {
            in_turn::carry_out(facts, resources, portions, (turn, *by_due))
        }
        PlanIs::Shared => in_shares::carry_out(facts, resources, portions),
    };
    let given = unite(portions, &made, facts.tranches.len());
    let rounding = rounding(resources);
    for (index, tranche) in facts.tranches.iter().enumerate() {
        let mut open = given[index].clone();
        for cell in &served[index] {
            *open.entry((cell.month, cell.line)).or_insert(0.0) -= cell.units;
        }
        let scale = tranche.quantity.max(rounding);
        // One violation for a tranche, where it begins to differ.
        let differs = open.into_iter().find(|(_, open)| !equal(*open, 0.0, scale));
        if let Some(((month, line), open)) = differs {
            let order = facts.scenario.orders()[tranche.order].id().as_str();
            let path = format!("orders[{order:?}].tranches[{}].production", tranche.number);
            let expected = given[index].get(&(month, line)).copied().unwrap_or(0.0);
            let (month, line) = (facts.horizon.month(month), facts.scenario.lines()[line].id());
            let particulars = format!("{month} on {line}");
            report.note(Code::RuleBroken, path, expected - open, expected, particulars);
        }
    }
}

/// What subtracting from large amounts may lose, as a scale of tolerances.
fn rounding(resources: &Resources) -> f64 {
    let sums = resources.list.iter().map(|resource| {
        let sum: f64 = resource.amounts.iter().sum();
        resource.opening + sum
    });
    1e-4 * sums.fold(0.0, f64::max)
}
