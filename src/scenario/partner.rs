//! Who orders.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::PartnerId;
use super::strict;

/// A customer with numeric attributes that policies may refer to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    pub(super) id: PartnerId,
    #[serde(
        default,
        deserialize_with = "strict::amounts",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub(super) attributes: BTreeMap<String, f64>,
}

impl Partner {
    /// A partner without attributes.
    pub fn new(id: impl Into<PartnerId>) -> Self {
        Self { id: id.into(), attributes: BTreeMap::new() }
    }

    /// Sets an attribute: any name, any finite number.
    #[must_use]
    pub fn attribute(mut self, name: impl Into<String>, value: f64) -> Self {
        self.attributes.insert(name.into(), value);
        self
    }

    /// Its id.
    pub fn id(&self) -> &PartnerId {
        &self.id
    }

    /// Its attributes.
    pub fn attributes(&self) -> &BTreeMap<String, f64> {
        &self.attributes
    }
}
