//! What products are made from, where it is scarce.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ramp::Ramp;
use crate::scenario::file::strict;
use crate::scenario::id::{ComponentId, ProductId};

/// A shared input with its own supply. What a month does not use stays in stock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    pub(in crate::scenario) id: ComponentId,
    #[serde(default)]
    pub(in crate::scenario) stock: f64,
    #[serde(deserialize_with = "strict::amounts")]
    pub(in crate::scenario) need: BTreeMap<ProductId, f64>,
    #[serde(deserialize_with = "strict::table")]
    pub(in crate::scenario) supply: Ramp,
}

impl Component {
    /// A component with its supply by month, without opening stock. It limits nothing
    /// until [`needed`](Self::needed) says so.
    pub fn new(id: impl Into<ComponentId>, supply: Ramp) -> Self {
        Self { id: id.into(), stock: 0.0, need: BTreeMap::new(), supply }
    }

    /// What is in stock before the first month, ≥ 0.
    #[must_use]
    pub fn stock(mut self, stock: f64) -> Self {
        self.stock = stock;
        self
    }

    /// One unit of a product needs this many, > 0.
    #[must_use]
    pub fn needed(mut self, product: impl Into<ProductId>, need: f64) -> Self {
        self.need.insert(product.into(), need);
        self
    }

    /// Its id.
    pub fn id(&self) -> &ComponentId {
        &self.id
    }

    /// What is in stock before the first month.
    pub fn opening_stock(&self) -> f64 {
        self.stock
    }

    /// How many one unit of each product needs.
    pub fn need(&self) -> &BTreeMap<ProductId, f64> {
        &self.need
    }

    /// What arrives by month.
    pub fn supply(&self) -> &Ramp {
        &self.supply
    }
}
