//! One pivot of the primal simplex.

use super::ratio::Stop;
use crate::engine::gub::basis::blocker::Slot;
use crate::engine::gub::basis::exchange::largest;
use crate::engine::gub::basis::objective::Phase;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{Bounds, Variable};
use crate::engine::gub::halt::Halt;
use crate::tolerance::DOUBTFUL_PIVOT;

/// The result of an attempt to pivot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Pivoted {
    /// The column has entered, or moved to its other bound; the step had this length.
    By(f64),
    /// The basis was refactorised instead, and reduced costs with it.
    Refactored,
}

impl Simplex<'_> {
    /// Lets a column enter that has reduced cost `reduced` and moves in direction `sigma`;
    /// `strict` chooses the leaving column by the rule of Bland.
    pub(crate) fn pivot(
        &mut self,
        entering: Variable,
        sigma: f64,
        reduced: f64,
        strict: bool,
    ) -> Result<Pivoted, Halt> {
        self.ftran(entering);
        let (step, stop) = self.ratio_test(entering, sigma, strict);
        let doubtful = match stop {
            Stop::Leaves { rate, .. } => rate.abs() < DOUBTFUL_PIVOT * self.entering.largest(),
            Stop::Nothing => true,
            Stop::Flip => false,
        };
        if doubtful && self.basis.factors.age() > 0 {
            self.clear_entering();
            self.refactor()?;
            return Ok(Pivoted::Refactored);
        }
        if stop == Stop::Nothing {
            self.clear_entering();
            return Err(Halt::Unbounded);
        }
        self.statistics.pivots += 1;
        self.move_basics(sigma * step);
        let Bounds { lower, upper } = self.bounds(entering);
        let value = if sigma > 0.0 { lower + step } else { upper - step };
        match stop {
            Stop::Flip | Stop::Nothing => self.flip(entering, sigma),
            Stop::Leaves { slot: Slot::Key(lot), at_upper, .. } => {
                self.key_leaves(lot, entering, value, at_upper, sigma, reduced);
            }
            Stop::Leaves { slot: Slot::Position(position), at_upper, .. } => {
                self.position_leaves(position as usize, entering, value, at_upper, sigma, reduced);
            }
        }
        self.clear_entering();
        if self.basis.factors.is_worn() {
            self.refactor()?;
        } else if self.objective.phase != Phase::Two {
            self.recompute_prices();
        }
        Ok(Pivoted::By(step))
    }

    /// The entering column moves from one bound to the other.
    fn flip(&mut self, entering: Variable, sigma: f64) {
        self.statistics.flips += 1;
        // The lower bound need not be zero.
        self.leave_bound(entering);
        self.rest_at(entering, sigma > 0.0);
    }

    /// The key of a lot becomes nonbasic. If the lot has nonkeys, one of them is made its key
    /// first, and the old key leaves at that position.
    fn key_leaves(
        &mut self,
        lot: u32,
        entering: Variable,
        value: f64,
        at_upper: bool,
        sigma: f64,
        reduced: f64,
    ) {
        let key = self.lots[lot as usize].key;
        if self.lots[lot as usize].nonkeys == 0
            && let Variable::Service { service, .. } = entering
        {
            // The entering column is of the same lot and becomes its key: neither the
            // working basis nor the prices change.
            self.statistics.key_swaps += 1;
            if sigma < 0.0 {
                self.leave_bound(entering);
            }
            self.set_key(lot, service);
            self.rest_at(Variable::Service { lot, service: key }, at_upper);
            let state = &mut self.lots[lot as usize];
            state.value = state.rest;
            return;
        }
        let others = self.positions_of(lot);
        let Some(position) = largest(&others, &self.entering.alpha) else { return };
        self.exchange_key(lot, position, others);
        if self.entering.alpha[position] == 0.0 {
            self.entering.nonzero.push(position as u32);
        }
        self.entering.alpha[position] = self.lots[lot as usize].gamma;
        self.position_leaves(position, entering, value, at_upper, sigma, reduced);
    }
}
