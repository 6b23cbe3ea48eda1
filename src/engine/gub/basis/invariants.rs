//! The invariants of the basis, checked in debug builds only.

use super::simplex::Simplex;
use super::variable::Variable;
use crate::tolerance::RESIDUAL;

impl Simplex<'_> {
    /// After a factorisation: counts of nonkeys, block sums, and `B · value = load`.
    /// O(rows + blocks).
    pub(crate) fn invariants_hold(&self) -> bool {
        self.nonkeys_are_counted() && self.blocks_add_up() && self.residual_is_small()
    }

    /// Every key is within its bounds, also those of lots without nonkeys.
    pub(crate) fn keys_are_feasible(&self) -> bool {
        let mut lots = self.lots.iter().zip(0..);
        lots.all(|(state, lot)| {
            self.violation(Variable::Service { lot, service: state.key }, state.value) == 0.0
        })
    }

    fn nonkeys_are_counted(&self) -> bool {
        let counted: u32 = self.lots.iter().map(|lot| lot.nonkeys).sum();
        let nonkeys =
            self.basis.members.iter().filter(|m| matches!(m, Variable::Service { .. })).count();
        counted as usize == nonkeys
    }

    /// Key, nonkeys and columns at their limit add up to the quantity of each lot.
    fn blocks_add_up(&self) -> bool {
        let mut sums: Vec<f64> = self.lots.iter().map(|lot| lot.value).collect();
        let mut terms: Vec<f64> = self.lots.iter().map(|lot| lot.value.abs()).collect();
        for (&member, &value) in self.basis.members.iter().zip(&self.basis.value) {
            if let Variable::Service { lot, .. } = member {
                sums[lot as usize] += value;
                terms[lot as usize] += value.abs();
            }
        }
        self.lots.iter().enumerate().all(|(index, lot)| {
            let full = self.basis.full.get(index).map_or(0, Vec::len) as f64 * lot.limit_or_zero();
            let scale = terms[index] + full + lot.quantity;
            (sums[index] + full - lot.quantity).abs() <= RESIDUAL * scale
        })
    }

    /// `load − B · value`, row by row.
    fn residual_is_small(&self) -> bool {
        let mut rest = self.basis.load.clone();
        let mut terms: Vec<f64> = self.basis.load.iter().map(|load| load.abs()).collect();
        for (&member, &value) in self.basis.members.iter().zip(&self.basis.value) {
            let mut column = |variable: Variable, factor: f64| {
                self.add_column(variable, -factor, &mut rest);
                // The sizes of the terms: columns one entry at a time.
                self.for_each_entry(variable, |row, entry| terms[row] += (factor * entry).abs());
            };
            column(member, value);
            if let Variable::Service { lot, .. } = member {
                column(Variable::Service { lot, service: self.lots[lot as usize].key }, -value);
            }
        }
        let scale = terms.iter().copied().fold(1.0, f64::max);
        rest.iter().all(|rest| rest.abs() <= RESIDUAL * scale)
    }

    fn for_each_entry(&self, variable: Variable, mut visit: impl FnMut(usize, f64)) {
        match variable {
            Variable::Service { service, .. } => {
                self.columns.service(service).for_each(|(row, entry)| visit(row, entry));
            }
            Variable::Logical(row) => {
                self.columns.logical(row).for_each(|(row, entry)| visit(row, entry));
            }
            Variable::Extra(extra) => {
                self.columns.extra(extra).for_each(|(row, entry)| visit(row, entry));
            }
        }
    }
}
