//! What products are made from, where it is scarce.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::need::{ComponentNeed, NeedPer, NeedStep};
use super::ramp::Ramp;
use super::receipt::Receipt;
use crate::number;
use crate::scenario::file::strict;
use crate::scenario::id::{ComponentId, ProductId};
use crate::scenario::time::Month;

/// A shared input with its own supply. What a month does not use stays in stock.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    pub(in crate::scenario) id: ComponentId,
    #[serde(default)]
    pub(in crate::scenario) stock: f64,
    #[serde(default, skip_serializing_if = "number::is_zero")]
    pub(in crate::scenario) carried: f64,
    #[serde(deserialize_with = "strict::amounts")]
    pub(in crate::scenario) need: BTreeMap<ProductId, ComponentNeed>,
    #[serde(default, skip_serializing_if = "NeedPer::is_start")]
    pub(in crate::scenario) need_per: NeedPer,
    #[serde(deserialize_with = "strict::table")]
    pub(in crate::scenario) supply: Ramp,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) receipts: Vec<Receipt>,
}

impl Component {
    /// A component with its supply by month, without opening stock. It limits nothing
    /// until [`needed`](Self::needed) says so.
    pub fn new(id: impl Into<ComponentId>, supply: Ramp) -> Self {
        let need_per = NeedPer::Start;
        let (need, receipts) = (BTreeMap::new(), Vec::new());
        Self { id: id.into(), stock: 0.0, carried: 0.0, need, need_per, supply, receipts }
    }

    /// What is in stock before the first month, ≥ 0.
    #[must_use]
    pub fn stock(mut self, stock: f64) -> Self {
        self.stock = stock;
        self
    }

    /// What is left of earlier months and in stock too, ≥ 0: no share of a cap or reservation
    /// counts it again.
    #[must_use]
    pub fn carried(mut self, stock: f64) -> Self {
        self.carried = stock;
        self
    }

    /// One unit of a product needs this many, > 0, in all months until
    /// [`needed_from`](Self::needed_from) says otherwise: one that is started, unless the
    /// component is needed [per good unit](Self::per_good_unit).
    #[must_use]
    pub fn needed(mut self, product: impl Into<ProductId>, need: f64) -> Self {
        self.need.insert(product.into(), ComponentNeed::always(need));
        self
    }

    /// One unit of a product needs this many, ≥ 0, from a month on, and none before the first
    /// one that is named; months are given in ascending order.
    #[must_use]
    pub fn needed_from(mut self, product: impl Into<ProductId>, from: Month, need: f64) -> Self {
        let known = self.need.entry(product.into()).or_insert_with(ComponentNeed::nothing);
        known.steps.push(NeedStep { from: Some(from), pieces: need });
        self
    }

    /// What units need is for a good one: those that a line scraps take nothing.
    #[must_use]
    pub fn per_good_unit(mut self) -> Self {
        self.need_per = NeedPer::GoodUnit;
        self
    }

    /// What arrives in a month beside its supply.
    #[must_use]
    pub fn receives(mut self, receipt: Receipt) -> Self {
        self.receipts.push(receipt);
        self
    }

    /// What arrives beside its supply.
    pub fn receipts(&self) -> &[Receipt] {
        &self.receipts
    }

    /// Its id.
    pub fn id(&self) -> &ComponentId {
        &self.id
    }

    /// What is in stock before the first month, what is [left](Self::carried_stock) of earlier
    /// months apart.
    pub fn opening_stock(&self) -> f64 {
        self.stock
    }

    /// What is left of earlier months, of which no share counts again.
    pub fn carried_stock(&self) -> f64 {
        self.carried
    }

    /// How many one unit of each product needs.
    pub fn need(&self) -> &BTreeMap<ProductId, ComponentNeed> {
        &self.need
    }

    /// Whether they are needed for a start or for a good unit.
    pub fn need_per(&self) -> NeedPer {
        self.need_per
    }

    /// What arrives by month.
    pub fn supply(&self) -> &Ramp {
        &self.supply
    }
}
