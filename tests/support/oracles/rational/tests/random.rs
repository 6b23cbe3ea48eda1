//! Random numbers, the same on every machine.

use super::super::number::{Rational, exact};

/// `SplitMix64` (Steele, Lea and Flood 2014).
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A whole number in `low ..= high`.
    pub(super) fn whole(&mut self, low: u64, high: u64) -> u64 {
        low + self.bits() % (high - low + 1)
    }

    /// The same as a position.
    pub(super) fn index(&mut self, low: usize, high: usize) -> usize {
        self.whole(low as u64, high as u64) as usize
    }

    pub(super) fn chance(&mut self, percent: u64) -> bool {
        self.whole(0, 99) < percent
    }

    /// A number in `low .. high` with all its bits in use.
    pub(super) fn real(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub(super) fn one_of(&mut self, list: &[f64]) -> f64 {
        list[self.index(0, list.len() - 1)]
    }

    pub(super) fn rational(&mut self, list: &[f64]) -> Rational {
        exact(self.one_of(list)).unwrap()
    }
}
