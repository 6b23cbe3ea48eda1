//! What is on its way.

use serde::{Deserialize, Serialize};

use crate::scenario::time::Month;

/// What arrives in a month beside what is made or supplied: an open purchase order, a return.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The month; before the first it is history, and in stock already.
    pub month: Month,
    /// Units or pieces, ≥ 0.
    pub quantity: f64,
}

impl Receipt {
    /// So many in a month.
    pub fn new(month: Month, quantity: f64) -> Self {
        Self { month, quantity }
    }
}
