//! What the oracle relies on in the crate for fractions.

use std::cmp::Ordering;

use super::super::number::{exact_upper, sign};
use super::super::{Rational, Refusal, exact, nearest};
use super::random::Random;

/// Mantissa and exponent, read off the bits (IEEE 754).
fn by_bits(value: f64) -> Rational {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i64;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, power) =
        if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) };
    let base = if power < 0 { Rational::ONE / two() } else { two() };
    let size = (0..power.unsigned_abs()).fold(Rational::from(mantissa), |size, _| size * &base);
    if value.is_sign_negative() { -size } else { size }
}

fn two() -> Rational {
    Rational::from(2)
}

#[test]
fn every_f64_is_the_number_that_its_bits_say() {
    let mut random = Random::new(1);
    let stated = [0.0, -0.0, 0.1, 1.0 / 3.0, 1e8, 1e-300, 1e300, 5e-324, f64::MIN_POSITIVE, -0.7];
    let drawn = (0..200).map(|_| random.real(-1e6, 1e6));
    for value in stated.into_iter().chain(drawn) {
        assert_eq!(exact(value), Ok(by_bits(value)), "{value:e}");
    }
    assert_eq!(exact(0.1).unwrap().to_string(), "3602879701896397/36028797018963968");
}

#[test]
fn the_nearest_f64_of_an_f64_is_itself() {
    let mut random = Random::new(3);
    let drawn = (0..200).map(|_| random.real(-1e6, 1e6));
    for value in [0.0, 0.1, 1.0 / 3.0, 1e300, -1e-300].into_iter().chain(drawn) {
        assert_eq!(nearest(&exact(value).unwrap()).to_bits(), value.to_bits());
    }
    let third = Rational::ONE / Rational::from(3);
    assert_eq!(nearest(&third), 1.0 / 3.0);
    assert_eq!(nearest(&(third * exact(1e-200).unwrap())), 1e-200 / 3.0);
}

#[test]
fn what_is_no_number_is_refused() {
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(exact(value), Err(Refusal::NotANumber));
    }
    assert_eq!(exact_upper(f64::INFINITY), Ok(None));
    assert_eq!(exact_upper(f64::NAN), Err(Refusal::NotANumber));
    assert_eq!(exact_upper(f64::NEG_INFINITY), Err(Refusal::NotANumber));
}

#[test]
fn numbers_compare_as_their_difference_does() {
    let mut random = Random::new(2);
    let mut number = || {
        let mut product = Rational::ONE;
        for _ in 0..random.index(1, 6) {
            product *= exact(random.real(-2.0, 2.0)).unwrap();
            product /= exact(random.real(0.5, 2.0)).unwrap();
        }
        product
    };
    for _ in 0..500 {
        let (a, b) = (number(), number());
        let near = &a + Rational::ONE / Rational::from(u128::MAX);
        for (a, b) in [(&a, &b), (&a, &near), (&near, &a), (&a, &a)] {
            assert_eq!(a.cmp(b), sign(&(a - b)));
            assert_eq!(a == b, (a - b).is_zero());
        }
        assert_eq!(sign(&a), a.cmp(&Rational::ZERO));
        assert_eq!(&a / &b * &b, a);
        assert_eq!((&a - &b) + &b, a);
    }
    assert_eq!(sign(&Rational::ZERO), Ordering::Equal);
}
