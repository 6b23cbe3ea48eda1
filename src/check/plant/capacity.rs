//! The capacity of lines, the supply of components and the hours of labour.

use super::ramp::amounts;
use crate::check::horizon::{Horizon, number};
use crate::scenario::{Component, Expansion, Labour, Line, Outage};

/// The capacity of a line each month: its ramp, times its yield, times what each outage
/// leaves; and what its expansions add, each with its additions.
pub(in crate::check) fn capacity<'a>(
    line: &Line,
    expansions: impl Iterator<Item = (&'a Expansion, &'a Vec<f64>)>,
    horizon: &Horizon,
    days: &[f64],
) -> Vec<f64> {
    let mut capacity = amounts(line.ramp(), 0, horizon, days);
    for (index, capacity) in capacity.iter_mut().enumerate() {
        *capacity *= good(line, horizon.number(index));
        *capacity *= in_place(line.outages(), horizon.number(index));
    }
    let own = expansions.filter(|(part, _)| part.line() == Some(line.id()));
    plus(capacity, own.map(|part| part.1))
}

/// The share of good output of a line in a month: that of the last entry that has begun.
fn good(line: &Line, month: i64) -> f64 {
    let begun = |from| number(from) <= month;
    let steps = line.yield_steps().iter();
    let mut good = 1.0;
    for step in steps.filter(|step| step.from.is_none_or(begun)) {
        good = step.share;
    }
    good
}

/// The hours of labour each month: its ramp, times what each outage leaves.
pub(in crate::check) fn hours(labour: &Labour, horizon: &Horizon, days: &[f64]) -> Vec<f64> {
    let mut hours = amounts(labour.hours(), 0, horizon, days);
    for (index, hours) in hours.iter_mut().enumerate() {
        *hours *= in_place(labour.outages(), horizon.number(index));
    }
    hours
}

/// The share that outages leave in a month: each its share of what the others leave.
fn in_place(outages: &[Outage], month: i64) -> f64 {
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
    let supply = amounts(component.supply(), 0, horizon, days);
    let own = expansions.filter(|(part, _)| part.component() == Some(component.id()));
    plus(supply, own.map(|part| part.1))
}

fn plus<'a>(mut amounts: Vec<f64>, more: impl Iterator<Item = &'a Vec<f64>>) -> Vec<f64> {
    for list in more {
        amounts.iter_mut().zip(list).for_each(|(sum, added)| *sum += added);
    }
    amounts
}
