//! Orders in value.

use serde::{Deserialize, Serialize};

use crate::plan::{OrderPlan, Plan};
use crate::scenario::Month;

/// Orders in value: units times the value of a unit of their product. Orders that the
/// policy's gates keep from being served count nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Value {
    /// Ordered.
    pub ordered: f64,
    /// Delivered within the horizon.
    pub delivered: f64,
    /// Delivered after its due month, or due within the horizon and never delivered.
    pub late: f64,
    /// Value-months from contract to delivery. What is undelivered counts as if it were
    /// delivered in the month after the horizon.
    pub wait: f64,
}

impl Value {
    pub(super) fn add(&mut self, plan: &Plan, order: &OrderPlan, unit: f64) {
        let after = plan.month(plan.months as usize);
        let wait = |month: Month| f64::from(month.since(order.signed));
        self.ordered += unit * order.quantity;
        self.delivered += unit * order.delivered;
        for tranche in &order.tranches {
            let mut delivered = 0.0;
            for delivery in &tranche.deliveries {
                delivered += delivery.quantity;
                self.wait += unit * delivery.quantity * wait(delivery.month);
                if delivery.month > tranche.due {
                    self.late += unit * delivery.quantity;
                }
            }
            let left = (tranche.quantity - delivered).max(0.0);
            self.wait += unit * left * wait(after);
            if tranche.due < after {
                self.late += unit * left;
            }
        }
    }

    /// What the horizon leaves undelivered.
    pub fn undelivered(&self) -> f64 {
        (self.ordered - self.delivered).max(0.0)
    }

    /// Months from contract to delivery, averaged over value; none if nothing of value is
    /// ordered.
    pub fn average_wait(&self) -> Option<f64> {
        (self.ordered > 0.0).then(|| self.wait / self.ordered)
    }
}
