//! Where products are made.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::output::{Outage, Yield};
use super::ramp::Ramp;
use crate::scenario::file::strict;
use crate::scenario::id::{LineId, ProductId};
use crate::scenario::time::Month;

/// A production line: capacity by month, shared by the products that it makes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    pub(in crate::scenario) id: LineId,
    #[serde(deserialize_with = "strict::amounts")]
    pub(in crate::scenario) usage: BTreeMap<ProductId, f64>,
    #[serde(deserialize_with = "strict::table")]
    pub(in crate::scenario) ramp: Ramp,
    #[serde(
        default,
        rename = "yield",
        deserialize_with = "strict::tables",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub(in crate::scenario) good: Vec<Yield>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) outages: Vec<Outage>,
}

impl Line {
    /// A line with its capacity by month. It makes nothing until
    /// [`makes`](Self::makes) says so.
    pub fn new(id: impl Into<LineId>, ramp: Ramp) -> Self {
        let (good, outages) = (Vec::new(), Vec::new());
        Self { id: id.into(), usage: BTreeMap::new(), ramp, good, outages }
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

    /// Sets the share of good output, 0 to 1, for all months until
    /// [`yields_from`](Self::yields_from) says otherwise.
    #[must_use]
    pub fn yields(mut self, share: f64) -> Self {
        self.good.insert(0, Yield { from: None, share });
        self
    }

    /// Sets the share of good output from a month on; months are given in ascending order.
    #[must_use]
    pub fn yields_from(mut self, from: Month, share: f64) -> Self {
        self.good.push(Yield { from: Some(from), share });
        self
    }

    /// A planned outage: a share of the capacity, 0 to 1, is lost from one month to
    /// another, both included.
    #[must_use]
    pub fn outage(mut self, from: Month, to: Month, lost: f64) -> Self {
        self.outages.push(Outage { from, to, lost });
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

    /// Its capacity by month, before working days, yield and outages; what is left of it is
    /// [`Scenario::capacity`](crate::scenario::Scenario::capacity).
    pub fn ramp(&self) -> &Ramp {
        &self.ramp
    }

    /// The shares of good output, the earliest first.
    pub fn yield_steps(&self) -> &[Yield] {
        &self.good
    }

    /// The planned outages.
    pub fn outages(&self) -> &[Outage] {
        &self.outages
    }
}
