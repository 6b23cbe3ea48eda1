//! Attributes of partners by month, and whether they meet thresholds.

use super::horizon::number;
use crate::scenario::{Partner, Threshold};

/// An attribute of a partner in a month: what the last change until then made of it.
pub(super) fn attribute(partner: &Partner, name: &str, month: i64) -> Option<f64> {
    let mut value = partner.attributes().get(name);
    for change in partner.changes() {
        if number(change.from()) <= month {
            value = change.attributes().get(name).or(value);
        }
    }
    value.copied()
}

/// Whether a partner meets all thresholds in a month; none that it lacks the attribute for.
pub(super) fn meets_all(partner: &Partner, thresholds: &[Threshold], month: i64) -> bool {
    let mut met = true;
    for threshold in thresholds {
        met &= match attribute(partner, threshold.attribute(), month) {
            None => false,
            Some(value) => {
                let low = threshold.lowest().is_some_and(|least| value < least);
                let high = threshold.highest().is_some_and(|most| value > most);
                !low && !high
            }
        };
    }
    met
}
