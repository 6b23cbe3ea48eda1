//! At which numbers a policy would decide otherwise.

use serde::{Deserialize, Serialize};

use super::gate_flips::{GateFlip, gate_flips};
use super::sweep_error::SweepError;
use super::tier_flips::{TierDistance, TierFlip, distances, tier_flips};
use super::weight_flips::{WeightFlip, weight_flips};
use crate::ranking::{PartnerStanding, Ranking, rank};
use crate::scenario::{Month, Policy, PolicyId, Scenario};

/// The numbers at which a policy would decide otherwise in one month: attributes at which a
/// partner changes tier or comes through a gate, and weights of criteria at which two partners change places.
///
/// All are exact: of a threshold the very number that it states, of a weight the root of
/// the two scores, which are linear in it. Nothing is planned; a
/// [sweep](crate::analysis::sweep_weight) shows what a flip does to dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct FlipPoints {
    /// Version of the format.
    pub version: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// The policy.
    pub policy: PolicyId,
    /// The month whose attributes, thresholds and criteria these are.
    pub month: Month,
    /// Where one attribute alone moves a partner to another tier, by partner, attribute
    /// and value.
    pub tiers: Vec<TierFlip>,
    /// What each partner lacks of each tier above its own, by partner and tier.
    pub distances: Vec<TierDistance>,
    /// Where one attribute alone opens or closes the gates of a product to a partner, by
    /// partner, product, attribute and value.
    pub gates: Vec<GateFlip>,
    /// Where two partners of one tier change places, by attribute and weight.
    pub weights: Vec<WeightFlip>,
}

/// The flip points of a policy in a month, for instance the scenario's first.
///
/// Attributes, thresholds and criteria are those that hold in the month. Overrides are left
/// as they are: they speak of orders, not of partners.
///
/// Complexity: O(partners × products × thresholds² + partners² × criteria).
///
/// # Errors
///
/// [`SweepError::Insensitive`] if the policy has no thresholds, gates or criteria,
/// [`SweepError::Policy`] if it is not valid for the scenario.
///
/// ```
/// use apportion::analysis::flip_points;
/// use apportion::scenario::{Line, Partner, Policy, Product, Ramp, Scenario, Tier};
///
/// let scenario = Scenario::builder("pumps", "2026-01".parse()?, 12)
///     .product(Product::new("pump"))
///     .line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
///     .partner(Partner::new("romania").attribute("spending", 2.2))
///     .build()?;
/// let tiers = [Tier::new("first").at_least("spending", 2.9), Tier::new("others")];
///
/// let flips = flip_points(&scenario, &Policy::tiers("tiers", tiers), scenario.start())?;
/// assert_eq!(flips.tiers.len(), 1);
/// assert_eq!((flips.tiers[0].value, flips.tiers[0].to.as_str()), (2.9, "first"));
/// println!("{flips}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn flip_points(
    scenario: &Scenario,
    policy: &Policy,
    month: Month,
) -> Result<FlipPoints, SweepError> {
    let ranking = rank(scenario, policy)?;
    let terms = policy.terms_in(month);
    let standings = in_month(&ranking, month);
    let scored = standings.iter().any(|standing| standing.score.is_some());
    if policy.tier_list().is_empty() && !scored && policy.gates().is_empty() {
        return Err(SweepError::Insensitive(policy.id().to_string()));
    }
    let (tiers, distances) = if policy.tier_list().is_empty() {
        (Vec::new(), Vec::new())
    } else {
        let of = |(partner, standing)| tier_flips(partner, standing, terms.tiers(), month);
        let gaps = |(partner, standing)| distances(partner, standing, terms.tiers(), month);
        let all = || scenario.partners().iter().zip(standings.iter().copied());
        (all().flat_map(of).collect(), all().flat_map(gaps).collect())
    };
    let weights = weight_flips(&standings, &terms, ranking.tiers());
    Ok(FlipPoints {
        version: FlipPoints::VERSION,
        scenario: scenario.name().to_owned(),
        policy: policy.id().clone(),
        month,
        tiers,
        distances,
        gates: gate_flips(scenario, policy, month),
        weights,
    })
}

/// The standing of each partner in a month.
fn in_month(ranking: &Ranking, month: Month) -> Vec<&PartnerStanding> {
    let mut standings: Vec<&PartnerStanding> = ranking.partners().iter().collect();
    for change in ranking.changes().iter().take_while(|change| change.from <= month) {
        for standing in &change.partners {
            let place = standings.binary_search_by(|known| known.partner.cmp(&standing.partner));
            if let Some(place) = place.ok().and_then(|index| standings.get_mut(index)) {
                *place = standing;
            }
        }
    }
    standings
}

impl FlipPoints {
    /// The version of the format that this release writes.
    pub const VERSION: u32 = 1;

    /// The flips of one partner, by attribute and value.
    pub fn of_partner<'a>(&'a self, partner: &'a str) -> impl Iterator<Item = &'a TierFlip> {
        self.tiers.iter().filter(move |flip| flip.partner == *partner)
    }

    /// Writes the flip points as JSON.
    ///
    /// # Errors
    ///
    /// [`SweepError::Json`] if they cannot be written.
    pub fn to_json(&self) -> Result<String, SweepError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads flip points written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`SweepError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, SweepError> {
        Ok(serde_json::from_str(text)?)
    }
}
