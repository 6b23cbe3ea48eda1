//! How far orders have come when the horizon ends.

use super::{Delivery, OrderPlan, Plan};
use crate::resources::ResourceKind;
use crate::scenario::Month;
use crate::tolerance;

impl OrderPlan {
    /// The month by which this share of the order is delivered; none if the horizon ends
    /// before.
    pub fn delivered_by(&self, share: f64) -> Option<Month> {
        reached(self.tranches.iter().flat_map(|part| &part.deliveries), share * self.quantity)
    }
}

impl Plan {
    /// The month by which this share of all units is delivered, those of orders apart that
    /// gates keep from being served; none if the horizon ends before.
    pub fn delivered_by(&self, share: f64) -> Option<Month> {
        let served = || self.orders.iter().filter(|order| !order.eligibility.is_never());
        let tranches = served().flat_map(|order| &order.tranches);
        let all: f64 = served().map(|order| order.quantity).sum();
        reached(tranches.flat_map(|part| &part.deliveries), share * all)
    }

    /// Whether an order is neither on time nor late when the horizon ends: what is missing of
    /// it is due afterwards, and all else came by its due month.
    pub fn is_not_due(&self, order: &OrderPlan) -> bool {
        let last = self.horizon().last();
        let in_time = order.tranches.iter().all(|part| match part.lateness {
            Some(late) => late == 0,
            None => part.due > last && part.lost <= 0.0,
        });
        order.completion.is_none() && in_time && !order.eligibility.is_never()
    }

    /// Units that are made of an order (or taken from stock for it) and not delivered when the
    /// horizon ends: parts of a unit, of a lot or of a shipment.
    pub fn in_progress(&self, order: &OrderPlan) -> f64 {
        // What is made ahead and not taken is in stock.
        let kept = self.resource(ResourceKind::Store, order.product.as_str()).is_some();
        let units = order.tranches.iter().map(|part| {
            let made: f64 = if kept {
                part.taken.iter().map(|taken| taken.quantity).sum()
            } else {
                part.production.iter().map(|made| made.quantity).sum()
            };
            let delivered: f64 = part.deliveries.iter().map(|part| part.quantity).sum();
            let left = made - delivered;
            if tolerance::at_most(left, 10.0 * tolerance::UNIT, part.quantity) { 0.0 } else { left }
        });
        units.sum::<f64>() + 0.0
    }
}

/// The first month by which so many units are delivered.
fn reached<'a>(deliveries: impl Iterator<Item = &'a Delivery>, units: f64) -> Option<Month> {
    let mut deliveries: Vec<&Delivery> = deliveries.collect();
    deliveries.sort_by_key(|part| part.month);
    let mut sum = 0.0;
    let found = deliveries.into_iter().find(|part| {
        sum += part.quantity;
        tolerance::at_most(units, sum, units)
    });
    found.map(|part| part.month)
}
