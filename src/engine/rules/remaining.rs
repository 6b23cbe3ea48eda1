//! What is left of every row while a rule is applied.

use std::ops::Range;

use crate::model::{Carry, Model, ResourceId};
use crate::tolerance::NEGLIGIBLE;

/// Something that can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Of {
    /// Capacity, or what is in stock.
    There(ResourceId),
    /// Room for more in a stock, from a period on: to take it is to add to the stock.
    Room(ResourceId),
}

/// The capacity and the stock that are left.
#[derive(Debug, Clone)]
pub(super) struct Remaining {
    periods: usize,
    /// For what is carried over the most that may be, none for what is lost.
    limits: Vec<Option<f64>>,
    /// Unused capacity of a month, or the stock at its end.
    left: Vec<f64>,
    /// What may be taken: the same, but for stocks the least of this month and all later ones,
    /// since a stock that is taken now is missing in every later month.
    free: Vec<f64>,
}

impl Remaining {
    pub(super) fn new(model: &Model) -> Self {
        let mut left: Vec<f64> = (0..model.rows()).map(|row| model.rhs(row)).collect();
        let limits: Vec<Option<f64>> = model
            .resources()
            .iter()
            .map(|resource| match resource.carry() {
                Carry::Stock { limit } => Some(limit),
                Carry::Lost => None,
            })
            .collect();
        let periods = model.periods();
        for (resource, _) in limits.iter().enumerate().filter(|(_, limit)| limit.is_some()) {
            for row in resource * periods + 1..(resource + 1) * periods {
                left[row] += left[row - 1];
            }
        }
        let mut remaining = Self { periods, limits, free: left.clone(), left };
        for resource in 0..remaining.limits.len() {
            remaining.refresh(resource);
        }
        remaining
    }

    /// How much may be taken in a period.
    pub(super) fn most(&self, of: Of, period: usize) -> f64 {
        match of {
            Of::There(resource) => self.free[resource.index() * self.periods + period].max(0.0),
            Of::Room(stock) => {
                let rooms = (period..self.periods).map(|end| self.room(stock, end));
                rooms.fold(f64::INFINITY, f64::min)
            }
        }
    }

    /// How much more a stock may hold at the end of a period.
    pub(super) fn room(&self, stock: ResourceId, end: usize) -> f64 {
        let limit = self.limits[stock.index()].unwrap_or(0.0);
        (limit - self.left[stock.index() * self.periods + end]).max(0.0)
    }

    /// How many units of a recipe fit into a period.
    pub(super) fn units(&self, uses: &[(ResourceId, f64)], period: usize) -> f64 {
        let most = uses.iter().map(|part| self.most(Of::There(part.0), period) / part.1);
        most.fold(f64::INFINITY, f64::min)
    }

    /// Takes what so many units use.
    pub(super) fn take(&mut self, uses: &[(ResourceId, f64)], period: usize, units: f64) {
        for &(resource, usage) in uses {
            self.take_of(Of::There(resource), period, usage * units);
        }
    }

    /// Takes so much.
    pub(super) fn take_of(&mut self, of: Of, period: usize, taken: f64) {
        match of {
            Of::Room(stock) => self.keep(stock, period..self.periods, taken),
            Of::There(resource) => {
                let end =
                    if self.limits[resource.index()].is_some() { self.periods } else { period + 1 };
                self.change(resource, period..end, -taken);
            }
        }
    }

    /// Has so much more in stock at the end of these periods.
    pub(super) fn keep(&mut self, stock: ResourceId, ends: Range<usize>, amount: f64) {
        self.change(stock, ends, amount);
    }

    fn change(&mut self, resource: ResourceId, ends: Range<usize>, change: f64) {
        let first = resource.index() * self.periods;
        for row in first + ends.start..first + ends.end {
            let left = &mut self.left[row];
            // After all is taken nothing is left, not the rounding error.
            *left = if (*left + change).abs() <= NEGLIGIBLE * left.abs() {
                0.0
            } else {
                *left + change
            };
            self.free[row] = *left;
        }
        self.refresh(resource.index());
    }

    fn refresh(&mut self, resource: usize) {
        if self.limits[resource].is_none() {
            return;
        }
        let mut least = f64::INFINITY;
        for row in (resource * self.periods..(resource + 1) * self.periods).rev() {
            least = least.min(self.left[row]);
            self.free[row] = least;
        }
    }
}
