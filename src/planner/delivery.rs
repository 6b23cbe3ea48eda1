//! From continuous production to deliveries that can be counted.

use crate::scenario::{Counting, Demand};
use crate::tolerance::{UNIT, UNIT_MOST, UNIT_RELATIVE};

/// What may be missing of a quantity that still counts as complete: the rounding of
/// additions.
pub(super) fn slack(quantity: f64) -> f64 {
    (UNIT + UNIT_RELATIVE * quantity).min(UNIT_MOST)
}

/// What of a tranche is delivered at a cumulative production, if `delivered` was so far:
/// whole units for products counted so, whole lots, and no less than the least shipment,
/// each with the tolerance [`UNIT`]. When all is produced, all is delivered.
pub(super) fn deliverable(
    produced: f64,
    delivered: f64,
    demand: &Demand,
    counting: Counting,
) -> f64 {
    let quantity = demand.quantity;
    let slack = slack(quantity);
    if produced + slack >= quantity {
        return quantity;
    }
    let complete = match counting {
        Counting::Measured => produced.max(0.0),
        Counting::Whole => (produced + slack).floor().max(0.0),
    };
    let lots = match demand.terms.lot {
        Some(lot) => (((complete + slack) / lot).floor() * lot).min(quantity),
        None => complete,
    };
    match demand.terms.least_shipment {
        Some(least) if lots - delivered + slack < least => delivered,
        _ => lots,
    }
}
