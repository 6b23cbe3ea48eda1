//! Terms of delivery of an order.

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
