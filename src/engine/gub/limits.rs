//! Limits of a solve.

use std::time::Instant;

use super::simplex::{Halt, Objective, Simplex};
use crate::engine::{Progress, ProgressListener, SolveOptions, StopReason};

/// Fewest pivots from one report of progress to the next.
const PIVOTS_BETWEEN: u64 = 1_000;

/// The limits, with the time at which the solve began.
#[derive(Debug)]
pub(super) struct Limits<'a> {
    options: &'a SolveOptions,
    began: Instant,
    /// Pivots after which a warm run is given up.
    pub(super) budget: Option<u64>,
    /// Position of the level that is being optimised.
    pub(super) level: usize,
    /// Pivots at which progress is reported next.
    next_report: u64,
    silent: bool,
}

impl<'a> Limits<'a> {
    /// The limits of a solve that began at `began`: of a model in parts, all parts together.
    pub(super) fn new(options: &'a SolveOptions, began: Instant) -> Self {
        Self { options, began, budget: None, level: 0, next_report: 0, silent: false }
    }

    /// The same limits for work on the way, of which nobody hears.
    pub(super) fn within(&self) -> Limits<'a> {
        Limits { budget: None, silent: true, ..*self }
    }

    /// Begins a level.
    pub(super) fn begin_level(&mut self, level: usize) {
        self.level = level;
        self.next_report = 0;
    }

    /// Whoever wants to hear of progress, if it is time to.
    pub(super) fn listener(&mut self, pivots: u64, every: u64) -> Option<&'a ProgressListener> {
        let listener = self.options.progress.as_ref().filter(|_| !self.silent)?;
        (pivots >= self.next_report).then(|| {
            self.next_report = pivots + every;
            listener
        })
    }

    /// Takes off the budget what costs as much as so many pivots.
    pub(super) fn spend(&mut self, pivots: u64) {
        if let Some(budget) = &mut self.budget {
            *budget = budget.saturating_sub(pivots);
        }
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

impl Simplex<'_> {
    /// Tells how far the solve is, from time to time: what it costs to know is little
    /// beside the pivots in between.
    pub(super) fn report(&self, limits: &mut Limits) {
        let pivots = self.statistics.pivots;
        let every = PIVOTS_BETWEEN.max(self.lots.len() as u64 / 4);
        let Some(listener) = limits.listener(pivots, every) else { return };
        let feasible = self.objective == Objective::Level && self.is_feasible();
        let objective =
            self.level.filter(|_| feasible).map(|level| self.point().objective(self.model, level));
        listener.call(&Progress { level: limits.level, pivots, objective });
    }
}
