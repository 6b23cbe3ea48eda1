//! The step of a dual pivot: how far an entering column goes, and what that does to
//! feasibility.

use super::leaving::Leaving;
use super::ray::Breakpoint;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{Bounds, Variable};
use crate::tolerance::{DUAL_AGREEMENT, DUAL_PIVOT};

/// How far the entering column moves.
#[derive(Debug, Clone, Copy)]
pub(crate) enum DualStep {
    /// Until the leaving column reaches its bound.
    ToBound(f64),
    /// By the whole lot, which is less than that: the lot changes its key, and the working
    /// basis stays.
    WholeLot(f64),
}

impl DualStep {
    pub(crate) fn length(self) -> f64 {
        match self {
            Self::ToBound(step) | Self::WholeLot(step) => step,
        }
    }
}

impl Simplex<'_> {
    /// The step of the entering column (after FTRAN); none if it makes no good pivot.
    /// `rate` is its entry in the row of the leaving column, as BTRAN has given it.
    pub(crate) fn dual_step(
        &self,
        position: usize,
        leaving: Leaving,
        rate: f64,
        column: &Breakpoint,
    ) -> Option<DualStep> {
        let alpha = self.entering.alpha[position];
        let agrees = (alpha - rate).abs() <= DUAL_AGREEMENT * (1.0 + alpha.abs());
        if !agrees || alpha.abs() <= DUAL_PIVOT * self.entering.largest() {
            return None;
        }
        let step = (self.basis.value[position] - leaving.bound) / alpha;
        if let Variable::Service { lot, .. } = column.variable {
            let state = &self.lots[lot as usize];
            let value = self.basis.value[position] - state.rest * alpha;
            if state.nonkeys == 0
                && !state.is_limited()
                && step > state.rest
                // Where the lot suffices, the column must leave: lots could move to and fro for ever.
                && self.violation(leaving.variable, value) != 0.0
            {
                return Some(DualStep::WholeLot(state.rest));
            }
        }
        Some(DualStep::ToBound(step))
    }

    /// By how much the sum of infeasibilities grows with a step of the entering column.
    pub(crate) fn added_infeasibility(&self, column: &Breakpoint, step: f64) -> f64 {
        let mut more = 0.0;
        let mut move_by = |variable: Variable, value: f64, rate: f64| {
            more += self.excess(variable, value - step * rate) - self.excess(variable, value);
        };
        for &index in &self.entering.nonzero {
            let index = index as usize;
            let alpha = self.entering.alpha[index];
            move_by(self.basis.members[index], self.basis.value[index], alpha);
        }
        for &lot in &self.entering.touched {
            let state = &self.lots[lot as usize];
            move_by(Variable::Service { lot, service: state.key }, state.value, state.gamma);
        }
        more + self.excess(column.variable, self.value_after(column, step))
    }

    /// The value of the entering column after a step from its bound.
    pub(crate) fn value_after(&self, column: &Breakpoint, step: f64) -> f64 {
        let Bounds { lower, upper } = self.bounds(column.variable);
        step + if column.sigma() > 0.0 { lower } else { upper }
    }

    /// The infeasibility of a value.
    fn excess(&self, variable: Variable, value: f64) -> f64 {
        let Bounds { lower, upper } = self.bounds(variable);
        (lower - value).max(value - upper).max(0.0)
    }
}
