//! From continuous production to deliveries that can be counted.

use crate::scenario::Counting;
use crate::tolerance::{UNIT, UNIT_MOST, UNIT_RELATIVE};

/// How much of a tranche is complete at a cumulative production: whole units for
/// products counted so (with the tolerance [`UNIT`]), everything for others.
pub(super) fn completed(produced: f64, quantity: f64, counting: Counting) -> f64 {
    let slack = (UNIT + UNIT_RELATIVE * quantity).min(UNIT_MOST);
    if produced + slack >= quantity {
        return quantity;
    }
    match counting {
        Counting::Measured => produced.max(0.0),
        Counting::Whole => (produced + slack).floor().max(0.0),
    }
}
