//! Numbers that stand for names in draws.

use crate::hash::bytes;

/// A number that stands for a name and a number, the same on every platform.
pub(super) fn key(name: &str, number: u64) -> u64 {
    bytes(name.bytes().chain(number.to_le_bytes()))
}
