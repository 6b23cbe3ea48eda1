//! The dual simplex: what to do with a basis whose prices are good and whose values are
//! not.
//!
//! After a change of capacity or supply the prices of the last optimum are still those of
//! an optimum, for a model with other right-hand sides, but a few basic columns lie outside
//! their bounds. The dual simplex (Lemke 1954) sends one of them to its bound at each pivot
//! and lets that column enter whose reduced cost is the first to reach zero as the prices
//! give way ([`super::ray`]). A month of a line that loses a twentieth takes it tens of
//! pivots; the primal simplex wanders for thousands.
//!
//! Very often many columns reach zero at once. Of some of them that one enters which leaves
//! least outside its bounds: to try one costs far less than the pivots that a bad one brings.
//! And where a whole lot fits between the leaving column and its bound, the lot changes its
//! key and nothing else, which is a step of the long-step rule (Maros 2003) for generalised
//! upper bounds.
//!
//! The answer does not rest on any of it. Where it gets stuck the primal simplex goes on.

use super::columns::{Bounds, Place};
use super::limits::Limits;
use super::near::Near;
use super::pivot::largest;
use super::ray::{Column, Ray};
use super::simplex::{Halt, Simplex, Variable};

/// What a step of the dual simplex costs, in pivots of the primal.
const COST: u64 = 10;
/// A pivot this far from what the row promised is not trusted after updates.
const AGREEMENT: f64 = 1e-6;
/// Entries of a column below this share of its largest are no pivots.
const SMALLEST: f64 = 1e-8;

/// A basic column outside its bounds.
#[derive(Debug, Clone, Copy)]
struct Outside {
    variable: Variable,
    /// How far, as a share of its scale.
    by: f64,
    /// Where it has to go.
    bound: f64,
    above: bool,
}

/// What became of an attempt to pivot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Went {
    On,
    /// A lot has moved as a whole, the leaving column is still there.
    Along,
    /// The basis was factorised anew instead.
    Again,
    Nowhere,
}

/// How far a column moves.
#[derive(Debug, Clone, Copy)]
enum Length {
    /// Until the column that leaves is at its bound.
    Part(f64),
    /// Its lot as a whole moves to it, which is not yet enough for that: the basis stays.
    Whole(f64),
}

impl Length {
    fn step(self) -> f64 {
        match self {
            Self::Part(step) | Self::Whole(step) => step,
        }
    }
}

impl Simplex<'_> {
    /// Pivots until every basic column is within its bounds, or until that leads nowhere.
    pub(super) fn run_dual(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        let mut candidates = Vec::new();
        self.price_free(&mut candidates);
        if !candidates.is_empty() {
            return Ok(());
        }
        let Some(mut near) = self.near_columns() else { return Ok(()) };
        let mut ray = Ray::new(self.largest_cost());
        let mut last = Went::On;
        let mut same = None;
        while let Some(outside) = same.or_else(|| self.farthest_outside()) {
            limits.spend(COST - 1);
            limits.check(self.statistics.pivots)?;
            self.report(limits);
            let went = self.pivot_dual(outside, &mut ray, &mut near)?;
            // Another column could send the lot back again.
            same = Some(outside).filter(|_| went == Went::Along && self.is_outside(outside));
            if near.is_worn(self.lots.len()) {
                let Some(again) = self.near_columns() else { return Ok(()) };
                near = again;
            }
            if went == Went::Nowhere || (went, last) == (Went::Again, Went::Again) {
                return Ok(());
            }
            last = went;
        }
        Ok(())
    }

    /// The basic column that is outside its bounds the most.
    fn farthest_outside(&self) -> Option<Outside> {
        let mut worst: Option<Outside> = None;
        let mut offer = |variable: Variable, value: f64| {
            let side = self.violation(variable, value);
            if side != 0.0 {
                let Bounds { lower, upper } = self.bounds(variable);
                let bound = if side > 0.0 { upper } else { lower };
                let by = (value - bound).abs() / self.scale(variable);
                if worst.is_none_or(|worst| by > worst.by) {
                    worst = Some(Outside { variable, by, bound, above: side > 0.0 });
                }
            }
        };
        for (&variable, &value) in self.members.iter().zip(&self.value) {
            offer(variable, value);
            if let Variable::Place { lot, .. } = variable {
                let state = &self.lots[lot as usize];
                offer(Variable::Place { lot, place: state.key }, state.value);
            }
        }
        worst
    }

    /// Whether a column at a position of the basis is still on the same side.
    fn is_outside(&self, outside: Outside) -> bool {
        let found = self.members.iter().position(|&member| member == outside.variable);
        let side = found.map_or(0.0, |at| self.violation(outside.variable, self.value[at]));
        if outside.above { side > 0.0 } else { side < 0.0 }
    }

    fn pivot_dual(
        &mut self,
        outside: Outside,
        ray: &mut Ray,
        near: &mut Near,
    ) -> Result<Went, Halt> {
        let Some(position) = self.position_of(outside.variable, near) else {
            return Ok(Went::Nowhere);
        };
        self.cast(position, outside.above, ray);
        self.reach_first(ray, near);
        let mut best: Option<(f64, Column, Length)> = None;
        for &column in &ray.seen {
            self.express(column.variable);
            if let Some(length) = self.length(position, outside, column.rate(ray), &column) {
                let more = self.more_outside(&column, length.step());
                if best.is_none_or(|best| more < best.0) {
                    best = Some((more, column, length));
                }
            }
            self.forget();
        }
        let Some((_, column, length)) = best else {
            if ray.seen.is_empty() || self.factors.age() == 0 {
                return Ok(Went::Nowhere);
            }
            self.refactor_near(near)?;
            return Ok(Went::Again);
        };
        self.statistics.pivots += 1;
        self.statistics.dual += 1;
        self.express(column.variable);
        self.shift(length.step());
        if let (Length::Whole(_), Variable::Place { lot, place }) = (length, column.variable) {
            self.statistics.key_swaps += 1;
            self.move_prices(ray, &column);
            self.set_key(lot, place);
            let state = &mut self.lots[lot as usize];
            state.value = state.rest;
            near.strays.push(lot);
            self.forget();
            self.charge();
            return Ok(Went::Along);
        }
        let value = self.value_after(&column, length.step());
        let (sigma, reduced, above) = (column.sigma(), column.reduced, outside.above);
        self.position_leaves(position, column.variable, value, above, sigma, reduced);
        self.forget();
        if self.factors.is_worn() {
            self.refactor_near(near)?;
        } else {
            self.charge();
        }
        Ok(Went::On)
    }

    /// Factorises anew; what that does to keys is kept in mind.
    fn refactor_near(&mut self, near: &mut Near) -> Result<(), Halt> {
        let lots = self.members.iter().filter_map(|member| match member {
            Variable::Place { lot, .. } => Some((*lot, self.lots[*lot as usize].key)),
            _ => None,
        });
        let before: Vec<(u32, Place)> = lots.collect();
        self.refactor()?;
        let changed = before.iter().filter(|&&(lot, key)| self.lots[lot as usize].key != key);
        near.strays.extend(changed.map(|&(lot, _)| lot));
        near.strays.sort_unstable();
        near.strays.dedup();
        self.charge();
        Ok(())
    }

    /// How far the column in `work.alpha` goes; nothing if it makes no good pivot.
    /// `rate` is what the row of the leaving column has promised.
    fn length(
        &self,
        position: usize,
        outside: Outside,
        rate: f64,
        column: &Column,
    ) -> Option<Length> {
        let alpha = self.work.alpha[position];
        let size = |&index: &u32| self.work.alpha[index as usize].abs();
        let largest = self.work.nonzero.iter().map(size).fold(0.0, f64::max);
        let agrees = (alpha - rate).abs() <= AGREEMENT * (1.0 + alpha.abs());
        if !agrees || alpha.abs() <= SMALLEST * largest {
            return None;
        }
        let step = (self.value[position] - outside.bound) / alpha;
        if let Variable::Place { lot, .. } = column.variable {
            let state = &self.lots[lot as usize];
            let value = self.value[position] - state.rest * alpha;
            if state.nonkeys == 0
                && !state.is_limited()
                && step > state.rest
                // Somebody has to leave in the end, or the lot could be sent back for ever.
                && self.violation(outside.variable, value) != 0.0
            {
                return Some(Length::Whole(state.rest));
            }
        }
        Some(Length::Part(step))
    }

    /// How much all that lies outside its bounds would be further outside once the column
    /// in `work.alpha` has gone so far.
    fn more_outside(&self, column: &Column, step: f64) -> f64 {
        let mut more = 0.0;
        let mut move_by = |variable: Variable, value: f64, rate: f64| {
            more += self.excess(variable, value - step * rate) - self.excess(variable, value);
        };
        for &index in &self.work.nonzero {
            let index = index as usize;
            move_by(self.members[index], self.value[index], self.work.alpha[index]);
        }
        for &lot in &self.work.touched {
            let state = &self.lots[lot as usize];
            move_by(Variable::Place { lot, place: state.key }, state.value, state.gamma);
        }
        more + self.excess(column.variable, self.value_after(column, step))
    }

    /// The value of a column that has gone so far from its bound.
    fn value_after(&self, column: &Column, step: f64) -> f64 {
        let Bounds { lower, upper } = self.bounds(column.variable);
        step + if column.sigma() > 0.0 { lower } else { upper }
    }

    fn excess(&self, variable: Variable, value: f64) -> f64 {
        let Bounds { lower, upper } = self.bounds(variable);
        (lower - value).max(value - upper).max(0.0)
    }

    /// The position at which a basic column can leave. A key changes places with the
    /// largest of its lot's others.
    fn position_of(&mut self, variable: Variable, near: &mut Near) -> Option<usize> {
        match variable {
            Variable::Place { lot, place } if self.lots[lot as usize].key == place => {
                let others = self.positions_of(lot);
                let position = largest(&others, &self.value)?;
                self.exchange_key(lot, position, others);
                near.strays.push(lot);
                Some(position)
            }
            _ => self.members.iter().position(|&member| member == variable),
        }
    }
}
