//! Progress, reported while the simplex runs.

use super::objective::Phase;
use super::simplex::Simplex;
use crate::engine::gub::limits::Limits;

/// Fewest pivots between two reports.
const PIVOTS_BETWEEN: u64 = 1_000;

impl Simplex<'_> {
    /// Reports progress if a report is due: rarely enough that computing the objective
    /// costs little beside the pivots in between.
    pub(crate) fn report(&self, limits: &mut Limits) {
        let pivots = self.statistics.pivots;
        let every = PIVOTS_BETWEEN.max(self.lots.len() as u64 / 4);
        let Some(listener) = limits.listener(pivots, every) else { return };
        let level = self.objective.level;
        let feasible = self.objective.phase == Phase::Two && self.is_feasible();
        let objective =
            level.filter(|_| feasible).map(|level| self.point().objective(self.model, level));
        listener.solving(limits.level, self.model.levels().len(), pivots, objective);
    }
}
