//! What a policy makes of a partner in a month: tier and weight, before multipliers.

use super::attribute::{attribute, meets_all};
use super::horizon::number;
use super::rules::{Reading, TiersBy, WeightsBy};
use crate::scenario::{Criterion, Curve, Partner, Policy, Tier, WeightScale};

/// Tier and weight of a partner in a month.
pub(super) fn merit(
    policy: &Policy,
    reading: &Reading<'_>,
    partner: &Partner,
    month: i64,
) -> (usize, f64) {
    let (mut tiers, mut weights) = (reading.tiers, reading.weights);
    // Each change says what is new; what it does not name stays.
    for change in policy.changes().iter().filter(|change| number(change.from()) <= month) {
        if let TiersBy::Thresholds(list) = &mut tiers
            && !change.new_tiers().is_empty()
        {
            *list = change.new_tiers();
        }
        if let WeightsBy::Score { criteria, scale } = &mut weights {
            if !change.new_criteria().is_empty() {
                *criteria = change.new_criteria();
            }
            *scale = change.new_scale().unwrap_or(*scale);
        }
    }
    let weight = match weights {
        WeightsBy::Nothing | WeightsBy::Score { criteria: [], .. } => 1.0,
        WeightsBy::Score { criteria, scale } => weight(scale, score(partner, criteria, month)),
    };
    (tier(partner, tiers, month), weight)
}

fn tier(partner: &Partner, tiers: TiersBy<'_>, month: i64) -> usize {
    match tiers {
        TiersBy::Nothing => 0,
        TiersBy::Thresholds(list) => first_met(partner, list, month),
        // Whatever the partner: ratings are those of orders.
        TiersBy::Rating(ratings) => ratings.len(),
    }
}

fn first_met(partner: &Partner, tiers: &[Tier], month: i64) -> usize {
    for (index, tier) in tiers.iter().enumerate() {
        if meets_all(partner, tier.thresholds(), month) {
            return index;
        }
    }
    0
}

/// The score of a partner, as a share of the highest score there can be.
fn score(partner: &Partner, criteria: &[Criterion], month: i64) -> f64 {
    let (mut score, mut highest) = (0.0, 0.0);
    for part in criteria {
        let value = attribute(partner, part.attribute(), month).or(part.missing());
        // Who lacks an attribute without a value for that is refused before.
        let value = value.unwrap_or(part.floor());
        let height = (value - part.floor()) / (part.target() - part.floor());
        score += height.clamp(0.0, 1.0) * part.weight();
        highest += part.weight();
    }
    if highest > 0.0 { (score / highest).clamp(0.0, 1.0) } else { 0.0 }
}

/// From a score to a weight.
fn weight(scale: WeightScale, score: f64) -> f64 {
    match scale.curve {
        Curve::Linear => scale.low + (scale.high - scale.low) * score,
        Curve::Geometric => scale.low * libm::pow(scale.high / scale.low, score),
    }
}

#[cfg(test)]
mod tests {
    use super::weight;
    use crate::scenario::WeightScale;

    #[test]
    fn the_highest_score_has_the_highest_weight() {
        let linear = WeightScale::linear(1.0, 5.0);
        let geometric = WeightScale::geometric(1.0, 16.0);
        for (score, straight, curved) in [(0.0, 1.0, 1.0), (0.25, 2.0, 2.0), (1.0, 5.0, 16.0)] {
            assert!((weight(linear, score) - straight).abs() < 1e-12);
            assert!((weight(geometric, score) - curved).abs() < 1e-12);
        }
    }
}
