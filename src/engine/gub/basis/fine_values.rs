//! The values of the present basis, refined to about thirty digits.
//!
//! What is late may be what a large order leaves over: a difference in which an `f64` has few
//! digits left. So the values of the last basis are refined like its prices
//! ([`refine_prices`](Simplex::refine_prices)) before they are rounded, once.

use super::simplex::Simplex;
use super::variable::{Status, Variable};
use crate::double_double::DoubleDouble;

/// Rounds of refinement: each gains the digits of the factors, a dozen or so.
const ROUNDS: usize = 2;

impl Simplex<'_> {
    /// The values of the working basis by position, as the simplex has them.
    pub(crate) fn values(&self) -> Vec<DoubleDouble> {
        self.basis.value.iter().map(|&value| value.into()).collect()
    }

    /// The same, refined.
    pub(crate) fn refined_values(&mut self) -> Vec<DoubleDouble> {
        let mut values = self.values();
        let mut correction = vec![0.0; values.len()];
        for _ in 0..ROUNDS {
            let missed = self.missed(&values);
            if missed.iter().all(|missed| missed.high() == 0.0) {
                break;
            }
            for (row, missed) in self.scratch.rows.iter_mut().zip(missed) {
                *row = missed.high();
            }
            correction.fill(0.0);
            self.basis.factors.ftran(&mut self.scratch.rows, &mut correction);
            for (value, &correction) in values.iter_mut().zip(&correction) {
                *value += correction.into();
            }
        }
        self.scratch.rows.fill(0.0);
        values
    }

    /// Refines the values of the basis, keys included.
    pub(super) fn refine_values(&mut self) {
        let values = self.refined_values();
        let keys = self.keys(&values);
        for (value, fine) in self.basis.value.iter_mut().zip(&values) {
            *value = fine.high();
        }
        for (lot, key) in self.lots.iter_mut().zip(keys) {
            lot.value = key.high();
        }
    }

    /// What the values leave of each lot for its key.
    fn keys(&self, values: &[DoubleDouble]) -> Vec<DoubleDouble> {
        let mut keys: Vec<DoubleDouble> = self.lots.iter().map(|lot| lot.quantity.into()).collect();
        for (&member, &value) in self.basis.members.iter().zip(values) {
            if let Variable::Service { lot, .. } = member {
                keys[lot as usize] += -value;
            }
        }
        for (full, (lot, key)) in self.basis.full.iter().zip(self.lots.iter().zip(&mut keys)) {
            for _ in full {
                *key += (-lot.limit).into();
            }
        }
        keys
    }

    /// What the values leave of each row's right-hand side.
    fn missed(&self, values: &[DoubleDouble]) -> Vec<DoubleDouble> {
        let mut left: Vec<DoubleDouble> = self.columns.rhs.iter().map(|&rhs| rhs.into()).collect();
        let mut take = |entries: &mut dyn Iterator<Item = (usize, f64)>, value: DoubleDouble| {
            for (row, entry) in entries {
                left[row] += value.times(-entry);
            }
        };
        for (&member, &value) in self.basis.members.iter().zip(values) {
            match member {
                Variable::Service { service, .. } => {
                    take(&mut self.columns.service(service), value);
                }
                Variable::Logical(row) => take(&mut self.columns.logical(row), value),
                Variable::Extra(extra) => take(&mut self.columns.extra(extra), value),
            }
        }
        for (index, (lot, key)) in self.lots.iter().zip(self.keys(values)).enumerate() {
            for &service in self.basis.full.get(index).into_iter().flatten() {
                take(&mut self.columns.service(service), lot.limit.into());
            }
            take(&mut self.columns.service(lot.key), key);
        }
        for (row, &status) in (0..).zip(&self.basis.logicals) {
            if status == Status::Upper {
                let at = self.columns.upper[row as usize];
                take(&mut self.columns.logical(row), at.into());
            }
        }
        for (extra, &status) in (0..).zip(&self.basis.extras) {
            let at = self.resting_value(Variable::Extra(extra));
            if status != Status::Basic && at != 0.0 {
                take(&mut self.columns.extra(extra), at.into());
            }
        }
        left
    }
}
