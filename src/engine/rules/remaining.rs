//! What is left of every row while a rule is applied.

use crate::model::{Carry, Model, ResourceId};
use crate::tolerance::NEGLIGIBLE;

/// The capacity and the stock that are left.
#[derive(Debug, Clone)]
pub(super) struct Remaining {
    periods: usize,
    carries: Vec<bool>,
    /// Unused capacity of a month, or the stock at its end.
    left: Vec<f64>,
    /// What may be taken: the same, but for stocks the least of this month and all later ones,
    /// since a stock that is taken now is missing in every later month.
    pub(super) free: Vec<f64>,
}

impl Remaining {
    pub(super) fn new(model: &Model) -> Self {
        let mut left: Vec<f64> = (0..model.rows()).map(|row| model.rhs(row)).collect();
        let carries: Vec<bool> = model
            .resources()
            .iter()
            .map(|resource| matches!(resource.carry(), Carry::Stock { .. }))
            .collect();
        let periods = model.periods();
        for (resource, _) in carries.iter().enumerate().filter(|(_, carries)| **carries) {
            for row in resource * periods + 1..(resource + 1) * periods {
                left[row] += left[row - 1];
            }
        }
        let mut remaining = Self { periods, carries, free: left.clone(), left };
        for resource in 0..remaining.carries.len() {
            remaining.refresh(resource);
        }
        remaining
    }

    /// How many units of a recipe fit into a period.
    pub(super) fn units(&self, uses: &[(ResourceId, f64)], period: usize) -> f64 {
        uses.iter()
            .map(|&(resource, usage)| self.free[resource.index() * self.periods + period] / usage)
            .fold(f64::INFINITY, f64::min)
            .max(0.0)
    }

    /// Takes what so many units use.
    pub(super) fn take(&mut self, uses: &[(ResourceId, f64)], period: usize, units: f64) {
        for &(resource, usage) in uses {
            let resource = resource.index();
            let first = resource * self.periods + period;
            let last =
                if self.carries[resource] { (resource + 1) * self.periods } else { first + 1 };
            let taken = usage * units;
            for left in &mut self.left[first..last] {
                // After all is taken nothing is left, not the rounding error.
                *left = if (*left - taken).abs() <= NEGLIGIBLE * left.abs() {
                    0.0
                } else {
                    *left - taken
                };
            }
            self.free[first] = self.left[first];
            self.refresh(resource);
        }
    }

    fn refresh(&mut self, resource: usize) {
        if !self.carries[resource] {
            return;
        }
        let mut least = f64::INFINITY;
        for row in (resource * self.periods..(resource + 1) * self.periods).rev() {
            least = least.min(self.left[row]);
            self.free[row] = least;
        }
    }
}
