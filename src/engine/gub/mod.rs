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

mod columns;
mod factors;
mod levels;
mod limits;
mod lot;
mod open;
mod optimise;
mod pivot;
mod point;
mod pricing;
mod ratio;
mod rooms;
mod scan;
mod simplex;
mod start;
mod tables;

use limits::Limits;
use simplex::{Halt, Simplex};

use super::{Engine, EngineError, Flaw, Outcome, Solution, SolveOptions, StopReason, Stopped};
use super::{apart::solve_apart, certify, require_proof, sealed};
use crate::formulation::Model;

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
        solve_apart(model, |part| self.solve_part(part, options))
    }
}

impl Exact {
    fn solve_part(self, model: &Model, options: &SolveOptions) -> Result<Outcome, EngineError> {
        let mut limits = Limits::new(options);
        let mut simplex = Simplex::new(model);
        let mut refused = None;
        for attempt in 0..ATTEMPTS {
            let mut prices = Vec::with_capacity(model.levels().len());
            let end = solve_levels(&mut simplex, &mut limits, &mut prices, attempt == 0);
            match end {
                Ok(()) => {}
                Err(Halt::Stopped(reason)) => return Ok(stopped(&mut simplex, prices, reason)),
                Err(Halt::Infeasible(rows)) => return Err(infeasible(model, rows)),
                Err(Halt::Unbounded) => {
                    return Err(EngineError::Failed {
                        engine: NAME,
                        message: "the cost can fall without end".to_owned(),
                    });
                }
                Err(Halt::Broken(what)) => {
                    return Err(EngineError::Failed { engine: NAME, message: what.to_owned() });
                }
            }
            let point = simplex.point();
            match proven(model, &point, &prices) {
                Ok(levels) => {
                    let statistics = simplex.statistics.clone();
                    return Ok(Outcome::Finished(Solution { point, levels, statistics }));
                }
                Err(flaw) => refused = Some(flaw),
            }
            simplex.reopen();
        }
        let flaw = refused.unwrap_or(Flaw::Shape("answer"));
        Err(EngineError::Refused { engine: NAME, flaw })
    }
}

fn proven(
    model: &Model,
    point: &super::Point,
    prices: &[Vec<f64>],
) -> Result<Vec<super::LevelResult>, Flaw> {
    let levels = certify(model, point, prices)?;
    require_proof(model, &levels)?;
    Ok(levels)
}

/// Optimises one level after the other and collects their prices.
fn solve_levels<'m>(
    simplex: &mut Simplex<'m>,
    limits: &mut Limits,
    prices: &mut Vec<Vec<f64>>,
    afresh: bool,
) -> Result<(), Halt> {
    let model = simplex.model;
    if model.levels().is_empty() {
        simplex.rebuild_load();
        simplex.refactor()?;
        return simplex.optimise(limits);
    }
    for (index, level) in model.levels().iter().enumerate() {
        simplex.begin_level(level);
        if afresh {
            simplex.dispatch();
        }
        simplex.rebuild_load();
        simplex.refactor()?;
        simplex.optimise(limits)?;
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
    let best = certify(model, &point, &prices).ok().map(|mut levels| {
        // A bound below an unfinished level would rest on what that has not decided.
        for level in levels.iter_mut().skip(done + 1) {
            level.bound = None;
            level.prices = None;
        }
        Solution { point, levels, statistics: simplex.statistics.clone() }
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
