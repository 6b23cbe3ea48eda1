//! What is in stock of a product and was made for somebody in particular.

use serde::{Deserialize, Serialize};

/// Units in stock before the first month that were made here, for those whom the same caps name:
/// these have counted in the months in which they were made, and nobody else takes of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedStock {
    /// The ids of all caps that name whom they are for; none for all whom no cap names.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub caps: Vec<String>,
    /// Units, ≥ 0.
    pub quantity: f64,
}

impl CarriedStock {
    /// So many for those whom exactly these caps name.
    pub fn new<I: Into<String>>(caps: impl IntoIterator<Item = I>, quantity: f64) -> Self {
        Self { caps: caps.into_iter().map(Into::into).collect(), quantity }
    }
}
