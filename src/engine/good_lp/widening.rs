//! Widening: every bound is moved outwards by a tiny amount of its own.

/// How far, in units of a back end (quantities up to about 1000, tolerance 1e-10).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Widening {
    /// Not at all.
    None,
    /// Just enough that rounding of right-hand sides does not make redundant equations
    /// contradict each other.
    Rounding,
    /// Far above the back end's tolerance and far below every quantity of interest; the number
    /// selects the amounts. A vertex then shows its basis, since basic columns are hardly ever
    /// at a bound by chance, and a simplex method does not cycle on degenerate models.
    Basis(u64),
}

impl Widening {
    /// The most that a bound is moved.
    pub(super) fn most(self) -> f64 {
        match self {
            Self::None => 0.0,
            Self::Rounding => 4e-9,
            Self::Basis(_) => 2e-6,
        }
    }

    /// By how much the bound with this key is moved.
    pub(super) fn of(self, key: usize) -> f64 {
        let seed = if let Self::Basis(seed) = self { seed } else { 0 };
        self.most() * scatter(seed, key)
    }
}

/// A number in `[½, 1)` that depends on the two keys (the finaliser of `SplitMix64`).
fn scatter(seed: u64, key: usize) -> f64 {
    let mut z = (key as u64).wrapping_add(seed << 40).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    0.5 + ((z ^ (z >> 31)) >> 12) as f64 / (1_u64 << 53) as f64
}
