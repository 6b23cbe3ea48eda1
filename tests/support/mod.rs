//! What the tests of several stations share.

#[cfg(feature = "cli")]
pub(crate) mod command;
pub(crate) mod digest;
pub(crate) mod generator;
pub(crate) mod months;
pub(crate) mod oracles;
pub(crate) mod plans;
