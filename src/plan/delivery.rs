//! From continuous production to deliveries that can be counted.

use crate::scenario::Counting;
use crate::tolerance::{UNIT, UNIT_MOST, UNIT_RELATIVE};

/// What may be missing of a quantity that still counts as complete: the rounding of
/// additions.
pub(super) fn slack(quantity: f64) -> f64 {
    (UNIT + UNIT_RELATIVE * quantity).min(UNIT_MOST)
}

/// How much of a tranche is complete at a cumulative production: whole units for
/// products counted so (with the tolerance [`UNIT`]), everything for others.
pub(super) fn completed(produced: f64, quantity: f64, counting: Counting) -> f64 {
    let slack = slack(quantity);
    if produced + slack >= quantity {
        return quantity;
    }
    match counting {
        Counting::Measured => produced.max(0.0),
        Counting::Whole => (produced + slack).floor().max(0.0),
    }
}
