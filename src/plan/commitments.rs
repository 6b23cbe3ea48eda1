//! What becomes of the commitments.

use serde::{Deserialize, Serialize};

use crate::scenario::{Month, OrderId};

/// What becomes of a commitment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CommitmentPlan {
    /// The order that was promised.
    pub order: OrderId,
    /// The month by which it was.
    pub by: Month,
    /// Units promised, counted from the beginning of the order.
    pub promised: f64,
    /// How many of these units are delivered by then; work in progress keeps no promise.
    pub kept: f64,
    /// How many are not.
    pub short: f64,
}
