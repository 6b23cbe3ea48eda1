//! Products that are built ahead.

use serde::{Deserialize, Serialize};

use super::carried::CarriedStock;
use super::receipt::Receipt;
use crate::number;
use crate::scenario::file::strict;

/// How a product is kept in stock: it may be made before anybody can take it, and is
/// delivered later.
///
/// ```
/// use apportion::scenario::{Product, Stockpile};
///
/// let shell = Product::new("shell").stockpile(Stockpile::new().limit(20_000.0));
/// assert_eq!(shell.stock().and_then(Stockpile::storage_limit), Some(20_000.0));
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stockpile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) limit: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) holding: Option<f64>,
    #[serde(default, skip_serializing_if = "number::is_zero")]
    pub(in crate::scenario) stock: f64,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) receipts: Vec<Receipt>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) carried: Vec<CarriedStock>,
}

impl Stockpile {
    /// A store without limit, of which a unit and month weighs 1.
    pub fn new() -> Self {
        Self::default()
    }

    /// The most that is in stock at the end of a month.
    #[must_use]
    pub fn limit(mut self, units: f64) -> Self {
        self.limit = Some(units);
        self
    }

    /// What a unit in stock weighs each month against units of other products, above 0.
    #[must_use]
    pub fn holding(mut self, weight: f64) -> Self {
        self.holding = Some(weight);
        self
    }

    /// What is on the shelf before the first month, ≥ 0.
    #[must_use]
    pub fn stock(mut self, units: f64) -> Self {
        self.stock = units;
        self
    }

    /// What arrives in a month beside what is made.
    #[must_use]
    pub fn receives(mut self, receipt: Receipt) -> Self {
        self.receipts.push(receipt);
        self
    }

    /// Units in stock beside those on the shelf, which were made for those whom the same caps name.
    #[must_use]
    pub fn carries(mut self, units: CarriedStock) -> Self {
        self.carried.push(units);
        self
    }

    /// What was made for those whom the same caps name, and is in stock before the first month.
    pub fn carried(&self) -> &[CarriedStock] {
        &self.carried
    }

    /// What is on the shelf before the first month, for whoever takes it; what is
    /// [carried](Self::carried) apart.
    pub fn opening_stock(&self) -> f64 {
        self.stock
    }

    /// What arrives beside what is made.
    pub fn receipts(&self) -> &[Receipt] {
        &self.receipts
    }

    /// The most that is in stock at the end of a month, if there is a limit.
    pub fn storage_limit(&self) -> Option<f64> {
        self.limit
    }

    /// What a unit in stock weighs each month; 1 if nothing else was said.
    pub fn holding_weight(&self) -> f64 {
        self.holding.unwrap_or(1.0)
    }
}
