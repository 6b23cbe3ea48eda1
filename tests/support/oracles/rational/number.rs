//! Exact numbers: every finite `f64` is a rational with a power of two below the line.

use std::cmp::Ordering;

/// A fraction in lowest terms, of any size.
pub(crate) use dashu_ratio::RBig as Rational;

use super::refusal::Refusal;

/// The very number that an `f64` is.
pub(crate) fn exact(value: f64) -> Result<Rational, Refusal> {
    Rational::try_from(value).map_err(|_| Refusal::NotANumber)
}

/// An upper bound; none where it is infinite.
pub(crate) fn exact_upper(value: f64) -> Result<Option<Rational>, Refusal> {
    if value == f64::INFINITY { Ok(None) } else { exact(value).map(Some) }
}

/// The `f64` next to a number, to be shown.
pub(crate) fn nearest(value: &Rational) -> f64 {
    value.to_f64().value()
}

/// How a number compares with zero.
pub(crate) fn sign(value: &Rational) -> Ordering {
    value.cmp(&Rational::ZERO)
}

/// Σ cost · value.
pub(crate) fn dot(costs: &[Rational], values: &[Rational]) -> Rational {
    let mut sum = Rational::ZERO;
    for (cost, value) in costs.iter().zip(values) {
        if !cost.is_zero() && !value.is_zero() {
            sum += cost * value;
        }
    }
    sum
}
