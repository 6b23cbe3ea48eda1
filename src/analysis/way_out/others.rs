//! What a plan means for all other orders.

use crate::plan::Plan;
use crate::scenario::{Month, Scenario};

/// Unit-months that all orders but one wait in a plan, counted from the due months of a
/// scenario; what is never delivered waits to the end of the horizon.
pub(super) fn others(scenario: &Scenario, plan: &Plan, but: usize) -> f64 {
    let end = scenario.month(scenario.months() as usize);
    let mut sum = 0.0;
    for (position, order) in plan.orders.iter().enumerate().filter(|(at, _)| *at != but) {
        let (_, demands) = scenario.demands_at(position);
        for (tranche, demand) in order.tranches.iter().zip(demands) {
            let due = demand.due.max(scenario.start());
            let late = |month: Month| f64::from(month.since(due));
            let mut open = tranche.quantity;
            for part in &tranche.deliveries {
                open -= part.quantity;
                sum += part.quantity * late(part.month);
            }
            sum += open.max(0.0) * late(end);
        }
    }
    sum
}
