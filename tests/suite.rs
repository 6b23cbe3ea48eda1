//! All tests of what is seen from outside: a folder for each station of the way of the
//! data, `laws` for what holds of every plan, `structure` for the sources themselves.
//!
//! One binary, so that the library is linked once: `cargo test --test suite quote` runs
//! what has `quote` in its path. Data lies in `scenarios`, `invalid`, `golden` and
//! `generated`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "how a test fails, and what it tells"
)]
#![allow(clippy::float_cmp, reason = "whole numbers and stated ones are exact")]

mod support;

mod analysis;
mod check;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod docs;
mod engine;
mod export;
mod laws;
mod plan;
mod ranking;
mod report;
mod scenario;
mod structure;
