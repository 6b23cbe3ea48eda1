//! Factorisation of the working basis, and values and prices computed from it.

use super::simplex::Simplex;
use super::variable::{Status, Variable};
use crate::engine::gub::factors::assembly::Singular;
use crate::engine::gub::halt::Halt;
use crate::tolerance::CANCELLED;

impl Simplex<'_> {
    /// Refactorises the basis and computes values and prices.
    pub(crate) fn refactor(&mut self) -> Result<(), Halt> {
        self.statistics.refactorisations += 1;
        self.choose_large_keys();
        if self.factorise_with(&[]).is_err() {
            self.reset_to_logicals();
            self.factorise_with(&[])
                .map_err(|_| Halt::Broken("the basis of logicals is singular"))?;
        }
        self.recompute_values();
        self.recompute_prices();
        debug_assert!(self.invariants_hold(), "the basis does not satisfy its invariants");
        Ok(())
    }

    /// Makes the largest basic column of each lot its key: differences from a large
    /// column would cost the small ones digits.
    fn choose_large_keys(&mut self) {
        for position in 0..self.basis.members.len() {
            if let Variable::Service { lot, service } = self.basis.members[position] {
                let state = &self.lots[lot as usize];
                if self.basis.value[position] > state.value {
                    let (key, value) = (state.key, state.value);
                    self.set_key(lot, service);
                    self.lots[lot as usize].value = self.basis.value[position];
                    self.basis.members[position] = Variable::Service { lot, service: key };
                    self.basis.value[position] = value;
                }
            }
        }
    }

    /// Factorises the working basis. Each (position, row) of `artificial`, sorted by
    /// position, puts a unit column of that row in place of the member at that position.
    pub(crate) fn factorise_with(&mut self, artificial: &[(u32, u32)]) -> Result<(), Singular> {
        let mut artificial = artificial.iter().peekable();
        let mut assembly = std::mem::take(&mut self.scratch.assembly);
        let mut column: Vec<(usize, f64)> = Vec::new();
        assembly.clear();
        for (position, &variable) in self.basis.members.iter().enumerate() {
            if let Some(&(_, row)) = artificial.next_if(|a| a.0 as usize == position) {
                assembly.push(row as usize, 1.0);
                assembly.close_column();
                continue;
            }
            self.working_column(variable, &mut column);
            for &(row, value) in column.iter().filter(|entry| entry.1 != 0.0) {
                assembly.push(row, value);
            }
            assembly.close_column();
        }
        let result = self.basis.factors.factorise(&assembly);
        if result.is_ok() {
            self.statistics.basis_entries += assembly.entries() as u64;
            self.statistics.factor_entries += self.basis.factors.entries() as u64;
        }
        self.scratch.assembly = assembly;
        result
    }

    /// The column of the working basis for a basic variable: of a lot, its difference from
    /// the key.
    fn working_column(&self, variable: Variable, column: &mut Vec<(usize, f64)>) {
        column.clear();
        match variable {
            Variable::Service { lot, service } => {
                column.extend(self.columns.service(service));
                for (row, value) in self.columns.service(self.lots[lot as usize].key) {
                    match column.iter_mut().find(|entry| entry.0 == row) {
                        Some(entry) => {
                            let difference = entry.1 - value;
                            let negligible = CANCELLED * entry.1.abs().max(value.abs());
                            entry.1 = if difference.abs() <= negligible { 0.0 } else { difference };
                        }
                        None => column.push((row, -value)),
                    }
                }
            }
            Variable::Logical(row) => column.extend(self.columns.logical(row)),
            Variable::Extra(extra) => column.extend(self.columns.extra(extra)),
        }
    }

    /// Falls back on the basis of all logicals. Keys stay; nonkeys become nonbasic at zero.
    fn reset_to_logicals(&mut self) {
        self.statistics.restarts += 1;
        for position in 0..self.basis.members.len() {
            match self.basis.members[position] {
                Variable::Service { lot, .. } => self.lots[lot as usize].nonkeys = 0,
                Variable::Logical(_) => {}
                Variable::Extra(extra) => self.basis.extras[extra as usize] = Status::Lower,
            }
            self.basis.members[position] = Variable::Logical(position as u32);
            self.basis.logicals[position] = Status::Basic;
        }
        self.recompute_load();
    }

    fn recompute_values(&mut self) {
        self.scratch.rows.copy_from_slice(&self.basis.load);
        self.basis.value.fill(0.0);
        self.basis.factors.ftran(&mut self.scratch.rows, &mut self.basis.value);
        if self.to_the_last_digit {
            self.refine_values();
            return;
        }
        for &member in &self.basis.members {
            if let Variable::Service { lot, .. } = member {
                self.lots[lot as usize].value = self.lots[lot as usize].rest;
            }
        }
        for (&member, value) in self.basis.members.iter().zip(&self.basis.value) {
            if let Variable::Service { lot, .. } = member {
                self.lots[lot as usize].value -= value;
            }
        }
    }

    /// Recomputes the prices: `π · B = c(key) − c(j)` for nonkeys, `−c(j)` for others.
    pub(crate) fn recompute_prices(&mut self) {
        for position in 0..self.basis.members.len() {
            let key_cost = match self.basis.members[position] {
                Variable::Service { lot, .. } => self.key_cost(lot),
                _ => 0.0,
            };
            self.scratch.positions[position] = key_cost - self.member_cost(position);
        }
        self.prices.rows.fill(0.0);
        self.basis.factors.btran(&mut self.scratch.positions, &mut self.prices.rows);
    }
}
