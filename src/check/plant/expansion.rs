//! What expansions add.

use super::ramp::amounts;
use crate::check::horizon::{Horizon, number};
use crate::scenario::Expansion;

/// The number of the first month in which an expansion can add something.
pub(in crate::check) fn begins(expansion: &Expansion) -> i64 {
    number(expansion.ordered()) + i64::from(expansion.lead_months())
}

/// What an expansion adds each month: its ramp, as much later as the lead time says; nothing
/// before it begins, nothing if it is off.
pub(in crate::check) fn added(expansion: &Expansion, horizon: &Horizon, days: &[f64]) -> Vec<f64> {
    if !expansion.is_on() {
        return vec![0.0; horizon.months];
    }
    let mut added = amounts(expansion.ramp(), i64::from(expansion.lead_months()), horizon, days);
    let begins = begins(expansion);
    for (index, added) in added.iter_mut().enumerate() {
        if horizon.number(index) < begins {
            *added = 0.0;
        }
    }
    added
}
