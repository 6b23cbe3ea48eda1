//! What the tests of several stations share.

#[cfg(feature = "cli")]
pub(crate) mod command;
pub(crate) mod digest;
pub(crate) mod generator;
pub(crate) mod months;
pub(crate) mod oracles;
pub(crate) mod plans;
pub(crate) mod uses;

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// So many cases, unless `PROPTEST_CASES` says otherwise; a quarter in a build that is not
/// optimised.
///
/// Every run draws the same, so that what fails is the fault of what was changed. Another
/// number in `APPORTION_SEED` draws others: `.ci/run --full` takes a new one each time and
/// says which.
pub(crate) fn cases(number: u32) -> ProptestConfig {
    ProptestConfig {
        cases: told("PROPTEST_CASES").unwrap_or_else(|| part(number)),
        rng_seed: RngSeed::Fixed(told("APPORTION_SEED").unwrap_or(1)),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What the environment says under a name.
fn told<T: std::str::FromStr>(name: &str) -> Option<T> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is no number: {text}")))
}

/// So many in an optimised build, a quarter elsewhere: `.ci/run --full` sees them all.
pub(crate) fn part(number: u32) -> u32 {
    if cfg!(debug_assertions) { number.div_ceil(4) } else { number }
}
