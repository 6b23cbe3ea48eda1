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

/// From when a partner may have a product: the first month in which it meets all gates before
/// it, from so many months before the first on. What has opened stays open.
pub(super) fn opens(
    policy: &Policy,
    product: &Product,
    partner: &Partner,
    horizon: &Horizon,
    since: i64,
) -> Opens {
    let gates: Vec<&Gate> =
        policy.gates().iter().filter(|gate| gate.products().contains(product.id())).collect();
    let through = |month: i64| {
        let mut gates = gates.iter();
        gates.all(|gate| meets_all(partner, gate.thresholds(), month))
    };
    let mut months = -since..horizon.months as i64;
    let first = months.find(|index| through(horizon.number(0) + index));
    match first {
        Some(index) if index <= 0 => Opens::Always,
        Some(index) => Opens::At(index as usize),
        None => Opens::Never,
    }
}
