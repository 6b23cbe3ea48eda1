//! Ratio test: how far the entering column may move, and which basic column stops it.
//!
//! Two passes after Harris (1973): the first finds how far the step may go if every
//! bound gives way a little, the second takes the largest pivot among the columns that
//! are reached within it. Keys take part like positions.

use super::columns::Bounds;
use super::simplex::{FEASIBLE, Simplex, Variable};

/// How much the bounds give way in the first pass, relative to the column's scale.
const GIVE: f64 = 1e-11;
/// Entries below this share of the largest are no pivots.
const PIVOT: f64 = 1e-9;

/// A place where a basic column lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    Position(u32),
    Key(u32),
}

/// What ends the step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Stop {
    /// The entering column reaches its other bound.
    Flip,
    /// A basic column reaches a bound.
    Leaves { slot: Slot, at_upper: bool, rate: f64 },
    /// Nothing does.
    Nothing,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Blocker {
    slot: Slot,
    variable: Variable,
    /// Change for each unit of the step, and how far the bound is.
    rate: f64,
    distance: f64,
    give: f64,
    at_upper: bool,
}

impl Simplex<'_> {
    /// The length of the step and what ends it, for the column in `work.alpha` that
    /// moves in direction `sigma`; `strict` chooses by the rule of Bland (1977).
    pub(super) fn ratio_test(
        &mut self,
        entering: Variable,
        sigma: f64,
        strict: bool,
    ) -> (f64, Stop) {
        let Bounds { lower, upper } = self.bounds(entering);
        let range = upper - lower;
        let blockers = self.blockers(sigma);
        let largest = blockers.iter().fold(0.0_f64, |most, b| most.max(b.rate.abs()));
        let usable = |b: &&Blocker| b.rate.abs() > PIVOT * largest;
        let chosen =
            if strict { bland(blockers.iter().filter(usable)) } else { harris(&blockers, largest) };
        self.work.blockers = blockers;
        match chosen {
            Some(b) => {
                let step = (b.distance / b.rate.abs()).max(0.0);
                // A column without any range goes from bound to bound and stops itself: by the
                // rule of Bland it is one among those that do, and comes in their order.
                let behind = strict && b.variable < entering;
                if range < step || (range <= step && !behind) {
                    (range, Stop::Flip)
                } else {
                    (step, Stop::Leaves { slot: b.slot, at_upper: b.at_upper, rate: b.rate })
                }
            }
            None if range.is_finite() => (range, Stop::Flip),
            None => (0.0, Stop::Nothing),
        }
    }

    fn blockers(&mut self, sigma: f64) -> Vec<Blocker> {
        let mut blockers = std::mem::take(&mut self.work.blockers);
        blockers.clear();
        for &index in &self.work.nonzero {
            let position = index as usize;
            let variable = self.members[position];
            let rate = -sigma * self.work.alpha[position];
            let value = self.value[position];
            blockers.extend(self.blocker(Slot::Position(index), variable, value, rate));
        }
        for &lot in &self.work.touched {
            let state = &self.lots[lot as usize];
            let variable = Variable::Place { lot, place: state.key };
            let rate = -sigma * state.gamma;
            blockers.extend(self.blocker(Slot::Key(lot), variable, state.value, rate));
        }
        blockers
    }

    /// A column that is outside its bounds stops the step where it comes back to them,
    /// and not at all when it moves on outwards.
    fn blocker(&self, slot: Slot, variable: Variable, value: f64, rate: f64) -> Option<Blocker> {
        if rate == 0.0 {
            return None;
        }
        let Bounds { lower, upper } = self.bounds(variable);
        let scale = self.scale(variable);
        let allowed = FEASIBLE * scale;
        let (distance, at_upper) = if rate < 0.0 {
            if value > upper + allowed {
                (value - upper, true)
            } else if value < lower - allowed {
                return None;
            } else {
                (value - lower, false)
            }
        } else if value < lower - allowed {
            (lower - value, false)
        } else if value > upper + allowed {
            return None;
        } else {
            (upper - value, true)
        };
        distance.is_finite().then_some(Blocker {
            slot,
            variable,
            rate,
            distance,
            give: GIVE * scale,
            at_upper,
        })
    }
}

fn harris(blockers: &[Blocker], largest: f64) -> Option<Blocker> {
    let smallest = PIVOT * largest;
    let mut reach = f64::INFINITY;
    for b in blockers {
        let size = b.rate.abs();
        if size > smallest {
            let limit = (b.distance + b.give).max(0.0) / size;
            reach = if limit < reach { limit } else { reach };
        }
    }
    let mut best: Option<&Blocker> = None;
    for b in blockers {
        let size = b.rate.abs();
        if size > smallest
            && b.distance <= reach * size
            && best.is_none_or(|best| size > best.rate.abs())
        {
            best = Some(b);
        }
    }
    best.copied()
}

/// The smallest of the columns that stop the step first. That a value is as good as at its
/// bound already counts as being there: what rounding has left of a zero must not say which of
/// several columns leaves. (Bland's proof asks for the smallest of *all* that do not let the
/// step have a length.)
fn bland<'a>(blockers: impl Iterator<Item = &'a Blocker> + Clone) -> Option<Blocker> {
    let ratio = |b: &Blocker| if b.distance <= b.give { 0.0 } else { b.distance / b.rate.abs() };
    let least = blockers.clone().map(ratio).fold(f64::INFINITY, f64::min);
    let first = blockers.filter(|b| ratio(b) <= least).min_by_key(|b| b.variable)?;
    Some(Blocker { distance: if least > 0.0 { first.distance } else { 0.0 }, ..*first })
}
