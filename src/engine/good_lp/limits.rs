//! The limits of a solve, and why it can end without a result.

use crate::clock::Instant;
use std::time::Duration;

use crate::engine::certificate::flaw::Flaw;
use crate::engine::options::{CancelToken, SolveOptions};
use crate::engine::outcome::StopReason;

/// Why a step gave no result.
#[derive(Debug)]
pub(super) enum Halt {
    /// A limit was reached.
    Stopped(StopReason),
    /// The linear program has no feasible point, as the back end says.
    Infeasible,
    /// The back end failed, in its own words.
    Failed(String),
    /// The back end claimed an answer that does not hold.
    Refused(Flaw),
}

/// The limits of one solve, with the clock running.
#[derive(Debug, Clone)]
pub(super) struct Limits {
    /// When it began, and how long it may take.
    limit: Option<(Instant, Duration)>,
    cancel: Option<CancelToken>,
}

/// A longer limit is none: back ends add it to the clock, which must not overflow.
const LONGEST: Duration = Duration::from_secs(60 * 60 * 24 * 365);

impl Limits {
    pub(super) fn start(options: &SolveOptions) -> Self {
        let limit = options.time_limit.filter(|limit| *limit < LONGEST);
        Self { limit: limit.map(|limit| (Instant::now(), limit)), cancel: options.cancel.clone() }
    }

    /// Back ends cannot be interrupted: this is checked between their runs.
    pub(super) fn check(&self) -> Result<(), Halt> {
        if self.cancel.as_ref().is_some_and(CancelToken::is_cancelled) {
            return Err(Halt::Stopped(StopReason::Cancelled));
        }
        match self.remaining() {
            Some(left) if left.is_zero() => Err(Halt::Stopped(StopReason::TimeLimit)),
            _ => Ok(()),
        }
    }

    pub(super) fn remaining(&self) -> Option<Duration> {
        self.limit.map(|(began, limit)| limit.saturating_sub(began.elapsed()))
    }
}
