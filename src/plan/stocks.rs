//! Products made ahead: what is in stock, and which unit goes to whom.

use serde::{Deserialize, Serialize};

use crate::scenario::ProductId;

/// A product made ahead, month by month.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ProductStock {
    /// The product.
    pub product: ProductId,
    /// Units made in each month, on all lines.
    pub made: Vec<f64>,
    /// Units taken for orders in each month.
    pub taken: Vec<f64>,
    /// Units in stock at the end of each month.
    pub stock: Vec<f64>,
}
