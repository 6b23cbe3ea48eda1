//! At which attributes a partner changes tier.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::policy::PartnerStanding;
use crate::scenario::{Month, Partner, PartnerId, Threshold, Tier};

/// A value of one attribute at which a partner changes tier, its other attributes as they
/// are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TierFlip {
    /// The partner.
    pub partner: PartnerId,
    /// The attribute.
    pub attribute: String,
    /// Its value now; none if the partner does not have it.
    pub now: Option<f64>,
    /// The value at which the tier changes, as a threshold states it.
    pub value: f64,
    /// From which side, and whether the value itself is in the new tier.
    pub crossing: Crossing,
    /// The tier before. On the way from the present value: of several flips on one side,
    /// each begins in the tier to which the one before it led.
    pub from: String,
    /// The tier after.
    pub to: String,
}

/// How an attribute comes to a value at which the tier changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Crossing {
    /// Falling to less than the value.
    FallsBelow,
    /// Falling to the value.
    FallsTo,
    /// Rising to the value.
    RisesTo,
    /// Rising to more than the value.
    RisesAbove,
}

/// What a partner lacks of a tier above its own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct TierDistance {
    /// The partner.
    pub partner: PartnerId,
    /// The tier.
    pub tier: String,
    /// The thresholds that it does not meet, in their order.
    pub missing: Vec<Missing>,
}

/// A threshold that is not met.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Missing {
    /// The attribute.
    pub attribute: String,
    /// Its value now; none if the partner does not have it.
    pub now: Option<f64>,
    /// The least value that meets the threshold, if it has one.
    pub at_least: Option<f64>,
    /// The greatest value that meets the threshold, if it has one.
    pub at_most: Option<f64>,
}

/// One partner's flips, by attribute and value.
///
/// Between two bounds of thresholds nothing changes, so that it is enough to look at each
/// bound and at the numbers next to it.
pub(super) fn tier_flips(
    partner: &Partner,
    standing: &PartnerStanding,
    tiers: &[Tier],
    month: Month,
) -> Vec<TierFlip> {
    let all = || tiers.iter().flat_map(Tier::thresholds);
    let attributes: BTreeSet<&str> = all().map(Threshold::attribute).collect();
    let mut found = Vec::new();
    for attribute in attributes {
        let own = all().filter(|threshold| threshold.attribute() == attribute);
        let mut bounds: Vec<f64> =
            own.flat_map(|part| [part.lowest(), part.highest()]).flatten().collect();
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        let now = partner.attribute_in(attribute, month);
        let held = partner.clone();
        let tier = |value: f64| {
            let changed = held.clone().with_value_in(month, attribute, value);
            tiers.iter().position(|tier| changed.meets(tier.thresholds(), month)).unwrap_or(0)
        };
        let walk = Walk { partner, attribute, now, tiers, tier: &tier };
        let mut flips = match now {
            Some(now) => {
                let mut flips = walk.down(&bounds, now, standing.tier);
                flips.reverse();
                flips.extend(walk.up(&bounds, now, standing.tier));
                flips
            }
            // It can get any value: from the end at which its tier is what it is without.
            None if tier(f64::MIN) == standing.tier => walk.up(&bounds, f64::MIN, standing.tier),
            None if tier(f64::MAX) == standing.tier => walk.down(&bounds, f64::MAX, standing.tier),
            None => Vec::new(),
        };
        found.append(&mut flips);
    }
    found
}

/// The way of one attribute over all bounds.
struct Walk<'a> {
    partner: &'a Partner,
    attribute: &'a str,
    now: Option<f64>,
    tiers: &'a [Tier],
    tier: &'a dyn Fn(f64) -> usize,
}

impl Walk<'_> {
    fn up(&self, bounds: &[f64], now: f64, tier: usize) -> Vec<TierFlip> {
        let ahead = bounds.iter().filter(|bound| **bound >= now);
        let steps = ahead.flat_map(|&bound| {
            [(bound, Crossing::RisesTo, bound), (bound, Crossing::RisesAbove, bound.next_up())]
        });
        self.flips(steps.filter(|step| step.2 > now), tier)
    }

    fn down(&self, bounds: &[f64], now: f64, tier: usize) -> Vec<TierFlip> {
        let ahead = bounds.iter().rev().filter(|bound| **bound <= now);
        let steps = ahead.flat_map(|&bound| {
            [(bound, Crossing::FallsTo, bound), (bound, Crossing::FallsBelow, bound.next_down())]
        });
        self.flips(steps.filter(|step| step.2 < now), tier)
    }

    /// Steps are a bound, the way to it, and a number that has made this way.
    fn flips(
        &self,
        steps: impl Iterator<Item = (f64, Crossing, f64)>,
        mut tier: usize,
    ) -> Vec<TierFlip> {
        let name = |tier: usize| self.tiers.get(tier).map_or("", Tier::id).to_owned();
        let mut found = Vec::new();
        for (value, crossing, reached) in steps {
            let next = (self.tier)(reached);
            if next != tier {
                let (from, to) = (name(tier), name(next));
                let (partner, attribute) = (self.partner.id().clone(), self.attribute.to_owned());
                let now = self.now;
                found.push(TierFlip { partner, attribute, now, value, crossing, from, to });
                tier = next;
            }
        }
        found
    }
}

/// What one partner lacks of each tier above its own.
pub(super) fn distances(
    partner: &Partner,
    standing: &PartnerStanding,
    tiers: &[Tier],
    month: Month,
) -> Vec<TierDistance> {
    let missing = |threshold: &Threshold| {
        let now = partner.attribute_in(threshold.attribute(), month);
        let met = now.is_some_and(|value| threshold.is_met_by(value));
        (!met).then(|| Missing {
            attribute: threshold.attribute().to_owned(),
            now,
            at_least: threshold.lowest(),
            at_most: threshold.highest(),
        })
    };
    let above = tiers.iter().take(standing.tier);
    above
        .map(|tier| TierDistance {
            partner: partner.id().clone(),
            tier: tier.id().to_owned(),
            missing: tier.thresholds().iter().filter_map(missing).collect(),
        })
        .collect()
}
