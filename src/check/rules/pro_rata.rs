//! Shares in proportion to what is open.

use super::reading::{PlanIs, Reading, TiersBy, WeightsBy};
use crate::scenario::ProRata;

pub(super) fn read(_: &ProRata) -> Reading<'_> {
    Reading { tiers: TiersBy::Nothing, weights: WeightsBy::Nothing, plan: PlanIs::Shared }
}
