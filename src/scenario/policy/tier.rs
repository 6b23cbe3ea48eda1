//! Tiers and the thresholds that lead to them.

use serde::{Deserialize, Serialize};

use crate::scenario::file::strict;

/// A tier: who meets all its thresholds belongs to it, unless to one before it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    pub(in crate::scenario) id: String,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) thresholds: Vec<Threshold>,
}

impl Tier {
    /// A tier open to all.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), thresholds: Vec::new() }
    }

    /// Only for partners whose attribute is at least this much.
    #[must_use]
    pub fn at_least(mut self, attribute: impl Into<String>, value: f64) -> Self {
        self.thresholds.push(Threshold::at_least(attribute, value));
        self
    }

    /// Only for partners whose attribute is at most this much.
    #[must_use]
    pub fn at_most(mut self, attribute: impl Into<String>, value: f64) -> Self {
        self.thresholds.push(Threshold::at_most(attribute, value));
        self
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Its thresholds; all must be met.
    pub fn thresholds(&self) -> &[Threshold] {
        &self.thresholds
    }
}

/// A bound on a partner attribute. A partner without the attribute does not meet it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    pub(in crate::scenario) attribute: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) at_least: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) at_most: Option<f64>,
}

impl Threshold {
    pub(in crate::scenario) fn at_least(attribute: impl Into<String>, value: f64) -> Self {
        Self { attribute: attribute.into(), at_least: Some(value), at_most: None }
    }

    pub(in crate::scenario) fn at_most(attribute: impl Into<String>, value: f64) -> Self {
        Self { attribute: attribute.into(), at_least: None, at_most: Some(value) }
    }

    /// The partner attribute.
    pub fn attribute(&self) -> &str {
        &self.attribute
    }

    /// The least value that meets it, if it has one.
    pub fn lowest(&self) -> Option<f64> {
        self.at_least
    }

    /// The greatest value that meets it, if it has one.
    pub fn highest(&self) -> Option<f64> {
        self.at_most
    }

    /// Whether a value meets it.
    pub fn is_met_by(&self, value: f64) -> bool {
        self.at_least.is_none_or(|bound| value >= bound)
            && self.at_most.is_none_or(|bound| value <= bound)
    }
}
