//! Random numbers, the same for the same seed on every machine.

use oorandom::Rand64;

/// One stream of them.
#[derive(Debug, Clone)]
pub(crate) struct Random(Rand64);

impl Random {
    /// The stream of a seed; every feature has its own, so that a new feature leaves what
    /// others draw as it is.
    pub(crate) fn new(seed: u64, stream: &str) -> Self {
        let stream = stream.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        });
        Self(Rand64::new(u128::from(seed) << 64 | u128::from(stream)))
    }

    /// True so many times in a hundred.
    pub(crate) fn chance(&mut self, percent: u64) -> bool {
        self.0.rand_range(0..100) < percent
    }

    /// A whole number, both ends included; the lower end if there is nothing between.
    pub(crate) fn whole(&mut self, low: i32, high: i32) -> i32 {
        let span = (i64::from(high) - i64::from(low)).max(0) as u64;
        low + self.0.rand_range(0..span + 1) as i32
    }

    /// A place in a list of so many.
    pub(crate) fn place(&mut self, count: usize) -> usize {
        self.0.rand_range(0..count.max(1) as u64) as usize
    }

    /// One of a list that is not empty.
    pub(crate) fn one_of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.place(list.len())].clone()
    }

    /// So many different places of a list of so many, ascending.
    pub(crate) fn places(&mut self, wanted: usize, count: usize) -> Vec<usize> {
        let mut left: Vec<usize> = (0..count).collect();
        let mut taken: Vec<usize> = Vec::new();
        while taken.len() < wanted && !left.is_empty() {
            taken.push(left.swap_remove(self.place(left.len())));
        }
        taken.sort_unstable();
        taken
    }

    /// A number near another: from 0.7 to 1.4 times as much, in tenths.
    pub(crate) fn near(&mut self, value: f64) -> f64 {
        value * f64::from(self.whole(7, 14)) / 10.0
    }

    /// A rate: mostly whole, sometimes in hundredths; never nothing.
    pub(crate) fn rate(&mut self, value: f64) -> f64 {
        if self.chance(30) { hundredths(value).max(0.25) } else { value.round().max(1.0) }
    }
}

/// Rounded to hundredths.
pub(crate) fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
