//! Numbers that stand for names, and numbers drawn from them.

/// FNV-1a of 64 bits, byte by byte.
pub(super) struct Fnv(u64);

impl Fnv {
    pub(super) fn new() -> Self {
        Self(14_695_981_039_346_656_037)
    }

    pub(super) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(1_099_511_628_211);
        }
    }

    pub(super) fn value(&self) -> u64 {
        self.0
    }
}

/// The number that stands for a name and a number: their bytes hashed, those of the number the
/// lowest first.
pub(super) fn key(name: &str, number: u64) -> u64 {
    let mut hash = Fnv::new();
    hash.add(name.as_bytes());
    hash.add(&number.to_le_bytes());
    hash.value()
}

/// A number from 0 to below 1, of 36 bits, drawn for a tranche, a way to make it and a month.
pub(super) fn draw(tranche: u64, way: u64, month: u64) -> f64 {
    let state = scatter(scatter(month) ^ way) ^ tranche;
    (scatter(state) >> 28) as f64 / 2.0_f64.powi(36)
}

/// One step of `SplitMix64`.
pub(super) fn scatter(state: u64) -> u64 {
    let state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let state = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use super::{key, scatter};

    /// The first outputs of the published generator for the seed 1234567.
    #[test]
    fn scatter_is_splitmix() {
        let step = 0x9E37_79B9_7F4A_7C15_u64;
        assert_eq!(scatter(1_234_567), 6_457_827_717_110_365_317);
        assert_eq!(scatter(1_234_567_u64.wrapping_add(step)), 3_203_168_211_198_807_973);
    }

    /// The test vector `"a"` of FNV-1a, and eight zero bytes more.
    #[test]
    fn keys_are_fnv() {
        let a: u64 = 0xAF63_DC4C_8601_EC8C;
        assert_eq!(key("a", 0), (0..8).fold(a, |hash, _| hash.wrapping_mul(0x0100_0000_01B3)));
    }
}
