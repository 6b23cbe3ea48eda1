//! What the tests of several stations share.

#[cfg(feature = "cli")]
pub(crate) mod command;
pub(crate) mod digest;
pub(crate) mod generator;
pub(crate) mod months;
pub(crate) mod oracles;
pub(crate) mod plans;

use proptest::prelude::ProptestConfig;

/// So many cases, unless the environment says otherwise; a quarter in a build that is not
/// optimised. No file is written of those that fail: they are shown with their seed.
pub(crate) fn cases(number: u32) -> ProptestConfig {
    let given = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig {
        cases: given.unwrap_or_else(|| part(number)),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// So many in an optimised build, a quarter elsewhere: `.ci/run --full` sees them all.
pub(crate) fn part(number: u32) -> u32 {
    if cfg!(debug_assertions) { number.div_ceil(4) } else { number }
}
