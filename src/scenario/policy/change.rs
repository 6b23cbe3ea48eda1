//! What changes in a month of the horizon.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::criterion::Criterion;
use super::tier::Tier;
use super::weight_scale::WeightScale;
use crate::scenario::file::strict;
use crate::scenario::time::Month;

/// Attributes of a partner that change in a month. What is not named stays as it was.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerChange {
    pub(in crate::scenario) from: Month,
    #[serde(deserialize_with = "strict::amounts")]
    pub(in crate::scenario) attributes: BTreeMap<String, f64>,
}

impl PartnerChange {
    /// The first month in which it holds.
    pub fn from(&self) -> Month {
        self.from
    }

    /// The new values.
    pub fn attributes(&self) -> &BTreeMap<String, f64> {
        &self.attributes
    }
}

/// Criteria, weights or thresholds of a policy that change in a month. What is not named
/// stays as it was; a list replaces the whole list before it.
///
/// ```
/// use apportion::scenario::{Month, Policy, PolicyChange, Tier};
///
/// let tiers = |share| [Tier::new("first").at_least("spending", share), Tier::new("others")];
/// let policy = Policy::tiers("tiers", tiers(2.0))
///     .change(PolicyChange::from_month("2027-01".parse()?).tiers(tiers(3.5)));
/// assert_eq!(policy.terms_in("2026-12".parse()?).tiers()[0].thresholds().len(), 1);
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyChange {
    pub(in crate::scenario) from: Month,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) criteria: Vec<Criterion>,
    #[serde(
        default,
        deserialize_with = "strict::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub(in crate::scenario) weight: Option<WeightScale>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) tiers: Vec<Tier>,
}

impl PolicyChange {
    /// A change that holds from a month on.
    pub fn from_month(month: Month) -> Self {
        Self { from: month, criteria: Vec::new(), weight: None, tiers: Vec::new() }
    }

    /// The criteria from then on.
    #[must_use]
    pub fn criteria(mut self, criteria: impl IntoIterator<Item = Criterion>) -> Self {
        self.criteria = criteria.into_iter().collect();
        self
    }

    /// How scores become weights from then on.
    #[must_use]
    pub fn weights(mut self, scale: WeightScale) -> Self {
        self.weight = Some(scale);
        self
    }

    /// The tiers from then on: those of the policy with other thresholds.
    #[must_use]
    pub fn tiers(mut self, tiers: impl IntoIterator<Item = Tier>) -> Self {
        self.tiers = tiers.into_iter().collect();
        self
    }

    /// The first month in which it holds.
    pub fn from(&self) -> Month {
        self.from
    }

    /// The criteria from then on; none if they stay as they were.
    pub fn new_criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// How scores become weights from then on; none if that stays as it was.
    pub fn new_scale(&self) -> Option<WeightScale> {
        self.weight
    }

    /// The tiers from then on; none if they stay as they were.
    pub fn new_tiers(&self) -> &[Tier] {
        &self.tiers
    }
}
