//! What becomes of the commitments in a plan.

use super::served::Served;
use crate::plan::CommitmentPlan;
use crate::scenario::Scenario;
use crate::tolerance;

/// Every commitment of the scenario, with what is made of it in time.
pub(super) fn commitments(scenario: &Scenario, served: &Served) -> Vec<CommitmentPlan> {
    let mut plans = Vec::with_capacity(scenario.commitments().len());
    for commitment in scenario.commitments() {
        let Some(order) = scenario.order_position(commitment.order().as_str()) else { continue };
        let (first, demands) = scenario.demands_of(order);
        let mut sequence: Vec<usize> = (0..demands.len()).collect();
        sequence
            .sort_by_key(|&index| (demands[index].due_when, demands[index].release_when, index));
        let by = scenario.index_of(commitment.by());
        let promised = commitment.quantity();
        let (mut open, mut kept) = (promised, 0.0);
        for index in sequence {
            let counted = demands[index].quantity.min(open);
            open -= counted;
            let in_time = served.of(first + index).iter().filter(|made| made.0 <= by);
            kept += counted.min(in_time.map(|made| made.2).sum());
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
