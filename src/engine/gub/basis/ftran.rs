//! The entering column in terms of the basis, and the step that it makes.

use super::simplex::Simplex;
use super::variable::Variable;
use super::working::WorkingBasis;
use crate::tolerance::{CANCELLED, NEGLIGIBLE};

impl Simplex<'_> {
    /// FTRAN of the entering column: its entries in terms of the basis, and how fast the keys
    /// of lots fall.
    pub(crate) fn ftran(&mut self, column: Variable) {
        let mut rows = std::mem::take(&mut self.scratch.rows);
        self.add_column(column, 1.0, &mut rows);
        if let Variable::Service { lot, .. } = column {
            let state = &mut self.lots[lot as usize];
            state.gamma += 1.0;
            state.touched = true;
            let key = Variable::Service { lot, service: state.key };
            self.entering.touched.push(lot);
            self.add_column(key, -1.0, &mut rows);
        }
        self.basis.factors.ftran(&mut rows, &mut self.entering.alpha);
        self.scratch.rows = rows;
        let Self { entering, basis: WorkingBasis { members, .. }, lots, .. } = self;
        let largest = entering.alpha.iter().fold(0.0_f64, |most, a| most.max(a.abs()));
        for (position, alpha) in entering.alpha.iter_mut().enumerate() {
            if *alpha == 0.0 {
                continue;
            }
            if alpha.abs() <= CANCELLED * largest {
                *alpha = 0.0;
                continue;
            }
            entering.nonzero.push(position as u32);
            if let Variable::Service { lot, .. } = members[position] {
                let state = &mut lots[lot as usize];
                if !state.touched {
                    state.touched = true;
                    entering.touched.push(lot);
                }
                state.gamma -= *alpha;
            }
        }
        for &lot in &entering.touched {
            let gamma = &mut lots[lot as usize].gamma;
            if gamma.abs() <= NEGLIGIBLE {
                *gamma = 0.0;
            }
        }
    }

    /// Empties the entering column after a pivot.
    pub(crate) fn clear_entering(&mut self) {
        for position in self.entering.nonzero.drain(..) {
            self.entering.alpha[position as usize] = 0.0;
        }
        for lot in self.entering.touched.drain(..) {
            let state = &mut self.lots[lot as usize];
            state.gamma = 0.0;
            state.touched = false;
        }
    }

    /// Changes all basic values by a signed step of the entering column.
    pub(crate) fn move_basics(&mut self, step: f64) {
        if step != 0.0 {
            for &position in &self.entering.nonzero {
                self.basis.value[position as usize] -=
                    step * self.entering.alpha[position as usize];
            }
            for &lot in &self.entering.touched {
                let state = &mut self.lots[lot as usize];
                state.value -= step * state.gamma;
            }
        }
    }
}
