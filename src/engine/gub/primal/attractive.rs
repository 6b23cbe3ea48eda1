//! Reduced costs: which nonbasic columns are attractive, that is, would lower the cost.

use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{Status, Variable};
use crate::tolerance::PRICING_ROUNDING;

impl Simplex<'_> {
    /// A reduced cost of `a − b` below minus this is attractive.
    pub(crate) fn allowance(&self, a: f64, b: f64) -> f64 {
        self.objective.tolerance + self.objective.rounding + PRICING_ROUNDING * (a.abs() + b.abs())
    }

    /// The key's cost with charges under the true prices.
    fn key_value(&self, lot: u32) -> f64 {
        let key = self.lots[lot as usize].key;
        self.key_cost(lot) + self.columns.priced(key, &self.prices.rows)
    }

    /// The direction (+1 up, −1 down) and the reduced cost of a column, if it is attractive.
    pub(crate) fn attractive(&self, variable: Variable) -> Option<(f64, f64)> {
        let (a, b, upper) = match variable {
            Variable::Service { lot, service } => {
                let state = &self.lots[lot as usize];
                let charge = self.columns.priced(service, &self.prices.rows);
                let a = self.service_cost(state, service) + charge;
                (a, self.key_value(lot), self.basis.is_full(lot, service))
            }
            Variable::Logical(row) => {
                let row = row as usize;
                let status = self.basis.logicals[row];
                if self.face.closed_logicals[row] || status == Status::Basic {
                    return None;
                }
                let next = self.columns.next(row).map_or(0.0, |next| self.prices.rows[next]);
                (self.prices.rows[row], next, status == Status::Upper)
            }
            Variable::Extra(extra) => {
                let status = self.basis.extras[extra as usize];
                if self.face.closed_extras[extra as usize] || status == Status::Basic {
                    return None;
                }
                let charge = self.columns.extra_priced(extra, &self.prices.rows);
                (self.extra_cost(extra), -charge, status == Status::Upper)
            }
        };
        let reduced = a - b;
        let found = if upper {
            (reduced > self.allowance(a, b)).then_some((-1.0, reduced))
        } else {
            (reduced < -self.allowance(a, b)).then_some((1.0, reduced))
        }?;
        match variable {
            Variable::Service { lot, service } if self.is_basic(lot, service) => None,
            _ => Some(found),
        }
    }
}
