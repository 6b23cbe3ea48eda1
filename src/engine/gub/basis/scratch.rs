//! Vectors that are allocated once and used by one pivot after the other.

use super::blocker::Blocker;
use crate::engine::gub::factors::assembly::Assembly;

/// The entering column in terms of the basis, `α = B⁻¹ a`: filled by FTRAN
/// ([`ftran`](super::simplex::Simplex::ftran)), emptied after the pivot.
#[derive(Debug, Default)]
pub(crate) struct Entering {
    /// By position.
    pub(crate) alpha: Vec<f64>,
    /// Positions at which `alpha` is not zero.
    pub(crate) nonzero: Vec<u32>,
    /// Lots whose key moves; how fast is in [`Lot::gamma`](super::lot::Lot::gamma).
    pub(crate) touched: Vec<u32>,
}

impl Entering {
    pub(crate) fn new(rows: usize) -> Self {
        Self { alpha: vec![0.0; rows], ..Self::default() }
    }

    /// The largest entry, in absolute value.
    pub(crate) fn largest(&self) -> f64 {
        let size = |&index: &u32| self.alpha[index as usize].abs();
        self.nonzero.iter().map(size).fold(0.0, f64::max)
    }
}

/// Working space without meaning between uses.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// By row; all zeros between uses.
    pub(crate) rows: Vec<f64>,
    /// By position; all zeros between uses.
    pub(crate) positions: Vec<f64>,
    /// Of the ratio test.
    pub(crate) blockers: Vec<Blocker>,
    /// Of the factorisation.
    pub(crate) assembly: Assembly,
}

impl Scratch {
    pub(crate) fn new(rows: usize) -> Self {
        Self { rows: vec![0.0; rows], positions: vec![0.0; rows], ..Self::default() }
    }
}
