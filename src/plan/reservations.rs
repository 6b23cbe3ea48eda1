//! What becomes of what is reserved.

use serde::{Deserialize, Serialize};

use crate::scenario::ReservationId;

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
}

impl ReservationPlan {
    /// Unit-months that are short.
    pub fn unit_months(&self) -> f64 {
        self.short.iter().sum()
    }
}
