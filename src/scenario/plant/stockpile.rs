//! Products that are built ahead.

use serde::{Deserialize, Serialize};

/// How a product is kept in stock: it may be made before anybody can take it, and is
/// delivered later.
///
/// ```
/// use apportion::scenario::{Product, Stockpile};
///
/// let shell = Product::new("shell").stockpile(Stockpile::new().limit(20_000.0));
/// assert_eq!(shell.stock().and_then(Stockpile::storage_limit), Some(20_000.0));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stockpile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) limit: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) holding: Option<f64>,
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

    /// The most that is in stock at the end of a month, if there is a limit.
    pub fn storage_limit(&self) -> Option<f64> {
        self.limit
    }

    /// What a unit in stock weighs each month; 1 if nothing else was said.
    pub fn holding_weight(&self) -> f64 {
        self.holding.unwrap_or(1.0)
    }
}
