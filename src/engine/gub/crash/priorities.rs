//! Which lots are to be served on the present level, and where that is worthwhile.

use super::priority::Priority;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::Service;

impl Simplex<'_> {
    /// The priority of every lot on the present level.
    pub(crate) fn priorities(&self) -> Vec<Priority> {
        (0..self.lots.len()).map(|lot| self.priority(lot)).collect()
    }

    /// Whether a column is open and costs less than the unserved column.
    pub(crate) fn is_worthwhile(&self, lot: u32, service: Service) -> bool {
        let state = &self.lots[lot as usize];
        self.service_cost(state, service) < self.service_cost(state, Service::UNSERVED)
            && self.face.contains(lot, service.recipe, service.period)
    }

    /// The priority of a lot of which nothing is served yet.
    fn priority(&self, lot: usize) -> Priority {
        let state = &self.lots[lot];
        if !self.is_unserved(lot) || state.first >= state.end {
            return Priority::NONE;
        }
        Priority::of(state.path, self.tables(), self.columns.periods).perturbed(state.perturbation)
    }

    /// Whether nothing of a lot is served.
    pub(crate) fn is_unserved(&self, lot: usize) -> bool {
        let state = &self.lots[lot];
        !state.key.is_served()
            && state.nonkeys == 0
            && self.basis.full.get(lot).is_none_or(Vec::is_empty)
    }
}
