//! Terms of delivery of an order.

use crate::scenario::plant::Counting;
use crate::tolerance;

/// How an order may be delivered; nothing said for most.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[non_exhaustive]
pub struct Terms {
    /// Only whole lots of this many units are delivered; the last one of a tranche may be
    /// smaller.
    pub lot: Option<f64>,
    /// Nothing is delivered until so many units of a tranche are together, or all that is
    /// left of it.
    pub least_shipment: Option<f64>,
}

impl Terms {
    /// The least that can be delivered of a tranche of so many units that is at least `units`:
    /// whole units for products counted so, whole lots, a shipment, or all of it; no more than that
    /// if it was delivered before the first month.
    pub(in crate::scenario) fn least_deliverable(
        self,
        units: f64,
        (quantity, delivered): (f64, f64),
        counting: Counting,
    ) -> f64 {
        if units <= delivered {
            return units;
        }
        // What is a hair above a whole number of lots is rounding.
        let up = |units: f64, step: f64| (units / step - tolerance::DUST).ceil() * step;
        // A shipment is itself of whole units and lots.
        let shipped = self.least_shipment.map_or(units, |least| units.max(least));
        let whole = match counting {
            Counting::Whole => up(shipped, 1.0),
            Counting::Measured => shipped,
        };
        self.lot.map_or(whole, |lot| up(whole, lot)).min(quantity)
    }
}
