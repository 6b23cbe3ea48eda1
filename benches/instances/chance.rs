//! Draws.

use oorandom::Rand64;

/// A PCG of 128 bits (O'Neill 2014), started from a seed.
#[derive(Debug, Clone)]
pub(super) struct Chance(Rand64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(Rand64::new(u128::from(seed)))
    }

    /// A whole number from `low` to `high`, both included.
    pub(super) fn whole(&mut self, low: u32, high: u32) -> u32 {
        self.0.rand_range(u64::from(low)..u64::from(high) + 1) as u32
    }

    /// A position in a list of this length.
    pub(super) fn position(&mut self, length: usize) -> usize {
        self.0.rand_range(0..length as u64) as usize
    }

    /// A number from `low` to `high` in hundredths.
    pub(super) fn hundredths(&mut self, low: u32, high: u32) -> f64 {
        f64::from(self.whole(low, high)) / 100.0
    }
}
