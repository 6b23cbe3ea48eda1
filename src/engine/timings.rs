//! Where the time of a solve went.

use std::time::Duration;

/// Where the time of a solve went, all parts of the model and all levels together; with
/// several threads the sum of what each took. Zero where an engine does not tell.
///
/// Two solutions that differ in this alone are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Timings {
    /// Making the basis that the simplex begins with, the small model that guides it
    /// included.
    pub start: Duration,
    /// Pricing, pivots and factorisations.
    pub simplex: Duration,
    /// The certificate: feasibility and bounds, worked out from the model.
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
