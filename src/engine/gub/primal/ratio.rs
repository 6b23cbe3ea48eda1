//! The primal ratio test: how far the entering column may move, and which basic column stops
//! it.
//!
//! Two passes after Harris (1973): the first finds the longest step with every bound relaxed
//! a little, the second takes the largest pivot among the columns that reach their bounds
//! within that step. Keys take part like the columns at positions.

use crate::engine::gub::basis::blocker::{Blocker, Slot};
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{Bounds, Variable};
use crate::tolerance::{FEASIBLE, HARRIS, PIVOT};

/// What ends the step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Stop {
    /// The entering column reaches its other bound.
    Flip,
    /// A basic column reaches a bound.
    Leaves { slot: Slot, at_upper: bool, rate: f64 },
    /// Nothing: the step is unbounded.
    Nothing,
}

impl Simplex<'_> {
    /// The length of the step and what ends it, for the entering column (after FTRAN) moving
    /// in direction `sigma`; `strict` chooses by the rule of Bland (1977).
    pub(crate) fn ratio_test(
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
        self.scratch.blockers = blockers;
        match chosen {
            Some(b) => {
                let step = (b.distance / b.rate.abs()).max(0.0);
                // An entering column with equal bounds blocks itself: by the rule of Bland it is
                // compared with the other blockers in the order of all columns.
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
        let mut blockers = std::mem::take(&mut self.scratch.blockers);
        blockers.clear();
        for &index in &self.entering.nonzero {
            let position = index as usize;
            let variable = self.basis.members[position];
            let rate = -sigma * self.entering.alpha[position];
            let value = self.basis.value[position];
            blockers.extend(self.blocker(Slot::Position(index), variable, value, rate));
        }
        for &lot in &self.entering.touched {
            let state = &self.lots[lot as usize];
            let variable = Variable::Service { lot, service: state.key };
            let rate = -sigma * state.gamma;
            blockers.extend(self.blocker(Slot::Key(lot), variable, state.value, rate));
        }
        blockers
    }

    /// An infeasible column stops the step where it becomes feasible, and not at all if it
    /// moves away from its bounds.
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
            give: HARRIS * scale,
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

/// The first column, in the order of Bland's rule, of those that stop the step first. A value
/// within rounding of its bound counts as at the bound: rounding must not decide which of
/// several columns leaves. (Bland's proof needs the first of *all* that force a step of length
/// zero.)
fn bland<'a>(blockers: impl Iterator<Item = &'a Blocker> + Clone) -> Option<Blocker> {
    let ratio = |b: &Blocker| if b.distance <= b.give { 0.0 } else { b.distance / b.rate.abs() };
    let least = blockers.clone().map(ratio).fold(f64::INFINITY, f64::min);
    let first = blockers.filter(|b| ratio(b) <= least).min_by_key(|b| b.variable)?;
    Some(Blocker { distance: if least > 0.0 { first.distance } else { 0.0 }, ..*first })
}
