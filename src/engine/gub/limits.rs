//! Limits of a solve.

use std::time::Instant;

use super::simplex::Halt;
use crate::engine::{SolveOptions, StopReason};

/// The limits, with the time at which the solve began.
#[derive(Debug)]
pub(super) struct Limits<'a> {
    options: &'a SolveOptions,
    began: Instant,
    /// Pivots after which a warm run is given up.
    pub(super) budget: Option<u64>,
}

impl<'a> Limits<'a> {
    pub(super) fn new(options: &'a SolveOptions) -> Self {
        Self { options, began: Instant::now(), budget: None }
    }

    /// Fails once a limit is reached.
    pub(super) fn check(&mut self, pivots: u64) -> Result<(), Halt> {
        let options = self.options;
        if options.is_cancelled() {
            return Err(Halt::Stopped(StopReason::Cancelled));
        }
        if options.pivot_limit.is_some_and(|limit| pivots >= limit) {
            return Err(Halt::Stopped(StopReason::PivotLimit));
        }
        if options.time_limit.is_some_and(|limit| self.began.elapsed() >= limit) {
            return Err(Halt::Stopped(StopReason::TimeLimit));
        }
        if self.budget.is_some_and(|budget| pivots >= budget) {
            return Err(Halt::Budget);
        }
        Ok(())
    }
}
