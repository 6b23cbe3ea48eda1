//! Strict tiers by thresholds.

use super::reading::{By, Goals, PlanIs, Reading, TiersBy, WeightsBy};
use super::score::USUAL;
use crate::scenario::{Inside, Tiers};

pub(super) fn read(tiers: &Tiers) -> Reading<'_> {
    let together = Goals { one_by_one: None, in_proportion: false };
    let (weights, goals) = match tiers.inside_given() {
        Inside::Weighted => {
            let scale = tiers.scale_given().unwrap_or(USUAL);
            (WeightsBy::Score { criteria: tiers.criteria(), scale }, together)
        }
        Inside::ByDate => (WeightsBy::Nothing, together),
        Inside::EqualSplit => (WeightsBy::Nothing, Goals { in_proportion: true, ..together }),
        Inside::Sequence => {
            (WeightsBy::Nothing, Goals { one_by_one: Some(By::Priority), ..together })
        }
    };
    Reading { tiers: TiersBy::Thresholds(tiers.tiers()), weights, plan: PlanIs::Best(goals) }
}
