//! Legal ratings.

use super::reading::{Goals, PlanIs, Reading, TiersBy, WeightsBy};
use crate::scenario::Dpas;

pub(super) fn read(dpas: &Dpas) -> Reading<'_> {
    Reading {
        tiers: TiersBy::Rating(dpas.ratings()),
        weights: WeightsBy::Nothing,
        plan: PlanIs::Best(Goals { required_dates: true, by_contract: true, in_proportion: false }),
    }
}
