//! The leaving column of the dual simplex: the most infeasible one.

use super::near::NearColumns;
use crate::engine::gub::basis::exchange::largest;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{Bounds, Variable};

/// An infeasible basic column.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Leaving {
    pub(crate) variable: Variable,
    /// The infeasibility, relative to the column's scale.
    by: f64,
    /// The violated bound.
    pub(crate) bound: f64,
    /// Whether that is the upper bound.
    pub(crate) above: bool,
}

impl Simplex<'_> {
    /// The basic column with the largest infeasibility.
    pub(crate) fn most_infeasible(&self) -> Option<Leaving> {
        let mut worst: Option<Leaving> = None;
        let mut offer = |variable: Variable, value: f64| {
            let side = self.violation(variable, value);
            if side != 0.0 {
                let Bounds { lower, upper } = self.bounds(variable);
                let bound = if side > 0.0 { upper } else { lower };
                let by = (value - bound).abs() / self.scale(variable);
                if worst.is_none_or(|worst| by > worst.by) {
                    worst = Some(Leaving { variable, by, bound, above: side > 0.0 });
                }
            }
        };
        for (&variable, &value) in self.basis.members.iter().zip(&self.basis.value) {
            offer(variable, value);
            if let Variable::Service { lot, .. } = variable {
                let state = &self.lots[lot as usize];
                offer(Variable::Service { lot, service: state.key }, state.value);
            }
        }
        worst
    }

    /// Whether a column in the working basis is still infeasible on the same side.
    pub(crate) fn is_still_infeasible(&self, leaving: Leaving) -> bool {
        let found = self.basis.members.iter().position(|&member| member == leaving.variable);
        let side = found.map_or(0.0, |at| self.violation(leaving.variable, self.basis.value[at]));
        if leaving.above { side > 0.0 } else { side < 0.0 }
    }

    /// The position from which a basic column can leave. A key is exchanged with the largest
    /// of its lot's nonkeys first.
    pub(crate) fn position_of(
        &mut self,
        variable: Variable,
        near: &mut NearColumns,
    ) -> Option<usize> {
        match variable {
            Variable::Service { lot, service } if self.lots[lot as usize].key == service => {
                let positions = self.positions_of(lot);
                let position = largest(&positions, &self.basis.value)?;
                self.exchange_key(lot, position, positions);
                near.rekeyed.push(lot);
                Some(position)
            }
            _ => self.basis.members.iter().position(|&member| member == variable),
        }
    }
}
