//! How far caps are used.

use serde::{Deserialize, Serialize};

use crate::scenario::CapId;

/// How far a cap is used.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct CapPlan {
    /// The cap.
    pub cap: CapId,
    /// The most in each month; none where it does not hold.
    pub most: Vec<Option<f64>>,
    /// What those that it is for use in each month.
    pub used: Vec<f64>,
}
