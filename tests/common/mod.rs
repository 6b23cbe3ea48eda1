//! What several test files share.

#![allow(dead_code, reason = "every test file uses a part of it")]

pub(crate) mod scenarios;
