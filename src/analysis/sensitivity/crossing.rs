//! At which values of an attribute something about a partner changes.

use serde::{Deserialize, Serialize};

use crate::scenario::Threshold;

/// How an attribute comes to a value at which something changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Crossing {
    /// Falling to less than the value.
    FallsBelow,
    /// Falling to the value.
    FallsTo,
    /// Rising to the value.
    RisesTo,
    /// Rising to more than the value.
    RisesAbove,
}

impl Crossing {
    /// Its name as written in JSON and CSV.
    pub fn name(self) -> &'static str {
        match self {
            Self::FallsBelow => "falls_below",
            Self::FallsTo => "falls_to",
            Self::RisesTo => "rises_to",
            Self::RisesAbove => "rises_above",
        }
    }
}

/// A change as an attribute moves away from its present value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Change {
    pub(super) value: f64,
    pub(super) crossing: Crossing,
    /// The state before and after, as the caller numbers states.
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The bounds that some thresholds set to an attribute, ascending, each once.
pub(super) fn bounds<'a>(
    thresholds: impl Iterator<Item = &'a Threshold>,
    attribute: &str,
) -> Vec<f64> {
    let own = thresholds.filter(|threshold| threshold.attribute() == attribute);
    let mut bounds: Vec<f64> =
        own.flat_map(|part| [part.lowest(), part.highest()]).flatten().collect();
    bounds.sort_by(f64::total_cmp);
    bounds.dedup();
    bounds
}

/// Every change of `of` on the way from the present value, where it is `here`, to either
/// side, by value. Without a present value from the end at which it is `here`, if it is at
/// one.
///
/// Between two bounds nothing changes, so that it is enough to look at each bound and at the
/// numbers next to it.
pub(super) fn changes(
    bounds: &[f64],
    now: Option<f64>,
    here: usize,
    of: &dyn Fn(f64) -> usize,
) -> Vec<Change> {
    match now {
        Some(now) => {
            let mut changes = down(bounds, now, here, of);
            changes.reverse();
            changes.extend(up(bounds, now, here, of));
            changes
        }
        None if of(f64::MIN) == here => up(bounds, f64::MIN, here, of),
        None if of(f64::MAX) == here => down(bounds, f64::MAX, here, of),
        None => Vec::new(),
    }
}

fn up(bounds: &[f64], now: f64, here: usize, of: &dyn Fn(f64) -> usize) -> Vec<Change> {
    let ahead = bounds.iter().filter(|bound| **bound >= now);
    let steps = ahead.flat_map(|&bound| {
        [(bound, Crossing::RisesTo, bound), (bound, Crossing::RisesAbove, bound.next_up())]
    });
    walk(steps.filter(|step| step.2 > now), here, of)
}

fn down(bounds: &[f64], now: f64, here: usize, of: &dyn Fn(f64) -> usize) -> Vec<Change> {
    let ahead = bounds.iter().rev().filter(|bound| **bound <= now);
    let steps = ahead.flat_map(|&bound| {
        [(bound, Crossing::FallsTo, bound), (bound, Crossing::FallsBelow, bound.next_down())]
    });
    walk(steps.filter(|step| step.2 < now), here, of)
}

/// Each step is a bound, how it is crossed, and a number just across it.
fn walk(
    steps: impl Iterator<Item = (f64, Crossing, f64)>,
    mut here: usize,
    of: &dyn Fn(f64) -> usize,
) -> Vec<Change> {
    let mut found = Vec::new();
    for (value, crossing, reached) in steps {
        let next = of(reached);
        if next != here {
            found.push(Change { value, crossing, from: here, to: next });
            here = next;
        }
    }
    found
}
