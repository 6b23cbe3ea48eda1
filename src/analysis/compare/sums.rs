//! Sums over the orders of a plan.

use crate::plan::{OrderPlan, Plan};
use crate::scenario::Month;

/// Sums over some orders of one plan.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sums {
    pub(super) ordered: f64,
    pub(super) delivered: f64,
    pub(super) late: f64,
    pub(super) lost: f64,
    pub(super) not_eligible: f64,
    pub(super) unit_wait: f64,
    pub(super) orders: usize,
    pub(super) orders_on_time: usize,
    pub(super) orders_completed: usize,
    pub(super) orders_not_due: usize,
    pub(super) in_progress: f64,
    pub(super) completion: Option<Month>,
}

impl Sums {
    /// Adds an order of the plan. Of one that is not eligible only the units count, apart.
    pub(super) fn add(&mut self, plan: &Plan, order: &OrderPlan) {
        if order.eligibility.is_never() {
            // Nobody waits for what nobody may get.
            self.not_eligible += order.quantity;
            return;
        }
        let after = plan.month(plan.months as usize);
        self.orders += 1;
        self.orders_on_time += usize::from(order.lateness == Some(0));
        self.orders_not_due += usize::from(plan.is_not_due(order));
        self.in_progress += plan.in_progress(order);
        self.orders_completed += usize::from(order.completion.is_some());
        self.completion = self.completion.max(order.completion);
        self.ordered += order.quantity;
        self.delivered += order.delivered;
        self.lost += order.lost;
        let wait = |month: Month| f64::from(month.since(order.signed));
        for tranche in &order.tranches {
            let mut delivered = 0.0;
            for delivery in &tranche.deliveries {
                delivered += delivery.quantity;
                self.unit_wait += delivery.quantity * wait(delivery.month);
                if delivery.month > tranche.due {
                    self.late += delivery.quantity;
                }
            }
            let left = (tranche.quantity - delivered).max(0.0);
            self.unit_wait += left * wait(after);
            // What is due after the last month is not late yet.
            if tranche.due < after {
                self.late += left;
            }
        }
    }

    pub(super) fn undelivered(&self) -> f64 {
        (self.ordered - self.delivered).max(0.0)
    }

    /// Unit-weighted months from contract to delivery.
    pub(super) fn average_wait(&self) -> Option<f64> {
        (self.ordered > 0.0).then(|| self.unit_wait / self.ordered)
    }

    /// The month of the last delivery, if everything is delivered.
    pub(super) fn completion(&self) -> Option<Month> {
        self.completion.filter(|_| self.orders_completed == self.orders)
    }
}

/// The units due and not delivered at the end of each month: what a plan says of some orders, and
/// what of them is lost as well. To drive customers away is no way to have less backlog.
pub(super) fn open<'a>(
    plan: &Plan,
    waiting: &[f64],
    orders: impl Iterator<Item = &'a OrderPlan>,
) -> Vec<f64> {
    let mut open = waiting.to_vec();
    for tranche in orders.filter(|order| !order.eligibility.is_never()).flat_map(|o| &o.tranches) {
        let gone = tranche.until.map_or(plan.months, |until| (until + 1).since(plan.start));
        for units in open.iter_mut().skip(gone as usize) {
            *units += tranche.lost;
        }
    }
    open
}

/// The highest value of a series and the first month in which it is reached; no month if
/// there never is any.
pub(super) fn peak(plan: &Plan, series: &[f64]) -> (f64, Option<Month>) {
    let mut peak = 0.0;
    let mut month = None;
    for (index, &value) in series.iter().enumerate() {
        if value > peak {
            peak = value;
            month = Some(plan.month(index));
        }
    }
    (peak, month)
}
