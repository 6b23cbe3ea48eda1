//! What a score is made of.

use serde::{Deserialize, Serialize};

/// One attribute's part in a score: 0 at `floor`, 1 at `target`, straight between,
/// times `weight`.
///
/// A target below the floor makes small values good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    pub(in crate::scenario) attribute: String,
    pub(in crate::scenario) floor: f64,
    pub(in crate::scenario) target: f64,
    #[serde(default = "one")]
    pub(in crate::scenario) weight: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) missing: Option<f64>,
}

fn one() -> f64 {
    1.0
}

impl Criterion {
    /// A criterion of weight 1 on a partner attribute.
    pub fn new(attribute: impl Into<String>, floor: f64, target: f64) -> Self {
        Self { attribute: attribute.into(), floor, target, weight: 1.0, missing: None }
    }

    /// Its weight in the score, ≥ 0.
    #[must_use]
    pub fn weighing(mut self, weight: f64) -> Self {
        self.weight = weight;
        self
    }

    /// The value taken for partners without the attribute. Without it, such a partner
    /// is an error.
    #[must_use]
    pub fn or_else(mut self, value: f64) -> Self {
        self.missing = Some(value);
        self
    }

    /// The partner attribute.
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// The value that counts as 0.
    pub fn floor(&self) -> f64 {
        self.floor
    }

    /// The value that counts as 1.
    pub fn target(&self) -> f64 {
        self.target
    }

    /// Its weight in the score.
    pub fn weight(&self) -> f64 {
        self.weight
    }

    /// The value taken for partners without the attribute.
    pub fn missing(&self) -> Option<f64> {
        self.missing
    }
}
