//! One tranche after the other, by priority.

use super::reading::{By, Goals, PlanIs, Reading, TiersBy, WeightsBy};
use crate::scenario::Sequence;

pub(super) fn read(_: &Sequence) -> Reading<'_> {
    Reading {
        tiers: TiersBy::Nothing,
        weights: WeightsBy::Nothing,
        plan: PlanIs::Best(Goals { one_by_one: Some(By::Priority), in_proportion: false }),
    }
}
