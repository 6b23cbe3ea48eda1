//! Policies of a draft, and the terms that they go by.

use std::collections::BTreeMap;

use serde::Serialize;

use super::draft::Threshold;
use super::month::At;
use super::random::Random;

#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Policy {
    pub(crate) id: String,
    pub(crate) rule: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) weight: Option<Weight>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tiers: Vec<Tier>,
    pub(crate) inside: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) ratings: Vec<&'static str>,
    pub(crate) placement: Option<&'static str>,
    pub(crate) seed: Option<u32>,
    pub(crate) weighted_by: Option<&'static str>,
    pub(crate) measure: Option<&'static str>,
    pub(crate) tail: Option<f64>,
    pub(crate) lost: Option<&'static str>,
    pub(crate) among_on_time: Option<&'static str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) multipliers: BTreeMap<String, f64>,
    pub(crate) ageing: Option<f64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) overrides: Vec<Override>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) changes: Vec<Change>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) gates: Vec<Gate>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Criterion {
    pub(crate) attribute: &'static str,
    pub(crate) floor: f64,
    pub(crate) target: f64,
    pub(crate) weight: Option<f64>,
    pub(crate) missing: Option<f64>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Weight {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) curve: Option<&'static str>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Tier {
    pub(crate) id: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) thresholds: Vec<Threshold>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Override {
    pub(crate) order: String,
    pub(crate) tier: Option<String>,
    pub(crate) weight: Option<f64>,
    pub(crate) reason: &'static str,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Change {
    pub(crate) from: At,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) weight: Option<Weight>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tiers: Vec<Tier>,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Gate {
    pub(crate) products: Vec<String>,
    pub(crate) thresholds: Vec<Threshold>,
}

impl Policy {
    pub(crate) fn new(id: &str, rule: &'static str) -> Self {
        Self { id: id.to_owned(), rule, ..Self::default() }
    }

    /// Whether it has weights, tiers or ratings to optimise by.
    pub(crate) fn is_optimised(&self) -> bool {
        matches!(self.rule, "score" | "tiers" | "dpas" | "sequence")
    }

    /// Whether one tranche comes after the other, whatever it weighs.
    pub(crate) fn is_in_turn(&self) -> bool {
        matches!(self.rule, "dpas" | "sequence") || self.inside == Some("sequence")
    }

    /// Whether it goes by criteria.
    pub(crate) fn is_weighted(&self) -> bool {
        self.rule == "score" || self.inside == Some("weighted")
    }

    /// The names of its tiers.
    pub(crate) fn tier_names(&self) -> Vec<String> {
        let tiers = self.tiers.iter().map(|tier| tier.id);
        let usual: &[_] = if self.ratings.is_empty() { &["DX", "DO"] } else { &self.ratings };
        let ratings = usual.iter().copied().chain(["unrated"]);
        let ratings = ratings.filter(|_| self.rule == "dpas");
        tiers.chain(ratings).map(str::to_owned).collect()
    }

    /// The queue instead, under the same name and with the same gates.
    pub(crate) fn queue_instead(&mut self) {
        let (id, gates) = (self.id.clone(), std::mem::take(&mut self.gates));
        *self = Self { gates, ..Self::new(&id, "first_come_first_served") };
    }
}

/// At least so much of an attribute.
pub(crate) fn at_least(attribute: &str, bound: f64) -> Threshold {
    Threshold { attribute: attribute.to_owned(), at_least: Some(bound), at_most: None }
}

/// One to three criteria: `front` is not known of everybody, `rank` is better if small.
pub(crate) fn criteria(random: &mut Random) -> Vec<Criterion> {
    let weight = |random: &mut Random| random.one_of(&[None, None, Some(0.4)]);
    let floor = f64::from(random.whole(0, 2));
    let spending = Criterion {
        attribute: "spending",
        floor,
        target: floor + f64::from(random.whole(2, 4)),
        weight: weight(random),
        missing: None,
    };
    let front = Criterion {
        attribute: "front",
        floor: 0.0,
        target: 1.0,
        weight: weight(random),
        missing: Some(random.one_of(&[0.0, 0.5])),
    };
    let rank = Criterion {
        attribute: "rank",
        floor: 9.0,
        target: 1.0,
        weight: weight(random),
        missing: None,
    };
    let all = [spending, front, rank];
    let count = random.one_of(&[1, 1, 2, 2, 3]);
    random.places(count, 3).into_iter().map(|place| all[place].clone()).collect()
}

/// Two or three tiers by what a partner spends and where it is.
pub(crate) fn tiers(count: usize, random: &mut Random) -> Vec<Tier> {
    let bound = random.one_of(&[2.5, 3.0, 3.5, 4.0]);
    let mut first = vec![at_least("spending", bound)];
    if random.chance(30) {
        first.push(at_least("front", 1.0));
    }
    let mut second = vec![at_least("spending", bound - random.one_of(&[0.5, 1.0, 1.5]))];
    if random.chance(40) {
        second = vec![Threshold {
            attribute: "rank".to_owned(),
            at_least: random.one_of(&[None, Some(1.0)]),
            at_most: Some(f64::from(random.whole(3, 6))),
        }];
    }
    let mut all = vec![Tier { id: "first", thresholds: first }];
    if count > 2 {
        all.push(Tier { id: "second", thresholds: second });
    }
    all.push(Tier { id: "others", thresholds: Vec::new() });
    all
}
