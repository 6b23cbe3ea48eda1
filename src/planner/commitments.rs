//! What becomes of the commitments in a plan.

use crate::plan::{CommitmentPlan, OrderPlan};
use crate::scenario::Scenario;
use crate::tolerance;

/// Every commitment of the scenario, with what is delivered of it in time: work in progress keeps
/// no promise.
pub(super) fn commitments(scenario: &Scenario, orders: &[OrderPlan]) -> Vec<CommitmentPlan> {
    let mut plans = Vec::with_capacity(scenario.commitments().len());
    for commitment in scenario.commitments() {
        let Some(order) = scenario.order_position(commitment.order().as_str()) else { continue };
        let promised = commitment.quantity();
        let (mut open, mut kept) = (promised, 0.0);
        for index in scenario.counting_of(order) {
            let tranche = &orders[order].tranches[index];
            let counted = tranche.quantity.min(open);
            open -= counted;
            let in_time = tranche.deliveries.iter().filter(|part| part.month <= commitment.by());
            kept += counted.min(in_time.map(|part| part.quantity).sum());
        }
        let short = promised - kept;
        // Rounding of sums is no breach.
        let short = if tolerance::is_dust(short.max(0.0), promised) { 0.0 } else { short };
        plans.push(CommitmentPlan {
            order: commitment.order().clone(),
            by: commitment.by(),
            promised,
            kept: promised - short,
            short,
        });
    }
    plans
}
