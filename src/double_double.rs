//! Numbers of twice the precision of an `f64`, as the unevaluated sum of two of them.
//!
//! Whether two costs are equal decides what later levels may do, so that their difference must
//! not be lost in rounding. Sums and products after Dekker (1971) and Knuth: exact for two
//! `f64`, otherwise with an error of a few 2⁻¹⁰⁴. No fused instruction is used: the digits are
//! the same on every platform.

use std::cmp::Ordering;
use std::ops::{Add, AddAssign, Neg, Sub};

/// `high + low`, with `low` at most half a unit in the last place of `high`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct DoubleDouble {
    high: f64,
    low: f64,
}

/// 2²⁷ + 1, which splits an `f64` into two halves (Veltkamp).
const SPLITTER: f64 = 134_217_729.0;

/// The sum, and what rounding lost of it.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let b_part = sum - a;
    (sum, (a - (sum - b_part)) + (b - b_part))
}

fn split(a: f64) -> (f64, f64) {
    let c = SPLITTER * a;
    let high = c - (c - a);
    (high, a - high)
}

/// The product, and what rounding lost of it.
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let ((a1, a2), (b1, b2)) = (split(a), split(b));
    (product, ((a1 * b1 - product) + a1 * b2 + a2 * b1) + a2 * b2)
}

impl DoubleDouble {
    pub(crate) const ZERO: Self = Self { high: 0.0, low: 0.0 };

    /// The sum of two numbers, the second of which may be of any size.
    pub(crate) fn new(high: f64, low: f64) -> Self {
        let (sum, rest) = two_sum(high, low);
        // What is not finite has no rest.
        let exact = high.is_finite() && rest.is_finite();
        if exact { Self { high: sum, low: rest } } else { Self { high, low: 0.0 } }
    }

    /// The product of two `f64`, exactly.
    pub(crate) fn product(a: f64, b: f64) -> Self {
        let (high, low) = two_product(a, b);
        Self::new(high, low)
    }

    pub(crate) fn times(self, factor: f64) -> Self {
        let (high, low) = two_product(self.high, factor);
        Self::new(high, low + self.low * factor)
    }

    /// The nearest `f64`.
    pub(crate) fn high(self) -> f64 {
        self.high
    }

    /// What [`high`](Self::high) lacks.
    pub(crate) fn low(self) -> f64 {
        self.low
    }

    pub(crate) fn total_cmp(&self, other: &Self) -> Ordering {
        self.high.total_cmp(&other.high).then(self.low.total_cmp(&other.low))
    }

    pub(crate) fn min(self, other: Self) -> Self {
        if other.total_cmp(&self).is_lt() { other } else { self }
    }

    pub(crate) fn max(self, other: Self) -> Self {
        if other.total_cmp(&self).is_gt() { other } else { self }
    }
}

impl From<f64> for DoubleDouble {
    fn from(high: f64) -> Self {
        Self { high, low: 0.0 }
    }
}

impl Add for DoubleDouble {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (high, low) = two_sum(self.high, other.high);
        let (rest, lost) = two_sum(self.low, other.low);
        let sum = Self::new(high, low + rest);
        Self::new(sum.high, sum.low + lost)
    }
}

impl AddAssign for DoubleDouble {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for DoubleDouble {
    type Output = Self;

    fn neg(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }
}

impl Sub for DoubleDouble {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "to the last digit")]
mod tests {
    use super::DoubleDouble;

    #[test]
    fn a_sum_of_tenths_differs_from_three() {
        let tenth = DoubleDouble::from(0.1);
        let sum = tenth + DoubleDouble::from(0.2) - DoubleDouble::from(0.3);
        // 0.1 + 0.2 − 0.3 of the numbers that an f64 makes of them, exactly.
        assert_eq!(sum.high(), 2.0_f64.powi(-55));
    }

    #[test]
    fn products_are_exact() {
        let a = 1.0 + 2.0_f64.powi(-40);
        let square = DoubleDouble::product(a, a) - DoubleDouble::from(1.0 + 2.0_f64.powi(-39));
        assert_eq!(square.high(), 2.0_f64.powi(-80));
        let third = DoubleDouble::from(1.0 / 3.0);
        assert_eq!((third.times(3.0) - DoubleDouble::from(1.0)).high(), -(2.0_f64.powi(-54)));
    }

    #[test]
    fn what_cancels_leaves_its_rest() {
        let sum = DoubleDouble::new(1e16, 1.0) + DoubleDouble::new(-1e16, 1e-3);
        assert_eq!(sum.high(), 1.0 + 1e-3);
        assert_eq!(DoubleDouble::from(f64::INFINITY).times(2.0).high(), f64::INFINITY);
    }
}
