//! Why the sensitivity of a policy cannot be worked out.

use crate::analysis::CompareError;
use crate::scenario::Findings;

/// The sensitivity of a policy cannot be worked out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SweepError {
    /// The policy is not valid for the scenario.
    #[error("the policy is not valid for the scenario: {0}")]
    Policy(Findings),
    /// The policy has no thresholds, gates or criteria.
    #[error("policy `{0}` has no thresholds, gates or criteria: nothing of it can flip")]
    Insensitive(String),
    /// The policy has no criterion on this attribute.
    #[error("the policy has no criterion on `{attribute}`; it has {known}")]
    UnknownCriterion {
        /// The attribute asked for.
        attribute: String,
        /// The attributes of its criteria.
        known: String,
    },
    /// The policy cannot have so many tiers.
    #[error("the policy has {most} tiers by thresholds: it cannot have {asked}")]
    TooManyTiers {
        /// The number asked for.
        asked: usize,
        /// The number of its tiers; 0 for rules without.
        most: usize,
    },
    /// A criterion cannot have this weight.
    #[error("a weight of {0} cannot be tried; give finite numbers from 0 on")]
    Weight(f64),
    /// The same weight or number of tiers is there twice.
    #[error("the value {0} is to be tried twice; give every value once")]
    Twice(f64),
    /// There is no step.
    #[error("there is no value to try")]
    Empty,
    /// No step has a plan; this is why the first has none.
    #[error(transparent)]
    Step(#[from] CompareError),
    /// A sweep or flip points could not be written or read as JSON.
    #[error("not a sweep or flip points in JSON")]
    Json(#[from] serde_json::Error),
}

impl From<Findings> for SweepError {
    fn from(findings: Findings) -> Self {
        Self::Policy(findings)
    }
}
