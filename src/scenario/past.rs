//! What was before the first month.

use super::Scenario;
use super::book::Demand;
use super::time::Month;

impl Scenario {
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
}
