//! How the dates of an order or tranche move from one plan to another.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::number::is_zero;
use crate::plan::{OrderPlan, Plan, TranchePlan};
use crate::scenario::Month;
use crate::tolerance;

/// An order or a tranche in two plans.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Shift {
    /// In the first plan; none if it is not in it.
    pub before: Option<Side>,
    /// In the second plan; none if it is not in it.
    pub after: Option<Side>,
    /// Months by which the completion moves: above zero, later. None unless it is
    /// completed in both plans.
    pub months: Option<i32>,
    /// Unit-months by which the deliveries come later (below zero: sooner): units times
    /// months, every unit counted. None unless it is in both plans with the same quantity.
    pub unit_months: Option<f64>,
}

/// An order or a tranche in one plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Side {
    /// Units ordered.
    pub quantity: f64,
    /// Units delivered within the horizon.
    pub delivered: f64,
    /// The contractual month; of an order, that of its latest tranche.
    pub due: Option<Month>,
    /// Month by which all of it is delivered.
    pub completion: Option<Month>,
    /// Unit-months from the first month of the plan to the deliveries, each unit counted.
    /// Units that the horizon leaves undelivered count as if they were delivered in the
    /// month after it.
    pub delivery: f64,
    /// The first month of the plan, from which `delivery` counts.
    pub start: Month,
    /// Unit-months of backlog: units due and not delivered, added up over the months of
    /// the plan. What is lost is open to the end.
    pub backlog: f64,
    /// Units whose customer has left before they were delivered.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lost: f64,
}

/// Which way an order goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Direction {
    /// Completed earlier, or in the same month with earlier deliveries.
    Sooner,
    /// As before.
    Same,
    /// Completed later, or in the same month with later deliveries.
    Later,
}

impl Shift {
    pub(super) fn between(before: Option<Side>, after: Option<Side>) -> Self {
        let pair = before.as_ref().zip(after.as_ref());
        let months = pair.and_then(|(before, after)| {
            before.completion.zip(after.completion).map(|(a, b)| b - a)
        });
        let unit_months = pair.and_then(|(before, after)| before.unit_months_to(after));
        Self { before, after, months, unit_months }
    }

    /// Which way it goes; none if it is in one of the plans only.
    ///
    /// What is not completed within the horizon counts as completed after it. If the
    /// completion stays, the unit-months say.
    pub fn direction(&self) -> Option<Direction> {
        let (before, after) = self.before.as_ref().zip(self.after.as_ref())?;
        let completion = match (before.completion, after.completion) {
            (Some(before), Some(after)) => before.cmp(&after),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        };
        let units = || self.unit_months.unwrap_or(0.0).total_cmp(&0.0).reverse();
        Some(match completion.then_with(units) {
            Ordering::Less => Direction::Later,
            Ordering::Equal => Direction::Same,
            Ordering::Greater => Direction::Sooner,
        })
    }
}

impl Side {
    pub(in crate::analysis) fn of_tranche(plan: &Plan, tranche: &TranchePlan) -> Self {
        let end = plan.month(plan.months as usize);
        // What was due before the first month is late from the first month on.
        let due = tranche.due.max(plan.start);
        let late = |month: Month| f64::from(month.since(due));
        let mut side = Self {
            quantity: tranche.quantity,
            delivered: 0.0,
            due: Some(tranche.due),
            completion: tranche.completion,
            delivery: 0.0,
            start: plan.start,
            backlog: 0.0,
            lost: tranche.lost,
        };
        for part in &tranche.deliveries {
            side.delivered += part.quantity;
            side.delivery += part.quantity * f64::from(part.month - plan.start);
            side.backlog += part.quantity * late(part.month);
        }
        // When all is delivered, it is so to the last digit.
        if tranche.completion.is_some() {
            side.delivered = tranche.quantity;
        }
        let left = (tranche.quantity - side.delivered).max(0.0);
        side.delivery += left * f64::from(plan.months);
        side.backlog += left * late(end);
        side
    }

    pub(super) fn of_order(plan: &Plan, order: &OrderPlan) -> Self {
        let tranches: Vec<Self> =
            order.tranches.iter().map(|tranche| Self::of_tranche(plan, tranche)).collect();
        let sum = |of: fn(&Self) -> f64| tranches.iter().map(of).sum::<f64>() + 0.0;
        Self {
            quantity: order.quantity,
            delivered: order.delivered,
            due: order.due(),
            completion: order.completion,
            delivery: sum(|side| side.delivery),
            start: plan.start,
            backlog: sum(|side| side.backlog),
            lost: sum(|side| side.lost),
        }
    }

    /// What `delivery` has more in another plan, counted from the same month.
    fn unit_months_to(&self, after: &Self) -> Option<f64> {
        if !tolerance::equal(self.quantity, after.quantity, self.quantity) {
            return None;
        }
        let later_start = f64::from(after.start - self.start);
        let moved = after.delivery + later_start * after.quantity - self.delivery;
        // What rounding leaves between equal sums is no move.
        let scale = self.delivery.max(after.delivery);
        Some(if tolerance::equal(moved, 0.0, scale) { 0.0 } else { moved })
    }
}
