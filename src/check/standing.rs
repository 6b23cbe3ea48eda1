//! Tier and weight of every order by month, and from when it may be served.

use std::collections::BTreeMap;

use super::gate::{Opens, opens};
use super::horizon::{Horizon, between};
use super::merit::merit;
use super::rules::{Reading, TiersBy};
use super::tranche::Tranche;
use crate::scenario::{Order, Override, Policy, Scenario};

/// What a policy makes of the orders of a scenario.
pub(super) struct Standings {
    /// The names of the tiers, the highest first.
    pub(super) tiers: Vec<String>,
    /// For each order its place in the list.
    of: Vec<usize>,
    list: Vec<Standing>,
    /// For each order.
    pub(super) opens: Vec<Opens>,
}

/// Tier and weight by month, multiplier included, without urgency and ageing.
#[derive(PartialEq)]
pub(super) struct Standing {
    /// The first holds from the first month; ascending.
    pub(super) steps: Vec<Step>,
}

/// Tier and weight from a month on.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Step {
    /// Index of the month, below zero before the first.
    pub(super) from: i64,
    pub(super) tier: usize,
    pub(super) weight: f64,
}

impl Standing {
    /// What holds in the month at an index.
    pub(super) fn at(&self, index: usize) -> Step {
        self.in_month(index as i64)
    }

    /// What holds in a month, which may lie before the first.
    pub(super) fn in_month(&self, index: i64) -> Step {
        let after = self.steps.partition_point(|step| step.from <= index);
        self.steps[after.saturating_sub(1)]
    }

    /// What holds in some month from the first on.
    pub(super) fn still_to_come(&self) -> &[Step] {
        let over = self.steps.partition_point(|step| step.from <= 0);
        &self.steps[over.saturating_sub(1)..]
    }

    /// Whether anything changes.
    pub(super) fn changes(&self) -> bool {
        self.steps.len() > 1
    }
}

impl Standings {
    pub(super) fn new(
        scenario: &Scenario,
        policy: &Policy,
        reading: &Reading<'_>,
        tranches: &[Tranche],
        first: &[usize],
        horizon: &Horizon,
    ) -> Self {
        let tiers = names(reading.tiers);
        let overrides = policy.overrides().iter().enumerate();
        let overrides: BTreeMap<&str, (usize, &Override)> =
            overrides.map(|(index, part)| (part.order().as_str(), (index, part))).collect();
        let mut standings = Self { tiers, of: Vec::new(), list: Vec::new(), opens: Vec::new() };
        let mut merits: BTreeMap<usize, Vec<Step>> = BTreeMap::new();
        let mut doors: BTreeMap<(usize, usize), Opens> = BTreeMap::new();
        // From the beginning of the plan that was made first.
        let past = between(scenario.since(), horizon.month(0));
        let mut known = BTreeMap::new();
        for (position, order) in scenario.orders().iter().enumerate() {
            // Every order has a tranche.
            let own = tranches.get(first[position]).filter(|tranche| tranche.order == position);
            let (partner, product) = own.map_or((0, 0), |own| (own.partner, own.product));
            let part = &scenario.partners()[partner];
            let ware = &scenario.products()[product];
            let merit = merits.entry(partner).or_insert_with(|| {
                by_month(horizon, past, |month| merit(policy, reading, part, month))
            });
            let door = doors.entry((partner, product));
            standings.opens.push(*door.or_insert_with(|| opens(policy, ware, part, horizon, past)));
            let rated = rated(reading.tiers, order);
            let ruled = overrides.get(order.id().as_str()).copied();
            let key = (partner, product, rated, ruled.map(|part| part.0));
            let next = standings.list.len();
            let place = *known.entry(key).or_insert(next);
            if place == next {
                let factor = policy.multipliers().get(ware.id()).copied().unwrap_or(1.0);
                let standing = standings.standing(merit, rated, factor, ruled.map(|part| part.1));
                standings.list.push(standing);
            }
            standings.of.push(place);
        }
        standings.merge();
        standings
    }

    /// The standing of an order.
    pub(super) fn of(&self, order: usize) -> &Standing {
        &self.list[self.of[order]]
    }

    /// The number of an order's standing: the same for the same tiers and weights.
    pub(super) fn number(&self, order: usize) -> usize {
        self.of[order]
    }

    fn standing(
        &self,
        merit: &[Step],
        rated: Option<usize>,
        factor: f64,
        ruled: Option<&Override>,
    ) -> Standing {
        let tier = ruled.and_then(Override::tier_id);
        let tier = tier.and_then(|id| self.tiers.iter().position(|name| name == id)).or(rated);
        // An override's weight stands for that of the policy, multiplier included.
        let weight = ruled.and_then(Override::weight_given);
        let mut steps: Vec<Step> = merit
            .iter()
            .map(|step| Step {
                from: step.from,
                tier: tier.unwrap_or(step.tier),
                weight: weight.unwrap_or(step.weight * factor),
            })
            .collect();
        steps.dedup_by(|next, step| same(next, step));
        Standing { steps }
    }

    /// Gives orders that stand alike the same number.
    fn merge(&mut self) {
        let mut known = BTreeMap::new();
        let mut place = Vec::with_capacity(self.list.len());
        for (index, standing) in self.list.iter().enumerate() {
            let steps = standing.steps.iter();
            let key: Vec<_> =
                steps.map(|step| (step.from, step.tier, step.weight.to_bits())).collect();
            place.push(*known.entry(key).or_insert(index));
        }
        self.of.iter_mut().for_each(|of| *of = place[*of]);
    }
}

#[allow(clippy::float_cmp, reason = "only the very same weight is no change")]
fn same(one: &Step, other: &Step) -> bool {
    one.tier == other.tier && one.weight == other.weight
}

/// Month by month, from so many before the first on, with an entry where something changes.
fn by_month(horizon: &Horizon, past: i64, merit: impl Fn(i64) -> (usize, f64)) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    for from in -past..horizon.months as i64 {
        let (tier, weight) = merit(horizon.number(0) + from);
        let step = Step { from, tier, weight };
        if steps.last().is_none_or(|last| !same(last, &step)) {
            steps.push(step);
        }
    }
    steps
}

/// The names of tiers, the highest first.
fn names(tiers: TiersBy<'_>) -> Vec<String> {
    match tiers {
        TiersBy::Nothing => vec!["all".to_owned()],
        TiersBy::Thresholds(list) => list.iter().map(|tier| tier.id().to_owned()).collect(),
        TiersBy::Rating(ratings) => {
            ratings.iter().map(String::as_str).chain(["unrated"]).map(str::to_owned).collect()
        }
    }
}

/// The tier of an order where ratings decide.
fn rated(tiers: TiersBy<'_>, order: &Order) -> Option<usize> {
    match tiers {
        TiersBy::Nothing | TiersBy::Thresholds(_) => None,
        TiersBy::Rating(ratings) => {
            let own = order.rating_given();
            let known = own.and_then(|own| ratings.iter().position(|rating| rating == own));
            Some(known.unwrap_or(ratings.len()))
        }
    }
}
