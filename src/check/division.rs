//! How tranches that are alike divide what they get.

use std::collections::BTreeMap;

use super::code::Code;
use super::facts::{Cell, Facts};
use super::objective::Field;
use super::place::{Place, in_proportion};
use super::report::Report;
use crate::tolerance::equal;

/// Checks that tranches that share a place share every month in proportion to quantity, or are
/// made one after the other, as the policy says.
pub(super) fn check(
    facts: &Facts<'_>,
    field: Field<'_>,
    served: &[Vec<Cell>],
    report: &mut Report,
) {
    for place in field.places.iter().filter(|place| place.members.len() > 1) {
        if in_proportion(facts) {
            proportionally(facts, field, place, served, report);
        } else {
            in_turn(facts, field, place, served, report);
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
    place: &Place,
    served: &[Vec<Cell>],
    report: &mut Report,
) {
    let mut totals: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for cell in place.members.iter().flat_map(|&member| &served[member]) {
        *totals.entry((cell.month, cell.line)).or_default() += cell.units;
    }
    let all = total(field, place);
    for &member in &place.members {
        let share = field.portions[member].quantity / all;
        let mut own: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for cell in &served[member] {
            *own.entry((cell.month, cell.line)).or_default() += cell.units;
        }
        for (&cell, total) in &totals {
            let units = own.get(&cell).copied().unwrap_or(0.0);
            if !equal(units, share * total, *total) {
                let expected = share * total;
                let when = facts.horizon.month(cell.0);
                let particulars = format!("{when}, in proportion to quantity");
                let path = path(facts, field, member);
                report.note(Code::Division, path, units, expected, particulars);
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
