//! Shared by the integration tests.

pub(crate) mod enumeration;
pub(crate) mod models;
