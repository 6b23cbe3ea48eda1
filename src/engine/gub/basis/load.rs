//! The right-hand side of the working basis: what is left for it once the keys and all
//! nonbasic columns have taken their share.

use super::simplex::Simplex;
use super::variable::{Bounds, Service, Status, Variable};

impl Simplex<'_> {
    /// Adds `factor` times a column to a vector by row.
    pub(crate) fn add_column(&self, variable: Variable, factor: f64, target: &mut [f64]) {
        let add = |entries: &mut dyn Iterator<Item = (usize, f64)>, target: &mut [f64]| {
            for (row, value) in entries {
                target[row] += factor * value;
            }
        };
        match variable {
            Variable::Service { service, .. } => add(&mut self.columns.service(service), target),
            Variable::Logical(row) => add(&mut self.columns.logical(row), target),
            Variable::Extra(extra) => add(&mut self.columns.extra(extra), target),
        }
    }

    /// Subtracts `factor` times a column from the load.
    pub(crate) fn subtract_from_load(&mut self, variable: Variable, factor: f64) {
        if factor != 0.0 {
            let mut load = std::mem::take(&mut self.basis.load);
            self.add_column(variable, -factor, &mut load);
            self.basis.load = load;
        }
    }

    /// Recomputes the load from the data.
    pub(crate) fn recompute_load(&mut self) {
        let mut load = self.columns.rhs.clone();
        for (index, lot) in self.lots.iter_mut().enumerate() {
            if let Some(full) = self.basis.full.get(index) {
                lot.rest = full.iter().fold(lot.quantity, |rest, _| rest - lot.limit);
                for &service in full {
                    for (row, value) in self.columns.service(service) {
                        load[row] -= value * lot.limit;
                    }
                }
            }
            for (row, value) in self.columns.service(lot.key) {
                load[row] -= value * lot.rest;
            }
            if lot.nonkeys == 0 {
                lot.value = lot.rest;
            }
        }
        for row in 0..self.columns.rows as u32 {
            if self.basis.logicals[row as usize] == Status::Upper {
                self.add_column(
                    Variable::Logical(row),
                    -self.columns.upper[row as usize],
                    &mut load,
                );
            }
        }
        for extra in 0..self.basis.extras.len() as u32 {
            let at = self.resting_value(Variable::Extra(extra));
            if self.basis.extras[extra as usize] != Status::Basic && at != 0.0 {
                self.add_column(Variable::Extra(extra), -at, &mut load);
            }
        }
        self.basis.load = load;
    }

    /// The value of a nonbasic logical or extra column: that of the bound it is at.
    pub(crate) fn resting_value(&self, variable: Variable) -> f64 {
        let Bounds { lower, upper } = self.bounds(variable);
        let status = match variable {
            Variable::Logical(row) => self.basis.logicals[row as usize],
            Variable::Extra(extra) => self.basis.extras[extra as usize],
            Variable::Service { .. } => Status::Lower,
        };
        if status == Status::Upper { upper } else { lower }
    }

    /// Changes the key of a lot. The caller sets the values of the old and the new key.
    pub(crate) fn set_key(&mut self, lot: u32, service: Service) {
        let state = &self.lots[lot as usize];
        let (old, rest) = (state.key, state.rest);
        self.subtract_from_load(Variable::Service { lot, service: old }, -rest);
        self.subtract_from_load(Variable::Service { lot, service }, rest);
        self.lots[lot as usize].key = service;
        self.prices.margins[lot as usize].until = f64::NEG_INFINITY;
    }
}
