//! How much memory a text takes once it is read, estimated before it is parsed.

use super::error::{Place, ReadError};

/// The most that is parsed, in bytes of memory: 1 GiB.
const MOST: u64 = 1 << 30;

/// What is estimated, in bytes for each mark of a text.
pub(super) struct Weights {
    /// For each byte of the text.
    text: u64,
    marks: &'static [(u8, u64)],
}

/// TOML is parsed as a whole before any of it is understood: each table and each value stands
/// in memory. A dot is one more table. Measured at toml 1.2, with room.
pub(super) const TOML: Weights =
    Weights { text: 2, marks: &[(b'=', 600), (b'.', 670), (b'[', 450), (b'{', 700), (b',', 150)] };

/// JSON is understood as it is read; its smallest tables become parts with many defaults.
pub(super) const JSON: Weights =
    Weights { text: 2, marks: &[(b'{', 500), (b':', 100), (b'[', 60), (b',', 60)] };

/// Each row is a tranche.
pub(super) const CSV: Weights =
    Weights { text: 3, marks: &[(b'\n', 1000), (b'\r', 1000), (b',', 32)] };

/// Refuses what would take too much.
///
/// # Errors
///
/// [`ReadError::TooLarge`].
pub(super) fn check(text: &str, weights: &Weights) -> Result<(), ReadError> {
    let mut table = [weights.text; 256];
    for &(mark, weight) in weights.marks {
        table[usize::from(mark)] += weight;
    }
    let bytes: u64 = text.bytes().map(|byte| table[usize::from(byte)]).sum();
    if bytes <= MOST {
        return Ok(());
    }
    let (mebi, most) = (bytes >> 20, MOST >> 20);
    let message = format!(
        "read, it might take {mebi} MiB of memory, and {most} are the most; put the orders into a \
         table (orders_csv), which takes less, or split the scenario"
    );
    Err(ReadError::TooLarge { place: Place::default(), message })
}
