//! A level with the prices that are to prove it, and where the levels before have put things.

use super::code::Code;
use super::objective::Objective;
use super::report::Report;
use crate::tolerance::same_cost;

/// What is proven of a level.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proven {
    pub(super) bound: f64,
    /// The sum of the sizes of what it is made of: what rounding may lose is a share of it.
    pub(super) size: f64,
}

impl Proven {
    pub(super) fn add(&mut self, price: f64, amount: f64) {
        self.bound += price * amount;
        self.size += (price * amount).abs();
    }
}

/// A level with the prices that are to prove it: a list by month for each resource.
pub(super) struct Priced<'a> {
    pub(super) objective: &'a Objective,
    pub(super) prices: Vec<Vec<f64>>,
    /// A difference in cost of no more than this is none.
    pub(super) tolerance: f64,
    pub(super) proven: Proven,
}

/// Where the levels before have put what lies between nothing and a most.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Put {
    Anywhere,
    AtNothing,
    AtMost,
}

impl Put {
    /// What a reduced cost adds to the bound for an amount from nothing to `most`.
    pub(super) fn least(self, reduced: f64, most: f64) -> f64 {
        let full = || if most == 0.0 { 0.0 } else { reduced * most };
        match self {
            Self::Anywhere if reduced < 0.0 => full(),
            Self::AtMost => full(),
            Self::Anywhere | Self::AtNothing => 0.0,
        }
    }

    /// Narrows by the reduced cost `a − b`.
    pub(super) fn narrow(&mut self, a: f64, b: f64, tolerance: f64) {
        if *self == Self::Anywhere && !same_cost(a, b, tolerance) {
            *self = if a > b { Self::AtNothing } else { Self::AtMost };
        }
    }
}

/// Reports a price that proves nothing, and moves it to where it does.
pub(super) fn valid(
    price: &mut f64,
    least: f64,
    tolerance: f64,
    path: impl Fn() -> String,
    report: &mut Report,
) {
    if !price.is_finite() {
        report.add(Code::PriceInvalid, path(), *price, "a finite number");
        *price = 0.0;
    } else if *price < least - tolerance {
        report.add(Code::PriceInvalid, path(), *price, format!("at least {least}"));
    }
    *price = price.max(least);
}
