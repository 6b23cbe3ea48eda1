//! A policy as it is stated: data, not yet applied to anybody.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::change::PolicyChange;
use super::gate::Gate;
use super::overruling::Override;
use crate::scenario::file::strict;
use crate::scenario::id::{PolicyId, ProductId};

/// Who comes first: a rule with its numbers.
///
/// ```
/// use apportion::scenario::{Criterion, Policy, WeightScale};
///
/// let policy = Policy::score(
///     "priority",
///     [
///         Criterion::new("defence_share_of_gdp", 2.0, 5.0).weighing(0.6),
///         Criterion::new("frontline", 0.0, 1.0).weighing(0.4).or_else(0.0),
///     ],
/// )
/// .weights(WeightScale::linear(1.0, 10.0));
/// assert_eq!(policy.id(), &"priority");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    pub(in crate::scenario) id: PolicyId,
    pub(in crate::scenario) rule: Rule,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) inside: Option<Inside>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) ratings: Vec<String>,
    #[serde(default)]
    pub(in crate::scenario) measure: Measure,
    #[serde(default = "year")]
    pub(in crate::scenario) tail: f64,
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

fn year() -> f64 {
    12.0
}

/// The rule of a [`Policy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Rule {
    /// Orders by contract month, then id; each takes the earliest capacity and
    /// components left. No optimisation.
    FirstComeFirstServed,
    /// Every month each order's share is proportional to what it has open and
    /// released. No optimisation.
    ProRata,
    /// One queue; an order's weight follows from its partner's score.
    Score,
    /// The first tier whose thresholds the partner meets; strict between tiers.
    Tiers,
    /// By legal rating, strict between ratings (15 CFR 700, DPAS); a schedule moves
    /// only when a required date cannot otherwise be met.
    Dpas,
}

impl Rule {
    /// Whether the rule is optimised, or simply followed.
    pub fn is_optimised(self) -> bool {
        !matches!(self, Self::FirstComeFirstServed | Self::ProRata)
    }

    /// Its name as written in scenario files.
    pub fn name(self) -> &'static str {
        match self {
            Self::FirstComeFirstServed => "first_come_first_served",
            Self::ProRata => "pro_rata",
            Self::Score => "score",
            Self::Tiers => "tiers",
            Self::Dpas => "dpas",
        }
    }
}

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

/// Who comes first among the orders of one tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Inside {
    /// By the weights that the criteria give.
    Weighted,
    /// All weigh the same; what is equal is decided by due month, contract month, id.
    #[default]
    ByDate,
    /// All weigh the same; orders alike in product, release and due month share each
    /// month in proportion to quantity.
    EqualSplit,
}

/// What a unit of backlog counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Measure {
    /// Every unit alike.
    #[default]
    Units,
    /// By the value of its product.
    Value,
    /// By its share of its order: all orders alike, whatever their size.
    Orders,
}

impl Policy {
    fn of(id: PolicyId, rule: Rule) -> Self {
        Self {
            id,
            rule,
            criteria: Vec::new(),
            weight: None,
            tiers: Vec::new(),
            inside: None,
            ratings: Vec::new(),
            measure: Measure::Units,
            tail: year(),
            multipliers: BTreeMap::new(),
            ageing: None,
            gates: Vec::new(),
            overrides: Vec::new(),
            changes: Vec::new(),
        }
    }

    /// First come, first served.
    pub fn first_come_first_served(id: impl Into<PolicyId>) -> Self {
        Self::of(id.into(), Rule::FirstComeFirstServed)
    }

    /// Shares in proportion to what is open.
    pub fn pro_rata(id: impl Into<PolicyId>) -> Self {
        Self::of(id.into(), Rule::ProRata)
    }

    /// Weights by score.
    pub fn score(id: impl Into<PolicyId>, criteria: impl IntoIterator<Item = Criterion>) -> Self {
        let criteria = criteria.into_iter().collect();
        Self { criteria, ..Self::of(id.into(), Rule::Score) }
    }

    /// Strict tiers; the last one must be open to all.
    pub fn tiers(id: impl Into<PolicyId>, tiers: impl IntoIterator<Item = Tier>) -> Self {
        let tiers = tiers.into_iter().collect();
        Self { tiers, ..Self::of(id.into(), Rule::Tiers) }
    }

    /// Ratings `DX` over `DO` over unrated orders.
    pub fn dpas(id: impl Into<PolicyId>) -> Self {
        Self::of(id.into(), Rule::Dpas)
    }

    /// Sets how scores become weights (rule `score`, or weighted tiers).
    #[must_use]
    pub fn weights(mut self, scale: WeightScale) -> Self {
        self.weight = Some(scale);
        self
    }

    /// Sets who comes first inside a tier (rule `tiers`).
    #[must_use]
    pub fn inside(mut self, inside: Inside) -> Self {
        self.inside = Some(inside);
        self
    }

    /// Makes tiers weighted by criteria (rule `tiers`).
    #[must_use]
    pub fn weighted_by(mut self, criteria: impl IntoIterator<Item = Criterion>) -> Self {
        self.criteria = criteria.into_iter().collect();
        self.inside(Inside::Weighted)
    }

    /// Sets the ratings, highest first (rule `dpas`). Orders without rating come last.
    #[must_use]
    pub fn ratings(mut self, ratings: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.ratings = ratings.into_iter().map(Into::into).collect();
        self
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

    /// Its id.
    pub fn id(&self) -> &PolicyId {
        &self.id
    }

    /// Its rule.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// The criteria of the score.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// How scores become weights.
    pub fn weight_scale(&self) -> WeightScale {
        self.weight.unwrap_or_default()
    }

    /// The tiers, highest first.
    pub fn tier_list(&self) -> &[Tier] {
        &self.tiers
    }

    /// Who comes first inside a tier.
    pub fn inside_tier(&self) -> Inside {
        match (self.rule, self.inside) {
            (_, Some(inside)) => inside,
            (Rule::Score, None) => Inside::Weighted,
            _ => Inside::default(),
        }
    }

    /// The ratings, highest first.
    pub fn rating_list(&self) -> Vec<&str> {
        if self.ratings.is_empty() && self.rule == Rule::Dpas {
            vec!["DX", "DO"]
        } else {
            self.ratings.iter().map(String::as_str).collect()
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
}
