//! What one plan of a study means beyond dates: value, concentration, use, cost.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::error::CompareError;
use super::gini::gini;
use super::least::{BothLeast, Cost};
use super::outcome::PartnerOutcome;
use super::value::Value;
use crate::analysis::Side;
use crate::plan::{Plan, ResourceKey, ResourceUse};
use crate::scenario::{PartnerId, Scenario};
use crate::tolerance;

/// What one plan of a [`Study`](crate::analysis::Study) means beyond dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Depth {
    /// Everybody's orders in value.
    pub value: Value,
    /// How unequally waiting is spread: the [Gini coefficient](crate::analysis::gini) of the average
    /// waits of the partners, each with the units it ordered as its weight. None if nobody
    /// waits.
    pub concentration: Option<f64>,
    /// Use of everything that is supplied, by kind and id.
    pub resources: Vec<Utilisation>,
    /// What the policy costs against the best possible, in unit-months.
    pub cost: Cost,
    /// What it costs against the best possible in value, in value-months.
    pub cost_in_value: Cost,
    /// Each partner in value, by id.
    pub partners: Vec<PartnerValue>,
}

/// How much of something supplied is used over all months.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Utilisation {
    /// What it is.
    pub resource: ResourceKey,
    /// How much there is; where what is left is kept, all that was in stock at first or
    /// arrived.
    pub offered: f64,
    /// What is used of it.
    pub used: f64,
    /// The share that is used; none if nothing is offered.
    pub share: Option<f64>,
    /// Months in which none of it is left.
    pub months_full: usize,
}

/// What one plan means for one partner in value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartnerValue {
    /// The partner.
    pub partner: PartnerId,
    /// Its orders in value.
    pub value: Value,
    /// Value-months by which it waits less than in the baseline (below zero: more): the
    /// difference of the average waits by value, times the value ordered here. None
    /// without orders, here or there.
    pub gain: Option<f64>,
}

impl Depth {
    pub(super) fn of(
        scenario: &Scenario,
        plan: &Plan,
        least: BothLeast,
    ) -> Result<Self, CompareError> {
        let mut total = Value::default();
        let mut partners: BTreeMap<&PartnerId, Value> =
            plan.backlog.partners.keys().map(|id| (id, Value::default())).collect();
        let (mut late, mut late_value) = (0.0, 0.0);
        for order in plan.orders.iter().filter(|order| !order.eligibility.is_never()) {
            let known = scenario.products().binary_search_by(|part| part.id().cmp(&order.product));
            let product = known.ok().map(|index| &scenario.products()[index]);
            let unit = product.ok_or_else(|| {
                let plan = format!("{} under {}", plan.scenario, plan.policy.id());
                CompareError::OtherScenario { plan, scenario: scenario.name().to_owned() }
            })?;
            total.add(plan, order, unit.value());
            partners.entry(&order.partner).or_default().add(plan, order, unit.value());
            let sides = order.tranches.iter().map(|tranche| Side::of_tranche(plan, tranche));
            let waiting: f64 = sides.map(|side| side.backlog).sum();
            late += waiting;
            late_value += unit.value() * waiting;
        }
        let outcomes = PartnerOutcome::all(plan);
        let waits: Vec<(f64, f64)> = outcomes
            .iter()
            .filter_map(|outcome| Some((outcome.average_wait?, outcome.ordered)))
            .collect();
        Ok(Self {
            value: total,
            concentration: gini(&waits),
            resources: plan
                .resources
                .iter()
                .filter(|part| part.kind().is_supply())
                .map(Utilisation::of)
                .collect(),
            cost: Cost::of(late, least.units),
            cost_in_value: Cost::of(late_value, least.value),
            partners: partners
                .into_iter()
                .map(|(id, value)| PartnerValue { partner: id.clone(), value, gain: None })
                .collect(),
        })
    }

    /// Notes the gains against the same partners in the baseline.
    pub(super) fn measure_against(&mut self, baseline: &Self) {
        for part in &mut self.partners {
            let before = baseline.partner(part.partner.as_str());
            let before = before.and_then(|before| before.value.average_wait());
            part.gain = before.zip(part.value.average_wait()).map(|(before, now)| {
                // What rounding leaves between equal waits is no gain.
                let same = tolerance::equal(before, now, before);
                if same { 0.0 } else { (before - now) * part.value.ordered }
            });
        }
    }

    /// What the plan means for a partner in value.
    pub fn partner(&self, id: &str) -> Option<&PartnerValue> {
        let position = self.partners.binary_search_by(|part| part.partner.as_str().cmp(id));
        position.ok().map(|index| &self.partners[index])
    }

    /// Partners who wait fewer value-months than in the baseline, most first.
    pub fn winners(&self) -> Vec<&PartnerValue> {
        self.by_gain(1.0)
    }

    /// Partners who wait more value-months than in the baseline, most first.
    pub fn losers(&self) -> Vec<&PartnerValue> {
        self.by_gain(-1.0)
    }

    fn by_gain(&self, sign: f64) -> Vec<&PartnerValue> {
        let gain = |part: &PartnerValue| sign * part.gain.unwrap_or(0.0);
        let mut found: Vec<&PartnerValue> =
            self.partners.iter().filter(|part| gain(part) > 0.0).collect();
        found.sort_by(|a, b| gain(b).total_cmp(&gain(a)));
        found
    }
}

impl Utilisation {
    fn of(part: &ResourceUse) -> Self {
        let used = part.used.iter().sum::<f64>() + 0.0;
        Self {
            resource: part.resource.clone(),
            offered: part.left.last().map_or_else(|| part.total() + 0.0, |last| used + last),
            used,
            share: part.utilisation(),
            months_full: part.months_used_up().len(),
        }
    }
}
