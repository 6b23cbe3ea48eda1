//! Where the time of a solve went.

use std::time::Duration;

/// Where the time of a solve went, summed over all parts of the model, levels and threads.
/// Zero where an engine does not measure it.
///
/// Solutions that differ only in this are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Timings {
    /// Making the crash basis, including the coarse model that guides it.
    pub start: Duration,
    /// Pricing, pivots and factorisations.
    pub simplex: Duration,
    /// The certificate: feasibility and bounds, computed from the model.
    pub proof: Duration,
}

impl Timings {
    /// Adds the times of another part of the work.
    pub(super) fn add(&mut self, other: &Self) {
        self.start += other.start;
        self.simplex += other.simplex;
        self.proof += other.proof;
    }
}
