//! One tier; a score gives weights.

use super::reading::{Goals, PlanIs, Reading, TiersBy, WeightsBy};
use crate::scenario::{Curve, Score, WeightScale};

/// How scores become weights where nothing is written: straight from 1 to 10.
pub(super) const USUAL: WeightScale = WeightScale { low: 1.0, high: 10.0, curve: Curve::Linear };

pub(super) fn read(score: &Score) -> Reading<'_> {
    let scale = score.scale_given().unwrap_or(USUAL);
    Reading {
        tiers: TiersBy::Nothing,
        weights: WeightsBy::Score { criteria: score.criteria(), scale },
        plan: PlanIs::Best(Goals { one_by_one: None, in_proportion: false }),
    }
}
