//! From when a partner may have a product.

use super::attribute::meets_all;
use super::horizon::Horizon;
use crate::scenario::{Gate, Partner, Policy, Product};

/// From when an order may be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    /// In every month.
    Always,
    /// From the month at an index on.
    At(usize),
    /// In no month.
    Never,
}

impl Opens {
    /// The index of the first month that gates allow; none if there is none.
    pub(super) fn first(self) -> Option<usize> {
        match self {
            Self::Always => Some(0),
            Self::At(index) => Some(index),
            Self::Never => None,
        }
    }
}

/// From when a partner may have a product: the first month by which it has met every gate before
/// it, from so many months before the first on. Each that has opened stays open.
pub(super) fn opens(
    policy: &Policy,
    product: &Product,
    partner: &Partner,
    horizon: &Horizon,
    since: i64,
) -> Opens {
    let gates = policy.gates().iter().filter(|gate| gate.products().contains(product.id()));
    let met = |gate: &Gate| {
        let mut months = -since..horizon.months as i64;
        months.find(|index| meets_all(partner, gate.thresholds(), horizon.number(0) + index))
    };
    // Where one is never met there is no such month.
    let last = gates.map(met).try_fold(-since, |last, met| Some(last.max(met?)));
    match last {
        Some(index) if index <= 0 => Opens::Always,
        Some(index) => Opens::At(index as usize),
        None => Opens::Never,
    }
}
