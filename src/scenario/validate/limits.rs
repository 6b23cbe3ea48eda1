//! How far months go.

use crate::scenario::scenario::ScenarioBuilder;
use crate::scenario::time::{Horizon, Month};

/// The longest time of any kind, in months.
pub(super) const MOST_MONTHS: u32 = Horizon::MOST_MONTHS;

/// The month after the last, as far as the horizon is valid.
pub(super) fn end(parts: &ScenarioBuilder) -> Month {
    Horizon::new(parts.start, parts.months.min(MOST_MONTHS)).end()
}
