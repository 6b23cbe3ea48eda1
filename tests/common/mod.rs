//! What several test files share.

#![allow(dead_code, reason = "every test file uses a part of it")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a panic is how a test fails")]

pub(crate) mod enumeration;
pub(crate) mod models;
pub(crate) mod scenarios;
