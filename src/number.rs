//! Numbers as reports and messages write them.

use crate::tolerance::WHOLE;

/// The most decimals of an amount.
const MOST_DECIMALS: usize = 12;

/// A number with `digits` decimals and a separator every three digits; never `-0`. Halves are
/// rounded away from zero, as people and spreadsheets do: all numbers that are rounded for
/// reading come through here.
pub(crate) fn number(value: f64, digits: usize) -> String {
    let text = format!("{:.digits$}", past_half(value, &format!("{value:.*}", digits + 1)));
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0
            && (whole.len() - index).is_multiple_of(3)
            && whole.starts_with(char::is_numeric)
        {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let zero = text.chars().all(|digit| matches!(digit, '0' | '.'));
    let sign = if zero { "" } else { sign };
    if decimals.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{decimals}")
    }
}

/// A number that is half way between two in its shortest decimal digits (`longer` has one digit
/// more than is wanted), moved away from zero by its last bit; any other as it is.
fn past_half(value: f64, longer: &str) -> f64 {
    let digits = longer.split('e').next().unwrap_or(longer);
    let same = longer.parse::<f64>().is_ok_and(|parsed| parsed.to_bits() == value.to_bits());
    match (digits.ends_with('5') && same, value > 0.0) {
        (false, _) => value,
        (true, true) => value.next_up(),
        (true, false) => value.next_down(),
    }
}

/// A digit and a power of ten; nothing is 0.
pub(crate) fn power(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    format!("{:.0e}", past_half(value, &format!("{value:.1e}")))
}

/// Whole amounts as they are, others with two decimals, or with as many as it takes to see two
/// digits of them.
pub(crate) fn amount(value: f64) -> String {
    telling(value, value)
}

/// An amount with as many decimals as it takes to see a small one beside it: two or, where it is
/// below a hundredth, those that show two of its digits.
pub(crate) fn telling(value: f64, beside: f64) -> String {
    let whole = |value: f64| (value - value.round()).abs() <= WHOLE * value.abs().max(1.0);
    if whole(value) {
        return number(value, 0);
    }
    let size = beside.abs();
    let least = if size > 0.0 && size < 0.01 { 1 + (-size.log10()).ceil() as usize } else { 2 };
    let text = number(value, least.min(MOST_DECIMALS));
    // Of a long number zeros at the end say nothing.
    let (short, kept) = (text.trim_end_matches('0'), text.find('.').map_or(0, |point| point + 3));
    text[..short.len().max(kept.min(text.len()))].to_owned()
}

/// A share of one as a percentage.
pub(crate) fn percent(share: f64) -> String {
    format!("{} %", number(100.0 * share, 1))
}

/// An amount with its sign, where it is above zero too.
pub(crate) fn signed(value: f64) -> String {
    let text = amount(value);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}

/// Whether there is nothing to write.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
pub(crate) fn is_zero(value: &f64) -> bool {
    *value == 0.0
}

/// Whether there is none to write.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
pub(crate) fn is_none(count: &usize) -> bool {
    *count == 0
}
