//! Numbers as reports and messages write them.

/// A number with `digits` decimals and a separator every three digits; never `-0`.
pub(crate) fn number(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
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

/// Whole amounts as they are, others with two decimals.
pub(crate) fn amount(value: f64) -> String {
    number(value, if value.fract() == 0.0 { 0 } else { 2 })
}

/// A share of one as a percentage.
pub(crate) fn percent(share: f64) -> String {
    format!("{} %", number(100.0 * share, 1))
}

/// A whole number with its sign, where it is above zero too.
pub(crate) fn signed(value: f64) -> String {
    let text = number(value, 0);
    if value > 0.0 && text != "0" { format!("+{text}") } else { text }
}
