//! Limits and cancellation of a solve.

use crate::clock::Instant;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::outcome::StopReason;
use super::progress::{Progress, ProgressListener};

/// Limits of one solve. Start from the default, which has none, and set what you need.
///
/// ```
/// use apportion::engine::SolveOptions;
/// use std::time::Duration;
///
/// let options = SolveOptions::default().with_time_limit(Duration::from_secs(30));
/// assert_eq!(options.time_limit, Some(Duration::from_secs(30)));
/// ```
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct SolveOptions {
    /// Wall-clock time after which the solve stops; for a
    /// [`Planner`](crate::planner::Planner), counted from the beginning of the formulation, and
    /// for an export until the last letter is written. Whether it is reached depends on
    /// the machine; use `pivot_limit` where runs must be repeatable.
    pub time_limit: Option<Duration>,
    /// Number of simplex pivots after which the solve stops, on every machine alike.
    /// Engines that do not count pivots ignore it.
    pub pivot_limit: Option<u64>,
    /// Stops the solve from another thread.
    pub cancel: Option<CancelToken>,
    /// Called with progress. Engines that cannot report any ignore it.
    pub progress: Option<ProgressListener>,
}

impl SolveOptions {
    /// Stops after this much wall-clock time.
    #[must_use]
    pub fn with_time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// Stops after this many pivots.
    #[must_use]
    pub fn with_pivot_limit(mut self, pivots: u64) -> Self {
        self.pivot_limit = Some(pivots);
        self
    }

    /// Stops when the token is cancelled.
    #[must_use]
    pub fn with_cancel(mut self, token: CancelToken) -> Self {
        self.cancel = Some(token);
        self
    }

    /// Calls a function from time to time: at the beginning of every level and then every
    /// thousand pivots or more (the more blocks, the rarer), on the thread that solves.
    /// Only the exact engine does so. If a model falls apart into independent parts, level,
    /// pivots and objective are those of one part, and parts may be solved on several threads.
    /// Jobs of many solves also call it for each [task](Progress::tasks) done, with no level.
    ///
    /// ```
    /// use apportion::engine::SolveOptions;
    /// use std::sync::Arc;
    ///
    /// let options = SolveOptions::default().with_progress(Arc::new(|progress| {
    ///     println!("level {} of {}: {} pivots", progress.level, progress.levels, progress.pivots);
    /// }));
    /// assert!(options.progress.is_some());
    /// ```
    #[must_use]
    pub fn with_progress(mut self, listener: Arc<dyn Fn(&Progress) + Send + Sync>) -> Self {
        self.progress = Some(listener.into());
        self
    }

    /// A job has so many more tasks: who listens is told.
    pub(crate) fn expect_tasks(&self, tasks: usize) {
        if let Some(listener) = &self.progress {
            listener.expect(tasks);
        }
    }

    /// One of them is done.
    pub(crate) fn task_done(&self) {
        if let Some(listener) = &self.progress {
            listener.done();
        }
    }

    /// The same limits for what is left to do since `begun`.
    pub(crate) fn since(&self, begun: Instant) -> Self {
        let mut left = self.clone();
        left.time_limit = self.time_limit.map(|limit| limit.saturating_sub(begun.elapsed()));
        left
    }

    /// Why there is nothing left to do but stop, if so: no time, or cancelled.
    pub(crate) fn is_over(&self) -> Option<StopReason> {
        if self.is_cancelled() {
            Some(StopReason::Cancelled)
        } else if self.time_limit.is_some_and(|left| left.is_zero()) {
            Some(StopReason::TimeLimit)
        } else {
            None
        }
    }

    /// Whether the token, if there is one, has been cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.as_ref().is_some_and(CancelToken::is_cancelled)
    }
}

/// Cancels a running solve from another thread. Clones share their state.
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// A token that is not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks every solve that holds the token to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether [`cancel`](Self::cancel) was called.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
