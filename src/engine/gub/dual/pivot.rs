//! One pivot of the dual simplex.

use super::leaving::Leaving;
use super::near::NearColumns;
use super::ray::{Breakpoint, Ray};
use super::step::DualStep;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{Service, Variable};
use crate::engine::gub::halt::Halt;

/// The result of an attempt to pivot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DualPivoted {
    /// The leaving column is at its bound.
    Left,
    /// A lot has changed its key; the leaving column is still basic.
    Rekeyed,
    /// The basis was refactorised instead.
    Refactored,
    /// There is no pivot.
    Stuck,
}

impl Simplex<'_> {
    /// Lets the leaving column leave for a column at the first breakpoints of the ratio test:
    /// the one that adds least infeasibility.
    pub(crate) fn pivot_dual(
        &mut self,
        leaving: Leaving,
        ray: &mut Ray,
        near: &mut NearColumns,
    ) -> Result<DualPivoted, Halt> {
        let Some(position) = self.position_of(leaving.variable, near) else {
            return Ok(DualPivoted::Stuck);
        };
        self.cast(position, leaving.above, ray);
        self.dual_ratio_test(ray, near);
        let Some((column, step)) = self.least_harmful(position, leaving, ray) else {
            if ray.seen.is_empty() || self.basis.factors.age() == 0 {
                return Ok(DualPivoted::Stuck);
            }
            self.refactor_near(near)?;
            return Ok(DualPivoted::Refactored);
        };
        self.statistics.pivots += 1;
        self.statistics.dual += 1;
        self.ftran(column.variable);
        self.move_basics(step.length());
        if let (DualStep::WholeLot(_), Variable::Service { lot, service }) = (step, column.variable)
        {
            self.statistics.key_swaps += 1;
            self.move_prices(ray, &column);
            self.set_key(lot, service);
            let state = &mut self.lots[lot as usize];
            state.value = state.rest;
            near.rekeyed.push(lot);
            self.clear_entering();
            self.prices.refresh_charges(&self.columns);
            return Ok(DualPivoted::Rekeyed);
        }
        let value = self.value_after(&column, step.length());
        let (sigma, reduced) = (column.sigma(), column.reduced);
        self.position_leaves(position, column.variable, value, leaving.above, sigma, reduced);
        self.clear_entering();
        if self.basis.factors.is_worn() {
            self.refactor_near(near)?;
        } else {
            self.prices.refresh_charges(&self.columns);
        }
        Ok(DualPivoted::Left)
    }

    /// Of the columns at the first breakpoints, the one whose step adds least infeasibility.
    fn least_harmful(
        &mut self,
        position: usize,
        leaving: Leaving,
        ray: &Ray,
    ) -> Option<(Breakpoint, DualStep)> {
        let mut best: Option<(f64, Breakpoint, DualStep)> = None;
        for &column in &ray.seen {
            self.ftran(column.variable);
            if let Some(step) = self.dual_step(position, leaving, column.rate(ray), &column) {
                let more = self.added_infeasibility(&column, step.length());
                if best.is_none_or(|best| more < best.0) {
                    best = Some((more, column, step));
                }
            }
            self.clear_entering();
        }
        best.map(|(_, column, step)| (column, step))
    }

    /// Refactorises and notes which lots have changed their key by that.
    fn refactor_near(&mut self, near: &mut NearColumns) -> Result<(), Halt> {
        let lots = self.basis.members.iter().filter_map(|member| match member {
            Variable::Service { lot, .. } => Some((*lot, self.lots[*lot as usize].key)),
            _ => None,
        });
        let before: Vec<(u32, Service)> = lots.collect();
        self.refactor()?;
        let changed = before.iter().filter(|&&(lot, key)| self.lots[lot as usize].key != key);
        near.rekeyed.extend(changed.map(|&(lot, _)| lot));
        near.rekeyed.sort_unstable();
        near.rekeyed.dedup();
        self.prices.refresh_charges(&self.columns);
        Ok(())
    }
}
