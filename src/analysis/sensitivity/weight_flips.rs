//! At which weights of criteria two partners change places.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::ranking::PartnerStanding;
use crate::scenario::{Criterion, PartnerId, PolicyTerms};
use crate::tolerance::ROUNDING;

/// A weight of a criterion at which the scores of two partners are equal, the other
/// weights as they are. On either side of it another one of them comes first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WeightFlip {
    /// The attribute of the criterion.
    pub attribute: String,
    /// Its weight now.
    pub now: f64,
    /// The weight at which the two are equal, above 0.
    pub weight: f64,
    /// The tier that both are in.
    pub tier: String,
    /// The one who comes first at lower weights.
    pub below: PartnerId,
    /// The one who comes first at higher weights.
    pub above: PartnerId,
}

/// All pairs of one tier, by attribute and weight.
///
/// With a the points of all other criteria and n the normalised attribute, the scores are
/// `a + n · weight`; those of p and q are equal at `(a_p − a_q) / (n_q − n_p)`. The share of
/// the highest score, from which weights follow, divides both by the same number.
pub(super) fn weight_flips(
    standings: &[&PartnerStanding],
    terms: &PolicyTerms<'_>,
    tiers: &[String],
) -> Vec<WeightFlip> {
    let criteria = terms.criteria();
    let attributes: BTreeSet<&str> = criteria.iter().map(Criterion::attribute).collect();
    let mut found = Vec::new();
    for attribute in attributes {
        let weighs = |part: &&Criterion| part.attribute() == attribute;
        let Some(now) = criteria.iter().find(weighs).map(Criterion::weight) else { continue };
        let scores: Vec<(&PartnerStanding, f64, f64)> = standings
            .iter()
            .filter(|standing| standing.score.is_some())
            .map(|standing| {
                let parts = || criteria.iter().zip(&standing.parts);
                let own = parts().filter(|(criterion, _)| weighs(criterion));
                let rest = parts().filter(|(criterion, _)| !weighs(criterion));
                let rest: f64 = rest.map(|(_, part)| part.points).sum();
                (*standing, rest, own.map(|(_, part)| part.normalised).sum())
            })
            .collect();
        for (index, &(one, rest, slope)) in scores.iter().enumerate() {
            for &(other, other_rest, other_slope) in &scores[index + 1..] {
                if one.tier != other.tier {
                    continue;
                }
                let (ahead, steeper) = (rest - other_rest, slope - other_slope);
                // What rounding leaves between equal sums is no difference.
                let same = |a: f64, b: f64| (a - b).abs() <= ROUNDING * (a.abs() + b.abs());
                if same(rest, other_rest) || same(slope, other_slope) {
                    continue;
                }
                let weight = -ahead / steeper;
                if weight > 0.0 && weight.is_finite() {
                    let (above, below) = if steeper > 0.0 { (one, other) } else { (other, one) };
                    found.push(WeightFlip {
                        attribute: attribute.to_owned(),
                        now,
                        weight,
                        tier: tiers.get(one.tier).cloned().unwrap_or_default(),
                        below: below.partner.clone(),
                        above: above.partner.clone(),
                    });
                }
            }
        }
    }
    // Pairs come by id already.
    found.sort_by(|a, b| a.attribute.cmp(&b.attribute).then_with(|| a.weight.total_cmp(&b.weight)));
    found
}
