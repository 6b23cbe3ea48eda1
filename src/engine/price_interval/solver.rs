//! The solves behind a price interval.

use crate::clock::Instant;

use super::error::PriceError;
use crate::engine::certificate::certification::require_proof;
use crate::engine::error::EngineError;
use crate::engine::gub::warm::start::WarmStart;
use crate::engine::interface::Engine;
use crate::engine::options::SolveOptions;
use crate::engine::outcome::{Outcome, StopReason};
use crate::engine::solution::Solution;
use crate::model::{Model, Prices};

/// Solves models to the level asked for, within what is left of the time.
pub(super) struct Solver<'a> {
    engine: &'a dyn Engine,
    pub(super) options: &'a SolveOptions,
    level: usize,
    begun: Instant,
}

impl<'a> Solver<'a> {
    pub(super) fn new(engine: &'a dyn Engine, options: &'a SolveOptions, level: usize) -> Self {
        Self { engine, options, level, begun: Instant::now() }
    }

    /// The proven optimum, and a warm start for a changed model.
    pub(super) fn solve(&self, model: &Model) -> Result<(Solution, Option<WarmStart>), PriceError> {
        self.solve_after(model, None)
    }

    /// The same, with the warm start of a similar model.
    pub(super) fn solve_after(
        &self,
        model: &Model,
        start: Option<&WarmStart>,
    ) -> Result<(Solution, Option<WarmStart>), PriceError> {
        let mut options = self.options.clone();
        options.time_limit =
            options.time_limit.map(|limit| limit.saturating_sub(self.begun.elapsed()));
        // A solve without time would still begin, and certify the point it begins with.
        if options.is_cancelled() {
            return Err(PriceError::Stopped(StopReason::Cancelled));
        }
        if options.time_limit.is_some_and(|left| left.is_zero()) {
            return Err(PriceError::Stopped(StopReason::TimeLimit));
        }
        match self.engine.solve_after(model, &options, start)? {
            (Outcome::Finished(solution), kept) => {
                require_proof(model, &solution.levels)
                    .map_err(|flaw| EngineError::Refused { engine: self.engine.name(), flaw })?;
                Ok((solution, kept))
            }
            (Outcome::Stopped(stopped), _) => Err(PriceError::Stopped(stopped.reason)),
        }
    }

    /// The prices of the level.
    pub(super) fn prices<'s>(&self, solution: &'s Solution) -> Result<&'s [f64], PriceError> {
        let level = solution.levels.get(self.level);
        level.and_then(|level| level.prices()).map(Prices::rows).ok_or(PriceError::NoPrices)
    }
}
