//! First come, first served: one order after the other, by contract date.

use super::reading::{PlanIs, Reading, TiersBy, WeightsBy};
use crate::check::horizon::number;
use crate::scenario::{Order, Partner, Queue};

pub(super) fn read(_: &Queue) -> Reading<'_> {
    // Who gives no day comes after all days of the month.
    let turn = |order: &Order, _: &Partner| {
        let day = order.signed_when().day().map_or(32, i64::from);
        (number(order.signed()) * 40 + day) as f64
    };
    Reading {
        tiers: TiersBy::Nothing,
        weights: WeightsBy::Nothing,
        plan: PlanIs::InTurn(Box::new(turn)),
    }
}
