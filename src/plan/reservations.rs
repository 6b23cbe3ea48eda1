//! What becomes of what is reserved.

use serde::{Deserialize, Serialize};

use crate::scenario::{Month, OrderId, ReservationId};

/// What becomes of a reservation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ReservationPlan {
    /// The reservation.
    pub reservation: ReservationId,
    /// Units that it alone would have made within the horizon, for demand that is due.
    pub entitled: f64,
    /// How many of these units are not made at the end of each month, of those entitled
    /// by then.
    pub short: Vec<f64>,
    /// The units to which it entitles, by month; also those that are due after the horizon or made
    /// already. With what was entitled before the first month it is all that a plan needs to know
    /// that goes on with this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub units: Vec<EntitledUnits>,
    /// Of a component, what of it is still reserved at the end of each month; empty if nothing
    /// ever is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<f64>,
}

/// Units of a tranche that a reservation entitles to in a month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EntitledUnits {
    /// The month in which its share would have made them.
    pub month: Month,
    /// The order.
    pub order: OrderId,
    /// Which of its tranches, from 0.
    pub tranche: usize,
    /// How many units.
    pub quantity: f64,
}

impl ReservationPlan {
    /// Unit-months that are short.
    pub fn unit_months(&self) -> f64 {
        self.short.iter().sum()
    }
}
