//! Columns leave their bounds and come to rest at them.

use super::simplex::Simplex;
use super::variable::{Service, Status, Variable};

impl Simplex<'_> {
    /// Takes a nonbasic column off its bound; its share of the load is added back.
    pub(crate) fn leave_bound(&mut self, variable: Variable) {
        match variable {
            Variable::Service { lot, service } => {
                let Some(list) = self.basis.full.get_mut(lot as usize) else { return };
                if let Some(slot) = list.iter().position(|&item| item == service) {
                    list.swap_remove(slot);
                    self.change_rest(lot, service, 1.0);
                }
            }
            Variable::Logical(row) => {
                let at = self.resting_value(variable);
                self.subtract_from_load(variable, -at);
                self.basis.logicals[row as usize] = Status::Basic;
            }
            Variable::Extra(extra) => {
                let at = self.resting_value(variable);
                self.subtract_from_load(variable, -at);
                self.basis.extras[extra as usize] = Status::Basic;
            }
        }
    }

    /// Makes a column nonbasic at one of its bounds.
    pub(crate) fn rest_at(&mut self, variable: Variable, upper: bool) {
        let status = if upper { Status::Upper } else { Status::Lower };
        match variable {
            Variable::Service { lot, service } => {
                // What must stay at zero has both bounds there.
                let upper = upper && !self.lots[lot as usize].is_fixed(service);
                if upper && let Some(list) = self.basis.full.get_mut(lot as usize) {
                    list.push(service);
                    self.change_rest(lot, service, -1.0);
                }
                return;
            }
            Variable::Logical(row) => self.basis.logicals[row as usize] = status,
            Variable::Extra(extra) => self.basis.extras[extra as usize] = status,
        }
        let at = self.resting_value(variable);
        self.subtract_from_load(variable, at);
    }

    /// One column more (−1) or less (+1) of the lot is at its upper bound.
    fn change_rest(&mut self, lot: u32, service: Service, sign: f64) {
        let state = &mut self.lots[lot as usize];
        let amount = sign * state.limit;
        state.rest += amount;
        let key = Variable::Service { lot, service: state.key };
        self.subtract_from_load(key, amount);
        self.subtract_from_load(Variable::Service { lot, service }, -amount);
    }
}
