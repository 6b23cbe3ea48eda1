//! What becomes of the reservations in a plan.

use super::served::Served;
use crate::formulation::{Entitled, Formulation, Rights};
use crate::plan::{EntitledUnits, ReservationPlan};
use crate::scenario::Scenario;
use crate::tolerance;

/// Every reservation of the scenario, by id.
pub(super) fn reservations(
    scenario: &Scenario,
    formulation: &Formulation,
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
            units: Vec::new(),
            left: Vec::new(),
        })
        .collect();
    rights(scenario, formulation.rights(), &mut plans);
    for own in formulation.entitled().chunk_by(|a, b| a.demand == b.demand) {
        let mut produced = vec![0.0; months];
        for &(month, _, units) in served.of(own[0].demand) {
            produced[month] += units;
        }
        for month in 1..months {
            produced[month] += produced[month - 1];
        }
        for part in own.iter().filter_map(open) {
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

/// What of it was not made before the first month.
fn open(part: &Entitled) -> Option<Entitled> {
    let end = part.begin + part.quantity;
    let begin = part.begin.max(0.0);
    let open = !tolerance::is_dust((end - begin).max(0.0), part.quantity);
    open.then_some(Entitled { begin, quantity: end - begin, ..*part })
}

/// What is entitled in which month, and what of it stays.
fn rights(scenario: &Scenario, rights: &Rights, plans: &mut [ReservationPlan]) {
    for part in &rights.entitled {
        let Some(since) = part.since else { continue };
        let demand = &scenario.demands()[part.demand];
        plans[part.reservation].units.push(EntitledUnits {
            month: scenario.month(since as usize),
            order: scenario.orders()[demand.order].id().clone(),
            tranche: demand.tranche,
            quantity: part.quantity,
        });
    }
    for plan in plans.iter_mut() {
        // By tranche already; a stable sort keeps that in a month.
        plan.units.sort_by_key(|units| units.month);
    }
    for (reservation, left) in &rights.left {
        if left.iter().any(|left| *left > 0.0) {
            plans[*reservation].left.clone_from(left);
        }
    }
}
