//! Which orders are delayed beyond what they were promised.

use serde::{Deserialize, Serialize};

use crate::plan::{OrderPlan, Plan, PromisedFor, TranchePlan};
use crate::scenario::{Month, OrderId, PartnerId, Scenario};
use crate::tolerance;

/// An order that is complete later than what [`PromisedFor`] promises of it, or of which more is
/// late.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Later {
    /// The order.
    pub order: OrderId,
    /// Who ordered.
    pub partner: PartnerId,
    /// Month by which all of it was delivered; none if the horizon ended before.
    pub before: Option<Month>,
    /// The same now.
    pub after: Option<Month>,
    /// Months between the two; none if one of them is.
    pub months: Option<i32>,
    /// By how much its backlog grows, in unit-months over the horizon; below zero if it
    /// shrinks although the last unit comes later.
    pub unit_months: f64,
    /// Of an order with several tranches, those that are delayed: their numbers, from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tranches: Vec<usize>,
}

/// Orders of a plan that another plan delays, or of which it leaves more late; by id.
pub(super) fn later(before: &Plan, after: &Plan, promised: PromisedFor) -> Vec<Later> {
    let mut list = Vec::new();
    for old in &before.orders {
        let Some(new) = after.order(old.order.as_str()) else { continue };
        let (was, is) = (waited(before, old), waited(after, new));
        // Rounding of sums is no backlog.
        let grown = if tolerance::is_dust(is - was, is + was) { 0.0 } else { is - was };
        let mut tranches: Vec<usize> = (1..)
            .zip(old.tranches.iter().zip(&new.tranches))
            .filter(|(_, (old, new))| is_later(old, new, promised))
            .map(|(number, _)| number)
            .collect();
        if grown > 0.0 || !tranches.is_empty() {
            if old.tranches.len() == 1 {
                tranches.clear();
            }
            list.push(Later {
                order: old.order.clone(),
                partner: old.partner.clone(),
                before: old.completion,
                after: new.completion,
                months: old.completion.zip(new.completion).map(|(a, b)| b - a),
                unit_months: grown + 0.0,
                tranches,
            });
        }
    }
    list
}

/// Whether what was complete is complete after the month that was promised, or not at all.
fn is_later(before: &TranchePlan, after: &TranchePlan, promised: PromisedFor) -> bool {
    before.completion.is_some_and(|month| {
        let month = match promised {
            PromisedFor::Planned => month,
            PromisedFor::DueOrPlanned => month.max(before.due),
        };
        after.completion.is_none_or(|after| after > month)
    })
}

/// Whether promises of an order leave a delivery of it unsaid: they count from its beginning, so
/// that what a tranche gets before those in front of it are complete is in none of them.
pub(super) fn is_loose(scenario: &Scenario, order: &OrderPlan) -> bool {
    let (mut complete, mut open) = (None, false);
    for index in order.counting(scenario) {
        let tranche = &order.tranches[index];
        if let Some(first) = tranche.deliveries.first()
            && (open || complete.is_some_and(|before| first.month < before))
        {
            return true;
        }
        open |= tranche.completion.is_none();
        complete = complete.max(tranche.completion);
    }
    false
}

/// The backlog of an order added up over the months of the horizon.
fn waited(plan: &Plan, order: &OrderPlan) -> f64 {
    let end = plan.month(plan.months as usize);
    let ends = order.backlog.iter().skip(1).map(|step| step.month).chain([end]);
    let steps = order.backlog.iter().zip(ends);
    steps.map(|(step, end)| step.units * f64::from(end - step.month)).sum()
}
