//! Warm starts: a basis kept by names and restored in a similar model.

mod keep;
mod restore;
pub(crate) mod start;
