//! What customers who left did not get.

use serde::{Deserialize, Serialize};

use crate::scenario::{PartnerId, ProductId};

/// What a partner ordered and did not get before it had enough of waiting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Loss {
    /// The partner.
    pub partner: PartnerId,
    /// The product.
    pub product: ProductId,
    /// Units lost, > 0.
    pub units: f64,
    /// What they are worth: units × the value of the product.
    pub value: f64,
}
