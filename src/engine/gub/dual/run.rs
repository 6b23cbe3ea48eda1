//! The loop of the dual simplex, for a basis with good prices and infeasible values.
//!
//! After a change of capacity or supply the prices of the last optimum are still dual
//! feasible, but a few basic columns are outside their bounds. Each pivot of the dual simplex
//! (Lemke 1954) sends one of them to its bound and lets the column enter whose reduced cost
//! reaches zero first as the prices change ([`ratio`](super::ratio)). A month of a line that
//! loses a twentieth takes it tens of pivots; the primal simplex wanders for thousands.
//!
//! Very often many columns reach zero at once. Of some of them the one enters that adds least
//! infeasibility: trying one costs far less than the pivots that a bad choice brings. And
//! where a whole lot fits between the leaving column and its bound, the lot only changes its
//! key, which for generalised upper bounds is the bound flipping of the long-step rule
//! (Maros 2003).
//!
//! The answer does not depend on any of this: where the dual simplex gets stuck, the primal
//! goes on.

use super::pivot::DualPivoted;
use super::ray::Ray;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::halt::Halt;
use crate::engine::gub::limits::Limits;

/// Cost of a dual pivot, in pivots of the primal simplex.
const COST: u64 = 10;

impl Simplex<'_> {
    /// Pivots until the basis is feasible, or until there is no pivot.
    pub(crate) fn run_dual(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        let mut candidates = Vec::new();
        self.price_free(&mut candidates);
        if !candidates.is_empty() {
            return Ok(());
        }
        let Some(mut near) = self.near_columns() else { return Ok(()) };
        let mut ray = Ray::new(self.largest_cost());
        let mut last = DualPivoted::Left;
        let mut same = None;
        while let Some(leaving) = same.or_else(|| self.most_infeasible()) {
            limits.spend(COST - 1);
            limits.check(self.statistics.pivots)?;
            self.report(limits);
            let pivoted = self.pivot_dual(leaving, &mut ray, &mut near)?;
            // Go on with the same column: another one could move the lot back.
            same = Some(leaving)
                .filter(|_| pivoted == DualPivoted::Rekeyed && self.is_still_infeasible(leaving));
            if near.is_worn(self.lots.len()) {
                let Some(again) = self.near_columns() else { return Ok(()) };
                near = again;
            }
            if pivoted == DualPivoted::Stuck
                || (pivoted, last) == (DualPivoted::Refactored, DualPivoted::Refactored)
            {
                return Ok(());
            }
            last = pivoted;
        }
        Ok(())
    }
}
