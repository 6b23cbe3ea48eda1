//! What expansions add.

use super::capacity::come_through;
use super::ramp::amounts;
use crate::check::horizon::{Horizon, number};
use crate::scenario::{Expansion, Line};

/// The number of the first month in which an expansion can add something.
pub(in crate::check) fn begins(expansion: &Expansion) -> i64 {
    number(expansion.ordered()) + i64::from(expansion.lead_months())
}

/// What an expansion adds each month: its ramp, as much later as the lead time says; nothing
/// before it begins, nothing if it is off. Of what it adds to one of the lines, what comes
/// through there.
pub(in crate::check) fn added(
    expansion: &Expansion,
    lines: &[Line],
    horizon: &Horizon,
    days: &[f64],
) -> Vec<f64> {
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
    if let Some(line) = lines.iter().find(|line| expansion.line() == Some(line.id())) {
        come_through(line, &mut added, horizon);
    }
    added
}
