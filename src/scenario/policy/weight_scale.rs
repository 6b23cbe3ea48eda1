//! From scores to weights.

use serde::{Deserialize, Serialize};

/// How a score becomes a weight.
///
/// With s the score as a share of the highest score possible, the weight is
/// `low + (high − low) · s` (linear) or `low · (high / low)^s` (geometric).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeightScale {
    /// Weight of score 0, > 0.
    pub low: f64,
    /// Weight of the highest score, ≥ low.
    pub high: f64,
    /// How to go from one to the other.
    #[serde(default)]
    pub curve: Curve,
}

/// The curve of a [`WeightScale`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Curve {
    /// Equal steps of score add equal weight.
    #[default]
    Linear,
    /// Equal steps of score multiply the weight by equal factors.
    Geometric,
}

impl WeightScale {
    /// Straight from `low` to `high`.
    pub fn linear(low: f64, high: f64) -> Self {
        Self { low, high, curve: Curve::Linear }
    }

    /// By equal factors from `low` to `high`.
    pub fn geometric(low: f64, high: f64) -> Self {
        Self { low, high, curve: Curve::Geometric }
    }
}

impl Default for WeightScale {
    /// Straight from 1 to 10.
    fn default() -> Self {
        Self::linear(1.0, 10.0)
    }
}
