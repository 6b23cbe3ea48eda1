//! What was before the first month.

use super::Scenario;
use super::book::Demand;
use super::scenario::ScenarioBuilder;
use super::time::Month;

impl ScenarioBuilder {
    /// The first month of the plan that was made first, if this one goes on with it: who was due
    /// before it is ranked as in that month. Without it the first month.
    #[must_use]
    pub fn since(mut self, month: Month) -> Self {
        self.since = Some(month);
        self
    }
}

impl Scenario {
    /// The first month of the plan that was made first; the first month, if this is that.
    pub fn since(&self) -> Month {
        self.parts.since.map_or(self.start(), |since| since.min(self.start()))
    }

    /// What was delivered of the tranche at a position before the first month, by month.
    pub fn history_of(&self, demand: usize) -> Vec<(Month, f64)> {
        let Demand { order, tranche, .. } = self.demands[demand];
        let order = &self.parts.orders[order];
        let own = order.tranches.get(tranche).and_then(|part| part.delivered.as_ref());
        let history = own.or(order.delivered.as_ref());
        let before = self.start() - 1;
        let deliveries = history.into_iter().flat_map(|history| &history.deliveries);
        let mut months: Vec<(Month, f64)> =
            deliveries.map(|part| (part.month.unwrap_or(before), part.quantity)).collect();
        months.sort_by_key(|part| part.0);
        months
    }

    /// The month whose weight and tier count for what is due in one: itself, or the nearest of the
    /// horizon, which begins with the plan that was made first.
    pub fn standing_month(&self, due: Month) -> Month {
        due.min(self.horizon().end() - 1).max(self.since())
    }
}
