//! What several test files share.

#![allow(dead_code, reason = "every test file uses a part of it")]
#![allow(clippy::expect_used, reason = "helpers of tests")]

pub(crate) mod scenarios;
