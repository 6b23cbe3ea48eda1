//! First come, first served: one order after the other, by contract month.

use super::reading::{PlanIs, Reading, TiersBy, WeightsBy};
use crate::check::horizon::number;
use crate::scenario::{Order, Partner, Queue};

pub(super) fn read(_: &Queue) -> Reading<'_> {
    let turn = |order: &Order, _: &Partner| number(order.signed()) as f64;
    Reading {
        tiers: TiersBy::Nothing,
        weights: WeightsBy::Nothing,
        plan: PlanIs::InTurn(Box::new(turn)),
    }
}
