//! Where products are made.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::id::{LineId, ProductId};
use super::ramp::Ramp;
use super::strict;

/// A production line: capacity by month, shared by the products that it makes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub(super) id: LineId,
    #[serde(deserialize_with = "strict::amounts")]
    pub(super) usage: BTreeMap<ProductId, f64>,
    #[serde(deserialize_with = "strict::table")]
    pub(super) ramp: Ramp,
}

impl Line {
    /// A line with its capacity by month. It makes nothing until
    /// [`makes`](Self::makes) says so.
    pub fn new(id: impl Into<LineId>, ramp: Ramp) -> Self {
        Self { id: id.into(), usage: BTreeMap::new(), ramp }
    }

    /// The line makes a product; one unit takes one unit of capacity.
    #[must_use]
    pub fn makes(self, product: impl Into<ProductId>) -> Self {
        self.makes_using(product, 1.0)
    }

    /// The line makes a product; one unit takes `usage` units of capacity, > 0.
    #[must_use]
    pub fn makes_using(mut self, product: impl Into<ProductId>, usage: f64) -> Self {
        self.usage.insert(product.into(), usage);
        self
    }

    /// Its id.
    pub fn id(&self) -> &LineId {
        &self.id
    }

    /// Capacity taken by one unit of each product it makes.
    pub fn usage(&self) -> &BTreeMap<ProductId, f64> {
        &self.usage
    }

    /// Its capacity by month.
    pub fn ramp(&self) -> &Ramp {
        &self.ramp
    }
}
