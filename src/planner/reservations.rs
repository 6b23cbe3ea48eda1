//! What becomes of the reservations in a plan.

use super::served::Served;
use crate::formulation::Entitled;
use crate::plan::ReservationPlan;
use crate::scenario::Scenario;
use crate::tolerance;

/// Every reservation of the scenario, by id.
pub(super) fn reservations(
    scenario: &Scenario,
    entitled: &[Entitled],
    served: &Served,
) -> Vec<ReservationPlan> {
    let months = scenario.months() as usize;
    let mut plans: Vec<ReservationPlan> = scenario
        .reservations()
        .iter()
        .map(|part| ReservationPlan {
            reservation: part.id().clone(),
            entitled: 0.0,
            short: vec![0.0; months],
        })
        .collect();
    for own in entitled.chunk_by(|a, b| a.demand == b.demand) {
        let mut produced = vec![0.0; months];
        for &(month, _, units) in served.of(own[0].demand) {
            produced[month] += units;
        }
        for month in 1..months {
            produced[month] += produced[month - 1];
        }
        for part in own {
            let plan = &mut plans[part.reservation];
            plan.entitled += part.quantity;
            let by_month = produced.iter().zip(&mut plan.short).skip(part.month as usize);
            for (produced, short) in by_month {
                let open = part.quantity - (produced - part.begin).max(0.0);
                // Rounding of sums is no shortfall.
                if !tolerance::is_dust(open.max(0.0), part.begin + part.quantity) {
                    *short += open;
                }
            }
        }
    }
    plans
}
