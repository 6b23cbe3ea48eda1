//! Legal ratings: one tranche after the other, by rating and required date.

use super::reading::{By, Goals, PlanIs, Reading, TiersBy, WeightsBy};
use crate::scenario::Dpas;

pub(super) fn read(dpas: &Dpas) -> Reading<'_> {
    Reading {
        tiers: TiersBy::Rating(dpas.ratings()),
        weights: WeightsBy::Nothing,
        plan: PlanIs::Best(Goals { one_by_one: Some(By::RequiredDate), in_proportion: false }),
    }
}
