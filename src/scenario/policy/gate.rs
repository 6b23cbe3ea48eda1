//! Who may have a product at all.

use serde::{Deserialize, Serialize};

use super::tier::Threshold;
use crate::scenario::file::strict;
use crate::scenario::id::ProductId;

/// A class of products that only partners get who meet all its thresholds.
///
/// A partner that never meets them within the horizon gets nothing of these products
/// under the policy; one that meets them from a month on gets nothing before. Once met,
/// a gate stays open.
///
/// ```
/// use apportion::scenario::Gate;
///
/// let gate = Gate::new(["launcher", "missile"]).at_least("export_class", 2.0);
/// assert_eq!(gate.products().len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    pub(in crate::scenario) products: Vec<ProductId>,
    #[serde(default, deserialize_with = "strict::tables")]
    pub(in crate::scenario) thresholds: Vec<Threshold>,
}

impl Gate {
    /// A gate before these products; it needs at least one threshold.
    pub fn new(products: impl IntoIterator<Item = impl Into<ProductId>>) -> Self {
        let products = products.into_iter().map(Into::into).collect();
        Self { products, thresholds: Vec::new() }
    }

    /// Open to partners whose attribute is at least this much.
    #[must_use]
    pub fn at_least(mut self, attribute: impl Into<String>, value: f64) -> Self {
        self.thresholds.push(Threshold::at_least(attribute, value));
        self
    }

    /// Open to partners whose attribute is at most this much.
    #[must_use]
    pub fn at_most(mut self, attribute: impl Into<String>, value: f64) -> Self {
        self.thresholds.push(Threshold::at_most(attribute, value));
        self
    }

    /// The products behind it.
    pub fn products(&self) -> &[ProductId] {
        &self.products
    }

    /// Its thresholds; all must be met.
    pub fn thresholds(&self) -> &[Threshold] {
        &self.thresholds
    }
}
