//! What the tests of several stations share.

#[cfg(feature = "cli")]
pub(crate) mod command;
pub(crate) mod digest;
pub(crate) mod generator;
pub(crate) mod months;
pub(crate) mod oracles;
pub(crate) mod plans;

use apportion::scenario::Month;
use proptest::prelude::ProptestConfig;

/// So many cases, unless the environment says otherwise. No file is written of those that
/// fail: they are shown with their seed.
pub(crate) fn cases(number: u32) -> ProptestConfig {
    let given = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig {
        cases: given.unwrap_or(number),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// The month at an index from 2026-01 on; negative ones are before.
pub(crate) fn month(index: i32) -> Month {
    later(Month::new(2026, 1).unwrap(), index)
}

/// So many months later, or earlier.
pub(crate) fn later(month: Month, months: i32) -> Month {
    if months < 0 { month - months.unsigned_abs() } else { month + months.unsigned_abs() }
}
