//! Numbers as exact fractions.
//!
//! A number of a file is taken as the decimal that is written there, not as the binary
//! number nearest to it: a planner who writes 0.1 means a tenth, and with tenths the
//! optimal faces of the levels are those that one finds by hand.

use serde_json::Value;

pub(super) use dashu_ratio::RBig as Fraction;

/// A whole number.
pub(super) fn whole(number: i64) -> Fraction {
    Fraction::from(number)
}

/// The larger of two.
pub(super) fn larger(one: Fraction, other: Fraction) -> Fraction {
    if one < other { other } else { one }
}

/// The smaller of two.
pub(super) fn smaller(one: Fraction, other: Fraction) -> Fraction {
    if other < one { other } else { one }
}

/// The nearest floating-point number.
pub(super) fn rounded(number: &Fraction) -> f64 {
    number.to_f64().value()
}

/// What a JSON number says.
pub(super) fn read(value: &Value) -> Result<Fraction, String> {
    match value {
        Value::Number(number) => decimal(&number.to_string()),
        other => Err(format!("not covered: {other} where a number belongs")),
    }
}

/// The decimal nearest to a floating-point number, of those that are told apart from it by
/// nothing. For powers, which no fraction is.
pub(super) fn nearest(number: f64) -> Result<Fraction, String> {
    decimal(&format!("{number:e}"))
}

/// Reads `-12.5e-3`.
fn decimal(text: &str) -> Result<Fraction, String> {
    let broken = || format!("{text} is no number");
    let (digits, exponent) = match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => (digits, exponent.parse::<i32>().map_err(|_| broken())?),
        None => (text, 0),
    };
    let (front, behind) = digits.split_once('.').unwrap_or((digits, ""));
    let plain: Fraction = format!("{front}{behind}").parse().map_err(|_| broken())?;
    let shift = exponent - i32::try_from(behind.len()).map_err(|_| broken())?;
    let ten: Fraction =
        format!("1{}", "0".repeat(shift.unsigned_abs() as usize)).parse().map_err(|_| broken())?;
    Ok(if shift < 0 { plain / ten } else { plain * ten })
}
