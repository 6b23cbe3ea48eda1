//! What one plan achieves over all partners.

use serde::{Deserialize, Serialize};

use super::sums::{Sums, open, peak};
use crate::number::{is_none, is_zero};
use crate::plan::Plan;
use crate::scenario::Month;

/// What one plan achieves over all partners. Units of all products are added up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Totals {
    /// Number of orders.
    pub orders: usize,
    /// Orders delivered in full with every tranche by its due month.
    pub orders_on_time: usize,
    /// Orders that are neither on time nor late: under way, and what is missing is due after the
    /// last month.
    #[serde(default, skip_serializing_if = "is_none")]
    pub orders_not_due: usize,
    /// Orders delivered in full.
    pub orders_completed: usize,
    /// Units ordered.
    pub ordered: f64,
    /// Units that the horizon leaves undelivered.
    pub undelivered: f64,
    /// Units delivered after their due month, or due within the horizon and never
    /// delivered.
    pub late: f64,
    /// Units whose customer has left before they were delivered; they count among the
    /// undelivered and late ones too.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub lost: f64,
    /// Units made and not delivered when the horizon ends: parts of units, lots or shipments.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub in_progress: f64,
    /// Units of orders that the policy's gates keep from being served. Such orders count
    /// nowhere else.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub not_eligible: f64,
    /// Months from contract to delivery, averaged over units; units undelivered count as
    /// if they were delivered in the month after the horizon. None without orders.
    pub average_wait: Option<f64>,
    /// The month by which 95 % of all units are delivered; none if the horizon ends before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_95: Option<Month>,
    /// The highest backlog at the end of a month, with what is lost.
    pub peak_backlog: f64,
    /// The first month with that backlog; none if there never is any.
    pub peak_month: Option<Month>,
    /// The backlogs of all months, added up: every unit alike, whatever the policy
    /// weighs. What is lost is open to the end.
    pub backlog_unit_months: f64,
    /// The backlogs at the end of each month, with what is lost; none in comparisons of older
    /// versions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backlog: Vec<f64>,
    /// The policy's own objectives. Those of different policies weigh differently: they
    /// say how good a plan is for its policy, not which policy is better.
    pub levels: Vec<LevelTotal>,
}

/// An objective of a plan, without its prices.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LevelTotal {
    /// What is minimised.
    pub name: String,
    /// Its value.
    pub objective: f64,
    /// A proven lower bound; none for rules.
    pub bound: Option<f64>,
}

impl LevelTotal {
    /// Objective − bound, as a share of the objective (of 1 if that is smaller).
    pub fn relative_gap(&self) -> Option<f64> {
        self.bound.map(|bound| (self.objective - bound) / self.objective.abs().max(1.0))
    }
}

impl Totals {
    pub(super) fn of(plan: &Plan) -> Self {
        let mut sums = Sums::default();
        for order in &plan.orders {
            sums.add(plan, order);
        }
        let open = open(plan, &plan.backlog.total, plan.orders.iter());
        let (peak_backlog, peak_month) = peak(plan, &open);
        let level = |level: &crate::plan::Level| LevelTotal {
            name: level.name.clone(),
            objective: level.objective,
            bound: level.bound,
        };
        Self {
            orders: sums.orders,
            orders_on_time: sums.orders_on_time,
            orders_not_due: sums.orders_not_due,
            in_progress: sums.in_progress,
            orders_completed: sums.orders_completed,
            ordered: sums.ordered,
            undelivered: sums.undelivered(),
            late: sums.late,
            lost: sums.lost + 0.0,
            not_eligible: sums.not_eligible,
            average_wait: sums.average_wait(),
            delivered_95: plan.delivered_by(0.95),
            peak_backlog,
            peak_month,
            backlog_unit_months: open.iter().sum::<f64>() + 0.0,
            backlog: open,
            levels: plan.levels.iter().map(level).collect(),
        }
    }

    /// The largest relative gap of the levels; none if a level has no bound.
    pub fn relative_gap(&self) -> Option<f64> {
        let gaps: Option<Vec<f64>> = self.levels.iter().map(LevelTotal::relative_gap).collect();
        gaps?.into_iter().reduce(f64::max)
    }
}
