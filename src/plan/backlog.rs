//! What is due and not delivered, month by month.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::scenario::{PartnerId, ProductId};

/// Units due and not delivered at the end of each month.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Backlog {
    /// Of everybody.
    pub total: Vec<f64>,
    /// Of each partner of the scenario.
    pub partners: BTreeMap<PartnerId, Vec<f64>>,
    /// Of each product of the scenario.
    pub products: BTreeMap<ProductId, Vec<f64>>,
    /// Units due of orders that the policy's gates keep from being served in any month:
    /// counted here and nowhere else. Empty if there is no such order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_eligible: Vec<f64>,
}
