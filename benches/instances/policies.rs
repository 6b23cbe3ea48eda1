//! Partners and the policies by which they are ranked.

use apportion::scenario::{Criterion, Partner, Policy, Score, Tier, Tiers, WeightScale};

use super::case::Shape;
use super::chance::Chance;

/// Every partner's orders weigh as much as its attribute `weight`.
pub(crate) const WEIGHTED: &str = "weighted";

/// Four strict tiers by the attribute `rank`, weighted inside each.
pub(crate) const TIERS: &str = "tiers";

/// From 1 on in 2^10 steps, so that a whole-number weight comes out exactly.
const HIGHEST: f64 = 1025.0;

const FEW: [f64; 5] = [1.0, 3.0, 10.0, 100.0, 1000.0];

pub(super) fn partners(shape: Shape, chance: &mut Chance) -> Vec<Partner> {
    let weights: Vec<f64> =
        if shape == Shape::Few { FEW.to_vec() } else { (1..=1000).map(f64::from).collect() };
    let partner = |(index, weight): (usize, f64)| {
        Partner::new(name(index))
            .attribute("weight", weight)
            .attribute("rank", f64::from(chance.whole(1, 4)))
    };
    weights.into_iter().enumerate().map(partner).collect()
}

/// The id of a partner.
pub(super) fn name(index: usize) -> String {
    format!("partner {index:04}")
}

pub(super) fn policies() -> [Policy; 2] {
    let criterion = || Criterion::new("weight", 1.0, HIGHEST);
    let scale = WeightScale::linear(1.0, HIGHEST);
    let tier = |rank: u32| Tier::new(format!("rank {rank}")).at_most("rank", f64::from(rank));
    let tiers = [tier(1), tier(2), tier(3), Tier::new("others")];
    [
        Policy::new(WEIGHTED, Score::new([criterion()]).weights(scale)),
        Policy::new(TIERS, Tiers::new(tiers).weighted_by([criterion()]).weights(scale)),
    ]
}
