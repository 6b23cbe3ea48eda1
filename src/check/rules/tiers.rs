//! Strict tiers by thresholds.

use super::reading::{Goals, PlanIs, Reading, TiersBy, WeightsBy};
use super::score::USUAL;
use crate::scenario::{Inside, Tiers};

pub(super) fn read(tiers: &Tiers) -> Reading<'_> {
    let (weights, in_proportion) = match tiers.inside_given() {
        Inside::Weighted => {
            let scale = tiers.scale_given().unwrap_or(USUAL);
            (WeightsBy::Score { criteria: tiers.criteria(), scale }, false)
        }
        Inside::ByDate => (WeightsBy::Nothing, false),
        Inside::EqualSplit => (WeightsBy::Nothing, true),
    };
    Reading {
        tiers: TiersBy::Thresholds(tiers.tiers()),
        weights,
        plan: PlanIs::Best(Goals { required_dates: false, by_contract: false, in_proportion }),
    }
}
