//! A policy as it is stated: data, not yet applied to anybody.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::among_on_time::AmongOnTime;
use super::change::PolicyChange;
use super::criterion::Criterion;
use super::gate::Gate;
use super::lost::Lost;
use super::measure::Measure;
use super::overruling::Override;
use super::rule::Rule;
use super::ruling::{Method, Tiering, Weighing};
use super::tier::Tier;
use super::weight_scale::WeightScale;
use crate::scenario::file::strict;
use crate::scenario::id::{PolicyId, ProductId};

/// Who comes first: a rule with its data, and what every policy can have beside it.
///
/// ```
/// use apportion::scenario::{Criterion, Policy, Score, WeightScale};
///
/// let score = Score::new([
///     Criterion::new("defence_share_of_gdp", 2.0, 5.0).weighing(0.6),
///     Criterion::new("frontline", 0.0, 1.0).weighing(0.4).or_else(0.0),
/// ]);
/// let policy = Policy::new("priority", score.weights(WeightScale::linear(1.0, 10.0)));
/// assert_eq!(policy.id(), &"priority");
/// ```
// The rule is flattened: its keys stand beside those of the policy, and whatever is no key of
// the policy must be one of the rule, which refuses what it does not know.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Policy {
    pub(in crate::scenario) id: PolicyId,
    #[serde(flatten)]
    pub(in crate::scenario) rule: Rule,
    #[serde(default)]
    pub(in crate::scenario) measure: Measure,
    #[serde(default = "year")]
    pub(in crate::scenario) tail: f64,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub(in crate::scenario) lost: Lost,
    #[serde(default, skip_serializing_if = "is_usual")]
    pub(in crate::scenario) among_on_time: AmongOnTime,
    #[serde(
        default,
        deserialize_with = "strict::amounts",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub(in crate::scenario) multipliers: BTreeMap<ProductId, f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) ageing: Option<f64>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) gates: Vec<Gate>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) overrides: Vec<Override>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) changes: Vec<PolicyChange>,
}

/// Whether there is nothing to write of it.
fn is_usual<T: Default + PartialEq>(choice: &T) -> bool {
    *choice == T::default()
}

fn year() -> f64 {
    12.0
}

/// What every policy can have, whatever its rule.
const COMMON: [&str; 10] = [
    "rule",
    "measure",
    "tail",
    "lost",
    "among_on_time",
    "multipliers",
    "ageing",
    "gates",
    "overrides",
    "changes",
];

impl Serialize for Policy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer).map_err(|error| {
            // A rule that does not know a key names its own keys alone.
            let text = error.to_string();
            let Some(key) = text.strip_prefix("unknown field `").and_then(|t| t.split('`').next())
            else {
                return error;
            };
            let own = text.split_once(", expected ").map_or("", |(_, names)| names);
            let own = own.split('`').skip(1).step_by(2);
            let names: Vec<String> = own.chain(COMMON).map(|name| format!("`{name}`")).collect();
            let names = names.join(", ");
            D::Error::custom(format!("unknown field `{key}`, expected one of {names}"))
        })
    }
}

impl Policy {
    /// A policy with a rule: [`Queue`](super::Queue), [`ProRata`](super::ProRata),
    /// [`Lottery`](super::Lottery), [`Score`](super::Score), [`Tiers`](super::Tiers) or
    /// [`Dpas`](super::Dpas).
    pub fn new(id: impl Into<PolicyId>, rule: impl Into<Rule>) -> Self {
        Self {
            id: id.into(),
            rule: rule.into(),
            measure: Measure::Units,
            tail: year(),
            lost: Lost::default(),
            among_on_time: AmongOnTime::default(),
            multipliers: BTreeMap::new(),
            ageing: None,
            gates: Vec::new(),
            overrides: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// Sets what a unit of backlog counts for.
    #[must_use]
    pub fn measured_in(mut self, measure: Measure) -> Self {
        self.measure = measure;
        self
    }

    /// Sets the months of backlog that a unit still undelivered at the horizon counts
    /// on top, ≥ 0; 12 unless set.
    #[must_use]
    pub fn tail_months(mut self, months: f64) -> Self {
        self.tail = months;
        self
    }

    /// Sets what a unit counts for whose customer has left.
    #[must_use]
    pub fn lost_counts(mut self, lost: Lost) -> Self {
        self.lost = lost;
        self
    }

    /// Sets who is delivered early where several can be on time.
    #[must_use]
    pub fn among_on_time(mut self, choice: AmongOnTime) -> Self {
        self.among_on_time = choice;
        self
    }

    /// Its id.
    pub fn id(&self) -> &PolicyId {
        &self.id
    }

    /// Its rule.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// How a plan is made by it.
    pub fn method(&self) -> Method<'_> {
        self.rule.ruling().method()
    }

    /// The criteria of the score; none where all weigh the same.
    pub fn criteria(&self) -> &[Criterion] {
        match self.rule.ruling().weighing() {
            Weighing::Equal => &[],
            Weighing::Scored { criteria, .. } => criteria,
        }
    }

    /// How scores become weights.
    pub fn weight_scale(&self) -> WeightScale {
        match self.rule.ruling().weighing() {
            Weighing::Equal => WeightScale::default(),
            Weighing::Scored { scale, .. } => scale,
        }
    }

    /// The tiers, highest first; none where tiers do not go by thresholds.
    pub fn tier_list(&self) -> &[Tier] {
        match self.rule.ruling().tiering() {
            Tiering::Single | Tiering::Ratings(_) => &[],
            Tiering::Thresholds(tiers) => tiers,
        }
    }

    /// What a unit of backlog counts for.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// Months of backlog that an undelivered unit counts on top.
    pub fn tail(&self) -> f64 {
        self.tail
    }

    /// What a unit counts for whose customer has left.
    pub fn lost(&self) -> Lost {
        self.lost
    }

    /// Who is delivered early where several can be on time.
    pub fn among_on_time_given(&self) -> AmongOnTime {
        self.among_on_time
    }
}
