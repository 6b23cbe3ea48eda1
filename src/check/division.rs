//! How tranches that are alike divide what they get.

use std::collections::BTreeMap;

use super::code::Code;
use super::facts::{Cell, Facts};
use super::objective::Field;
use super::place::{Place, ranks};
use super::remainder::to_come;
use super::report::Report;
use super::rules::PlanIs;
use super::whole::{Cells, Sharer, counts, hand_out};
use crate::tolerance::equal;

/// Checks that tranches that share a place share every month in proportion to quantity, whole units
/// by what that comes to, or are made one after the other, as the policy says.
pub(super) fn check(
    facts: &Facts<'_>,
    field: Field<'_>,
    served: &[Vec<Cell>],
    report: &mut Report,
) {
    let several = field.places.iter().filter(|place| place.members.len() > 1);
    match &facts.reading.plan {
        PlanIs::Best(goals) if goals.in_proportion => {
            let ranks = ranks(facts);
            for place in several {
                proportionally(facts, field, (place, &ranks), served, report);
            }
        }
        // How a rule shares is seen where it is carried out again.
        PlanIs::Shared => {}
        PlanIs::Best(_) | PlanIs::InTurn { .. } => {
            for place in several {
                in_turn(facts, field, place, served, report);
            }
        }
    }
}

fn path(facts: &Facts<'_>, field: Field<'_>, member: usize) -> String {
    let tranche = &facts.tranches[field.portions[member].tranche];
    let order = facts.scenario.orders()[tranche.order].id().as_str();
    format!("orders[{order:?}].tranches[{}].production", tranche.number)
}

fn total(field: Field<'_>, place: &Place) -> f64 {
    place.members.iter().map(|&member| field.portions[member].quantity).sum()
}

fn proportionally(
    facts: &Facts<'_>,
    field: Field<'_>,
    (place, ranks): (&Place, &[usize]),
    served: &[Vec<Cell>],
    report: &mut Report,
) {
    let mut totals = Cells::new();
    for cell in place.members.iter().flat_map(|&member| &served[member]) {
        *totals.entry((cell.month, cell.line)).or_default() += cell.units;
    }
    let parts = to_come(facts, field.portions, &place.members);
    let all: f64 = parts.iter().sum();
    let mut expected: BTreeMap<usize, Cells> = BTreeMap::new();
    let mut sharers = Vec::new();
    for (&member, own) in place.members.iter().zip(parts) {
        let portion = &field.portions[member];
        let part = own / all;
        let share: Cells = match own {
            0.0 => Cells::new(),
            _ => totals.iter().map(|(&cell, total)| (cell, part * total)).collect(),
        };
        if counts(facts, &facts.tranches[portion.tranche]) {
            let (when, who) = ((place.release, place.end), (share, ranks[portion.tranche]));
            let remainder = own - portion.quantity;
            sharers.push(Sharer::new(facts, (portion.tranche, remainder), when, who));
        } else {
            expected.insert(portion.tranche, share);
        }
    }
    expected.append(&mut hand_out(sharers));
    for &member in &place.members {
        let tranche = field.portions[member].tranche;
        let mut open = expected.remove(&tranche).unwrap_or_default();
        let wanted = open.clone();
        for cell in &served[member] {
            *open.entry((cell.month, cell.line)).or_default() -= cell.units;
        }
        for (cell, open) in open {
            let total = totals.get(&cell).copied().unwrap_or(0.0);
            if !equal(open, 0.0, total) {
                let expected = wanted.get(&cell).copied().unwrap_or(0.0);
                let when = facts.horizon.month(cell.0);
                let particulars = format!("{when}, in proportion to quantity");
                let path = path(facts, field, member);
                report.note(Code::Division, path, expected - open, expected, particulars);
            }
        }
    }
}

fn in_turn(
    facts: &Facts<'_>,
    field: Field<'_>,
    place: &Place,
    served: &[Vec<Cell>],
    report: &mut Report,
) {
    let all = total(field, place);
    for pair in place.members.windows(2) {
        let (first, second) = (&served[pair[0]], &served[pair[1]]);
        let Some(begins) = second.iter().map(|cell| (cell.month, cell.line)).min() else {
            continue;
        };
        // By then the one before it is complete, but for what it gets in the same cell.
        let before = first.iter().filter(|cell| (cell.month, cell.line) <= begins);
        let done: f64 = before.map(|cell| cell.units).sum();
        let quantity = field.portions[pair[0]].quantity;
        if !equal(done, quantity, all) {
            let expected = format!("{quantity} before the next one");
            let when = facts.horizon.month(begins.0);
            report.note(Code::Division, path(facts, field, pair[0]), done, expected, when);
        }
    }
}
