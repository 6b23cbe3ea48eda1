//! What a unit of backlog counts for.

use serde::{Deserialize, Serialize};

/// What a unit of backlog counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measure {
    /// Every unit alike.
    #[default]
    Units,
    /// By the value of its product.
    Value,
    /// By its share of its order: all orders alike, whatever their size.
    Orders,
}
