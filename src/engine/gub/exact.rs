//! [`Exact`], the exact engine as users call it: independent parts, warm starts, attempts.

use crate::clock::Instant;

use super::crash::prepare::Crash;
use super::halt::Halt;
use super::in_turn::Turns;
use super::limits::Limits;
use super::solve::{NAME, Solve};
use super::warm::start::WarmStart;
use crate::engine::apart::solve_apart_keeping;
use crate::engine::certificate::flaw::Flaw;
use crate::engine::error::EngineError;
use crate::engine::interface::{Engine, sealed};
use crate::engine::options::SolveOptions;
use crate::engine::outcome::Outcome;
use crate::model::Model;

/// The exact engine: optimal on every level, proven, and fast on models with many blocks
/// and few coupling rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exact;

impl Exact {
    /// The engine.
    pub fn new() -> Self {
        Self
    }
}

/// Attempts to reach an answer that the proof accepts.
const ATTEMPTS: usize = 3;

impl sealed::Sealed for Exact {}

impl Engine for Exact {
    fn name(&self) -> &'static str {
        NAME
    }

    fn solve(&self, model: &Model, options: &SolveOptions) -> Result<Outcome, EngineError> {
        Self::solve_parts(model, options, None, false).map(|(outcome, _)| outcome)
    }

    fn solve_after(
        &self,
        model: &Model,
        options: &SolveOptions,
        start: Option<&WarmStart>,
    ) -> Result<(Outcome, Option<WarmStart>), EngineError> {
        Self::solve_parts(model, options, start, true)
    }
}

/// An outcome, and what the next solve can begin from if it is finished.
type Kept = (Outcome, Option<WarmStart>);

impl Exact {
    /// Solves as [`Engine::solve`] does and keeps what [`Self::solve_from`] can begin
    /// from; none if a limit was reached.
    ///
    /// # Errors
    ///
    /// As [`Engine::solve`].
    pub fn solve_keeping(
        &self,
        model: &Model,
        options: &SolveOptions,
    ) -> Result<(Outcome, Option<WarmStart>), EngineError> {
        Self::solve_parts(model, options, None, true)
    }

    /// Solves a model from the final basis of a similar one, which may differ in capacities,
    /// supplies, weights and quantities and have more or fewer blocks. Keeps what the next
    /// such solve can begin from.
    ///
    /// The answer is that of [`Engine::solve`], proven in the same way; only the work
    /// differs. A warm start that takes more than half the pivots of the last cold start is
    /// given up for a cold start, which [`Statistics::restarts`] counts; a pivot of the dual
    /// simplex counts as ten. Changed capacities and supplies gain most: a month 5 % short on
    /// a model of many lines takes at most a twentieth of a cold start. On a single line with
    /// very many orders a cold start may be quicker.
    ///
    /// ```
    /// use apportion::engine::{Exact, Outcome, SolveOptions};
    /// use apportion::model::{Carry, CostPath, Model};
    ///
    /// let model = |capacity: f64| {
    ///     let mut builder = Model::builder(2);
    ///     let line = builder.resource("line", Carry::Lost, vec![capacity, 2.0]);
    ///     let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
    ///     let family = builder.family(vec![recipe]);
    ///     builder.block(7, family, 0..=1, 2.0);
    ///     builder.level("late", vec![CostPath::Slope { from: 0, rate: 3.0, unserved: 9.0 }]);
    ///     builder.build()
    /// };
    /// let (_, start) = Exact::new().solve_keeping(&model(2.0)?, &SolveOptions::default())?;
    /// let start = start.unwrap_or_default();
    /// let (outcome, _) =
    ///     Exact::new().solve_from(&model(1.0)?, &start, &SolveOptions::default())?;
    /// let Outcome::Finished(solution) = outcome else { panic!("no limit was set") };
    /// assert_eq!(solution.levels()[0].objective(), 3.0);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Engine::solve`].
    ///
    /// [`Statistics::restarts`]: crate::engine::Statistics::restarts
    pub fn solve_from(
        &self,
        model: &Model,
        start: &WarmStart,
        options: &SolveOptions,
    ) -> Result<(Outcome, Option<WarmStart>), EngineError> {
        Self::solve_parts(model, options, Some(start), true)
    }

    fn solve_parts(
        model: &Model,
        options: &SolveOptions,
        start: Option<&WarmStart>,
        keep: bool,
    ) -> Result<Kept, EngineError> {
        let began = Instant::now();
        let (outcome, kept) = solve_apart_keeping(model, |part| {
            let mut limits = Limits::new(options, began);
            let crash = Crash::new(part);
            let turns = Turns::of(part);
            let mut solve = Solve::new(part, &crash, &turns);
            // What is optimised in turn begins from nothing.
            if let Some(start) = start.filter(|_| turns.is_empty()) {
                if let Some(kept) = Self::warm_start(&mut solve, start, &mut limits) {
                    return Ok(kept);
                }
                solve.restart();
            }
            let before = solve.simplex.statistics.pivots;
            let outcome = Self::cold_start(&mut solve, &mut limits)?;
            let finished = keep && matches!(outcome, Outcome::Finished(_));
            let pivots = solve.simplex.statistics.pivots - before;
            Ok((outcome, finished.then(|| solve.simplex.keep(pivots))))
        })?;
        let whole: Option<Vec<WarmStart>> = kept.into_iter().collect();
        Ok((outcome, whole.map(WarmStart::merged)))
    }

    /// Solves from a basis that was kept; none if that does not lead to a proven answer.
    fn warm_start(solve: &mut Solve<'_>, start: &WarmStart, limits: &mut Limits) -> Option<Kept> {
        if !solve.simplex.restore(start) {
            return None;
        }
        let model = solve.simplex.model;
        let blocks = model.blocks().len();
        solve.simplex.objective.composite = true;
        limits.budget = Some(start.budget(blocks));
        let mut prices = Vec::with_capacity(model.levels().len());
        let end = solve.levels(limits, &mut prices, false);
        limits.budget = None;
        match end {
            Ok(()) => {
                let solution = solve.proven(&prices).ok()?;
                let kept = solve.simplex.keep(start.pivots_afresh(blocks));
                Some((Outcome::Finished(solution), Some(kept)))
            }
            Err(Halt::Stopped(reason)) => Some((solve.stopped(prices, reason), None)),
            // The cold start will report the error, if it meets it too.
            Err(_) => None,
        }
    }

    /// Solves from a crash basis; where rounding has spoilt the answer, once more from the
    /// basis reached, to the last digit.
    fn cold_start(solve: &mut Solve<'_>, limits: &mut Limits) -> Result<Outcome, EngineError> {
        let mut refused = None;
        for attempt in 0..ATTEMPTS {
            let mut prices = Vec::with_capacity(solve.simplex.model.levels().len());
            match solve.levels(limits, &mut prices, attempt == 0) {
                Ok(()) => {}
                Err(Halt::Stopped(reason)) => return Ok(solve.stopped(prices, reason)),
                Err(halt) => return Err(solve.error(halt)),
            }
            match solve.proven(&prices) {
                Ok(solution) => return Ok(Outcome::Finished(solution)),
                Err(flaw) => refused = Some(flaw),
            }
            solve.simplex.reopen();
            solve.simplex.to_the_last_digit = true;
        }
        let flaw = refused.unwrap_or(Flaw::Shape("answer"));
        Err(EngineError::Refused { engine: NAME, flaw })
    }
}
