//! Units for which nothing is made, since they could not ship.

use serde::{Deserialize, Serialize};

use crate::scenario::OrderId;

/// The last units of a tranche, which could not ship: in whole lots, or in a shipment of the least
/// size, they would not be complete before the horizon ends or the customer leaves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PassedOver {
    /// Their order.
    pub order: OrderId,
    /// Which tranche of the order, from 0.
    pub tranche: usize,
    /// How many.
    pub units: f64,
}

impl PassedOver {
    /// So many of the last units of a tranche.
    pub fn new(order: OrderId, tranche: usize, units: f64) -> Self {
        Self { order, tranche, units }
    }
}
