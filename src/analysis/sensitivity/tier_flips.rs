//! At which attributes a partner changes tier.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::crossing::{Crossing, bounds, changes};
use crate::ranking::PartnerStanding;
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
pub(super) fn tier_flips(
    partner: &Partner,
    standing: &PartnerStanding,
    tiers: &[Tier],
    month: Month,
) -> Vec<TierFlip> {
    let all = || tiers.iter().flat_map(Tier::thresholds);
    let attributes: BTreeSet<&str> = all().map(Threshold::attribute).collect();
    let name = |tier: usize| tiers.get(tier).map_or("", Tier::id).to_owned();
    let mut found = Vec::new();
    for attribute in attributes {
        let now = partner.attribute_in(attribute, month);
        let tier = |value: f64| {
            let changed = partner.clone().with_value_in(month, attribute, value);
            tiers.iter().position(|tier| changed.meets(tier.thresholds(), month)).unwrap_or(0)
        };
        for change in changes(&bounds(all(), attribute), now, standing.tier, &tier) {
            found.push(TierFlip {
                partner: partner.id().clone(),
                attribute: attribute.to_owned(),
                now,
                value: change.value,
                crossing: change.crossing,
                from: name(change.from),
                to: name(change.to),
            });
        }
    }
    found
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
