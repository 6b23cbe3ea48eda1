//! The capacity of lines, the supply of components, and what outages leave of anything.

use super::ramp::amounts;
use crate::check::horizon::{Horizon, number};
use crate::scenario::{Component, Expansion, Line, Outage, Ramp, Receipt};

/// The capacity of a line each month: what is good of its ramp where outages leave it, and of
/// what its expansions add, each with its additions.
pub(in crate::check) fn capacity<'a>(
    line: &Line,
    expansions: impl Iterator<Item = (&'a Expansion, &'a Vec<f64>)>,
    horizon: &Horizon,
    days: &[f64],
) -> Vec<f64> {
    let mut capacity = amounts(line.ramp(), 0, horizon, days);
    come_through(line, &mut capacity, horizon);
    let own = expansions.filter(|(part, _)| part.line() == Some(line.id()));
    plus(capacity, own.map(|part| part.1))
}

/// Leaves of what a line has each month what outages and scrap leave of it.
pub(super) fn come_through(line: &Line, amounts: &mut [f64], horizon: &Horizon) {
    for (index, amount) in amounts.iter_mut().enumerate() {
        let month = horizon.number(index);
        *amount *= left_by(line.outages(), month) * good(line, month);
    }
}

/// The share of good output of a line in a month: that of the last entry that has begun.
pub(super) fn good(line: &Line, month: i64) -> f64 {
    let begun = |from| number(from) <= month;
    let steps = line.yield_steps().iter();
    let mut good = 1.0;
    for step in steps.filter(|step| step.from.is_none_or(begun)) {
        good = step.share;
    }
    good
}

/// What a ramp gives each month, times what each outage leaves.
pub(in crate::check) fn in_place(
    ramp: &Ramp,
    outages: &[Outage],
    horizon: &Horizon,
    days: &[f64],
) -> Vec<f64> {
    let mut amounts = amounts(ramp, 0, horizon, days);
    for (index, amount) in amounts.iter_mut().enumerate() {
        *amount *= left_by(outages, horizon.number(index));
    }
    amounts
}

/// The share that outages leave in a month: each its share of what the others leave.
fn left_by(outages: &[Outage], month: i64) -> f64 {
    let mut left = 1.0;
    for outage in outages {
        if number(outage.from) <= month && month <= number(outage.to) {
            left *= 1.0 - outage.lost;
        }
    }
    left
}

/// What arrives of a component each month, with its expansions; without the opening stock.
pub(in crate::check) fn supply<'a>(
    component: &Component,
    expansions: impl Iterator<Item = (&'a Expansion, &'a Vec<f64>)>,
    horizon: &Horizon,
    days: &[f64],
) -> Vec<f64> {
    let supply =
        received(amounts(component.supply(), 0, horizon, days), component.receipts(), horizon);
    let own = expansions.filter(|(part, _)| part.component() == Some(component.id()));
    plus(supply, own.map(|part| part.1))
}

fn plus<'a>(mut amounts: Vec<f64>, more: impl Iterator<Item = &'a Vec<f64>>) -> Vec<f64> {
    for list in more {
        amounts.iter_mut().zip(list).for_each(|(sum, added)| *sum += added);
    }
    amounts
}

/// With what arrives in months of the horizon beside that.
pub(in crate::check) fn received(
    mut amounts: Vec<f64>,
    receipts: &[Receipt],
    horizon: &Horizon,
) -> Vec<f64> {
    for (month, amount) in amounts.iter_mut().enumerate() {
        let own = receipts.iter().filter(|part| number(part.month) == horizon.number(month));
        *amount += own.map(|part| part.quantity).sum::<f64>();
    }
    amounts
}
