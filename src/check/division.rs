//! How tranches that are alike divide what they get.

use std::collections::BTreeMap;

use super::code::Code;
use super::facts::{Cell, Facts};
use super::kin::{Kin, Member, shared};
use super::report::Report;
use crate::ranking::Ranking;
use crate::tolerance::equal;

/// Checks that tranches alike share every month in proportion to quantity, or are made
/// one after the other, as the policy says.
pub(super) fn check(
    facts: &Facts<'_>,
    ranking: &Ranking,
    groups: &[Kin],
    made: &[Vec<Cell>],
    report: &mut Report,
) {
    for kin in groups.iter().filter(|kin| kin.members.len() > 1) {
        if shared(ranking) {
            in_proportion(facts, kin, made, report);
        } else {
            in_turn(facts, kin, made, report);
        }
    }
}

fn path(facts: &Facts<'_>, member: Member) -> String {
    let demand = &facts.scenario.demands()[member.demand];
    let order = facts.scenario.orders()[demand.order].id().as_str();
    format!("orders[{order:?}].tranches[{}].production", demand.tranche)
}

fn in_proportion(facts: &Facts<'_>, kin: &Kin, made: &[Vec<Cell>], report: &mut Report) {
    let mut totals: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for cell in kin.members.iter().flat_map(|member| &made[member.portion]) {
        *totals.entry((cell.month, cell.line)).or_default() += cell.units;
    }
    for &member in &kin.members {
        let share = member.quantity / kin.quantity;
        let mut own: BTreeMap<(usize, usize), f64> = BTreeMap::new();
        for cell in &made[member.portion] {
            *own.entry((cell.month, cell.line)).or_default() += cell.units;
        }
        for (&cell, total) in &totals {
            let units = own.get(&cell).copied().unwrap_or(0.0);
            if !equal(units, share * total, *total) {
                let expected = share * total;
                let when = facts.scenario.month(cell.0);
                let particulars = format!("{when}, in proportion to quantity");
                report.note(Code::Division, path(facts, member), units, expected, particulars);
            }
        }
    }
}

fn in_turn(facts: &Facts<'_>, kin: &Kin, made: &[Vec<Cell>], report: &mut Report) {
    for pair in kin.members.windows(2) {
        let (first, second) = (&made[pair[0].portion], &made[pair[1].portion]);
        let Some(begins) = second.iter().map(|cell| (cell.month, cell.line)).min() else {
            continue;
        };
        // By then the one before it is complete, but for what it gets in the same cell.
        let before = first.iter().filter(|cell| (cell.month, cell.line) <= begins);
        let done: f64 = before.map(|cell| cell.units).sum();
        let quantity = pair[0].quantity;
        if !equal(done, quantity, kin.quantity) {
            let expected = format!("{quantity} before the next one");
            let when = facts.scenario.month(begins.0);
            report.note(Code::Division, path(facts, pair[0]), done, expected, when);
        }
    }
}
