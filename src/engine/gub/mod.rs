//! The exact engine: a primal simplex for generalised upper bounds.
//!
//! A model has very many blocks and few coupling rows. Dantzig and Van Slyke (1967)
//! showed how the simplex method can work with a basis of the coupling rows alone: each
//! block keeps one *key* basic column, which its own row determines, and all others are
//! taken as differences from it. What grows with the number of blocks is pricing, and
//! that computes costs on the fly: no column is ever stored.
//!
//! Levels are optimised one after the other on the optimal face of those before, and the
//! answer is handed over only after [`certify`](super::certify) and
//! [`require_proof`](super::require_proof) have passed on it.

mod blend;
mod claim;
mod columns;
mod costs;
mod dual;
#[cfg(test)]
mod dual_tests;
mod factors;
#[cfg(test)]
#[allow(dead_code, clippy::expect_used, clippy::filter_map_bool_then)]
#[path = "../../../tests/engine/generator.rs"]
mod generator;
mod guide;
mod guided;
mod invariants;
mod lean;
mod levels;
mod limits;
mod lot;
mod near;
mod open;
mod optimise;
mod pivot;
mod point;
mod pricing;
mod queues;
mod ratio;
mod ray;
mod restore;
mod rooms;
mod scan;
mod simplex;
mod start;
#[cfg(test)]
mod strict_tests;
mod tables;
mod waiting;
mod warm;

pub use warm::WarmStart;

use std::time::Instant;

use lean::leans;
use limits::Limits;
use simplex::{Halt, Simplex};

use super::apart::solve_apart_keeping;
use super::{
    Engine, EngineError, Flaw, Outcome, Solution, SolveOptions, StopReason, Stopped, certify,
    require_proof, sealed,
};
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

const NAME: &str = "exact";

/// Attempts at an answer that the proof accepts.
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

    /// Solves a model from the final basis of another that is much the same: with other
    /// capacities, supplies, weights or quantities, with blocks more or fewer. Keeps what
    /// the next such solve can begin from.
    ///
    /// The answer is that of [`Engine::solve`], proven in the same way; only the work
    /// differs. A run that takes more than half the pivots of the last solve from nothing
    /// is given up and begun afresh, which [`Statistics::restarts`] counts; a pivot of the
    /// dual simplex counts as ten. What pays most is another capacity or supply: a month
    /// 5 % short on a model of many lines takes a twentieth of a solve from nothing or less.
    /// On a single line with very many orders to begin afresh may be quicker.
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
    /// [`Statistics::restarts`]: super::Statistics::restarts
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
            let blend = blend::blend(part);
            let leans = leans(part);
            let begin = || {
                let mut simplex = Simplex::new(part);
                (simplex.blend, simplex.leans) = (blend.as_ref(), &leans);
                simplex
            };
            let mut simplex = begin();
            if let Some(start) = start {
                if let Some((outcome, kept)) = Self::solve_warm(&mut simplex, start, &mut limits) {
                    return Ok((outcome, kept));
                }
                let (statistics, timings) = (simplex.statistics.clone(), simplex.timings);
                simplex = begin();
                (simplex.statistics, simplex.timings) = (statistics, timings);
                simplex.statistics.restarts += 1;
            }
            let before = simplex.statistics.pivots;
            let outcome = Self::solve_afresh(&mut simplex, &mut limits)?;
            let finished = keep && matches!(outcome, Outcome::Finished(_));
            let pivots = simplex.statistics.pivots - before;
            Ok((outcome, finished.then(|| simplex.keep(pivots))))
        })?;
        let whole: Option<Vec<WarmStart>> = kept.into_iter().collect();
        Ok((outcome, whole.map(WarmStart::merged)))
    }

    /// Solves from a basis that was kept; nothing if that does not work out.
    fn solve_warm(
        simplex: &mut Simplex<'_>,
        start: &WarmStart,
        limits: &mut Limits,
    ) -> Option<Kept> {
        if !simplex.restore(start) {
            return None;
        }
        let model = simplex.model;
        let blocks = model.blocks().len();
        simplex.warm = true;
        limits.budget = Some(start.budget(blocks));
        let mut prices = Vec::with_capacity(model.levels().len());
        let end = solve_levels(simplex, limits, &mut prices, false);
        limits.budget = None;
        match end {
            Ok(()) => {
                let solution = proven(simplex, &prices).ok()?;
                let kept = simplex.keep(start.pivots_afresh(blocks));
                Some((Outcome::Finished(solution), Some(kept)))
            }
            Err(Halt::Stopped(reason)) => Some((stopped(simplex, prices, reason), None)),
            // A run from nothing tells what is wrong, or that nothing is.
            Err(_) => None,
        }
    }

    fn solve_afresh(
        simplex: &mut Simplex<'_>,
        limits: &mut Limits,
    ) -> Result<Outcome, EngineError> {
        let model = simplex.model;
        let mut refused = None;
        for attempt in 0..ATTEMPTS {
            let mut prices = Vec::with_capacity(model.levels().len());
            let end = solve_levels(simplex, limits, &mut prices, attempt == 0);
            match end {
                Ok(()) => {}
                Err(Halt::Stopped(reason)) => return Ok(stopped(simplex, prices, reason)),
                Err(Halt::Infeasible(rows)) => return Err(infeasible(model, rows)),
                Err(Halt::Unbounded) => {
                    return Err(EngineError::Failed {
                        engine: NAME,
                        message: "the cost can fall without end".to_owned(),
                    });
                }
                Err(Halt::Budget) => {
                    let message = "a budget without a warm run".to_owned();
                    return Err(EngineError::Failed { engine: NAME, message });
                }
                Err(Halt::Broken(what)) => {
                    return Err(EngineError::Failed { engine: NAME, message: what.to_owned() });
                }
            }
            match proven(simplex, &prices) {
                Ok(solution) => return Ok(Outcome::Finished(solution)),
                Err(flaw) => refused = Some(flaw),
            }
            simplex.reopen();
        }
        let flaw = refused.unwrap_or(Flaw::Shape("answer"));
        Err(EngineError::Refused { engine: NAME, flaw })
    }
}

/// The point at hand with the proof of every level.
fn proven(simplex: &mut Simplex<'_>, prices: &[Vec<f64>]) -> Result<Solution, Flaw> {
    let began = Instant::now();
    let (model, point) = (simplex.model, simplex.point());
    let levels = certify(model, &point, prices)?;
    require_proof(model, &levels)?;
    simplex.timings.proof += began.elapsed();
    let (statistics, timings) = (simplex.statistics.clone(), simplex.timings);
    Ok(Solution { point, levels, statistics, timings })
}

/// Optimises one level after the other and collects their prices.
fn solve_levels(
    simplex: &mut Simplex<'_>,
    limits: &mut Limits,
    prices: &mut Vec<Vec<f64>>,
    afresh: bool,
) -> Result<(), Halt> {
    let model = simplex.model;
    if model.levels().is_empty() {
        return simplex.optimise(limits);
    }
    for (index, level) in model.levels().iter().enumerate() {
        limits.begin_level(index);
        let began = Instant::now();
        if afresh && index == 0 {
            // All tiers at once, before the first is optimised by itself.
            simplex.begin_level(simplex.blend.unwrap_or(level));
            if let Some(lean) = simplex.leans.first() {
                simplex.lean_by(&lean.rates);
            }
            simplex.dispatch_guided(limits);
            simplex.stand_straight();
        }
        simplex.begin_level(level);
        let mut leans = simplex.leans.iter().filter(|lean| afresh && lean.level == index);
        let lean = leans.next();
        if let Some(lean) = lean {
            simplex.lean_by(&lean.rates);
        }
        if afresh {
            simplex.dispatch();
        }
        simplex.timings.start += began.elapsed();
        let began = Instant::now();
        if lean.is_some() {
            simplex.settle(limits)?;
            simplex.stand_straight();
        }
        simplex.optimise(limits)?;
        simplex.timings.simplex += began.elapsed();
        prices.push(simplex.prices.clone());
        if index + 1 < model.levels().len() {
            simplex.close_level();
        }
    }
    Ok(())
}

/// The point at hand when a limit was reached, if it is feasible, with its bounds.
fn stopped(simplex: &mut Simplex, mut prices: Vec<Vec<f64>>, reason: StopReason) -> Outcome {
    let model = simplex.model;
    let done = prices.len();
    if done < model.levels().len() {
        prices.push(simplex.prices.clone());
    }
    prices.resize(model.levels().len(), vec![0.0; model.rows()]);
    let point = simplex.point();
    let best = certify(model, &point, &prices).ok().map(|levels| {
        let mut best = Solution::unproven(model, point);
        best.statistics = simplex.statistics.clone();
        // A bound below an unfinished level would rest on what that has not decided.
        for (level, known) in best.levels.iter_mut().zip(levels).take(done + 1) {
            *level = known;
        }
        best
    });
    Outcome::Stopped(Stopped { reason, best })
}

fn infeasible(model: &Model, rows: Vec<usize>) -> EngineError {
    let first = rows.first().map_or_else(String::new, |&row| {
        let (resource, period) = model.row_parts(row);
        format!("{} in period {period}", model.resources()[resource.index()].label())
    });
    EngineError::Infeasible { engine: NAME, first, rows }
}
