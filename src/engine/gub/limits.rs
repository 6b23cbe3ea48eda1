//! The limits of a solve while it runs.

use crate::clock::Instant;

use super::halt::Halt;
use crate::engine::options::SolveOptions;
use crate::engine::outcome::StopReason;
use crate::engine::progress::ProgressListener;

/// The limits, with the time at which the solve began.
#[derive(Debug)]
pub(crate) struct Limits<'a> {
    options: &'a SolveOptions,
    began: Instant,
    /// Pivots after which a warm start is given up.
    pub(crate) budget: Option<u64>,
    /// Position of the level that is being optimised.
    pub(crate) level: usize,
    /// Number of pivots at which the next report is due.
    next_report: u64,
    silent: bool,
}

impl<'a> Limits<'a> {
    /// The limits of a solve that began at `began`; parts of a model share one beginning.
    pub(crate) fn new(options: &'a SolveOptions, began: Instant) -> Self {
        Self { options, began, budget: None, level: 0, next_report: 0, silent: false }
    }

    /// The same limits for the solve of an auxiliary model, which reports no progress.
    pub(crate) fn within(&self) -> Limits<'a> {
        Limits { budget: None, silent: true, ..*self }
    }

    /// Begins a level.
    pub(crate) fn begin_level(&mut self, level: usize) {
        self.level = level;
        self.next_report = 0;
    }

    /// The listener, if there is one and a report is due; the next is due `every` pivots later.
    pub(crate) fn listener(&mut self, pivots: u64, every: u64) -> Option<&'a ProgressListener> {
        let listener = self.options.progress.as_ref().filter(|_| !self.silent)?;
        (pivots >= self.next_report).then(|| {
            self.next_report = pivots + every;
            listener
        })
    }

    /// Charges the budget for work that costs as much as so many pivots.
    pub(crate) fn spend(&mut self, pivots: u64) {
        if let Some(budget) = &mut self.budget {
            *budget = budget.saturating_sub(pivots);
        }
    }

    /// Fails once a limit is reached.
    pub(crate) fn check(&mut self, pivots: u64) -> Result<(), Halt> {
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
