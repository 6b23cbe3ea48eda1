//! First come, first served: one order after the other, by contract date, each as early as possible
//! or by its due month.

use super::reading::{PlanIs, Reading, TiersBy, WeightsBy};
use crate::check::horizon::number;
use crate::scenario::{Order, Partner, Placement, Queue};

pub(super) fn read(queue: &Queue) -> Reading<'_> {
    let by_due = match queue.placement() {
        Placement::Earliest => false,
        Placement::ByDue => true,
    };
    // Who gives no day comes after all days of the month.
    let turn = |order: &Order, _: &Partner| {
        let day = order.signed_when().day().map_or(32, i64::from);
        (number(order.signed()) * 40 + day) as f64
    };
    Reading {
        tiers: TiersBy::Nothing,
        weights: WeightsBy::Nothing,
        plan: PlanIs::InTurn { turn: Box::new(turn), by_due },
    }
}
