//! What somebody was entitled to before the first month.

use serde::{Deserialize, Serialize};

use crate::scenario::id::OrderId;

/// Units of a tranche to which a reservation, or the claim of who pays for an expansion, entitled
/// before the first month, made or not: a plan that goes on with an earlier one goes on from there.
///
/// ```
/// use apportion::scenario::{Entitlement, Reservation};
///
/// let half = Reservation::of_line("half", "hall").for_partner("north").share(0.5);
/// let half = half.entitled(Entitlement::new("N-1", 12.0).tranche(1));
/// assert_eq!(half.entitlements()[0].units(), 12.0);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entitlement {
    pub(in crate::scenario) order: OrderId,
    #[serde(default, skip_serializing_if = "is_first")]
    pub(in crate::scenario) tranche: u32,
    pub(in crate::scenario) quantity: f64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_first(tranche: &u32) -> bool {
    *tranche == 0
}

impl Entitlement {
    /// To so many units, ≥ 0, of the first tranche of an order.
    pub fn new(order: impl Into<OrderId>, units: f64) -> Self {
        Self { order: order.into(), tranche: 0, quantity: units }
    }

    /// Of another tranche, counted from 0.
    #[must_use]
    pub fn tranche(mut self, number: u32) -> Self {
        self.tranche = number;
        self
    }

    /// The order.
    pub fn order(&self) -> &OrderId {
        &self.order
    }

    /// Which of its tranches, from 0.
    pub fn number(&self) -> usize {
        self.tranche as usize
    }

    /// How many units.
    pub fn units(&self) -> f64 {
        self.quantity
    }
}
