//! The levels one after another, each on the optimal face of those before.

use super::backend::Backend;
use super::face::Face;
use super::limits::{Halt, Limits};
use super::prices::{Objective, violation};
use super::program::Program;
use super::restricted::Restricted;
use super::widening::Widening;
use crate::engine::certificate::certification::{certify, require_proof};
use crate::engine::certificate::feasibility::feasible;
use crate::engine::certificate::flaw::Flaw;
use crate::engine::solution::{Solution, Statistics};
use crate::engine::timings::Timings;
use crate::model::{Level, LevelResult, Model, Point, Prices};
use crate::tolerance;

/// How often a level is solved, each time more exactly, before it is given up.
const ATTEMPTS: u64 = 6;

/// A running solve.
pub(super) struct Run<'a> {
    model: &'a Model,
    backend: Backend,
    limits: Limits,
    face: Face,
    prices: Vec<Prices>,
    point: Option<Point>,
}

impl<'a> Run<'a> {
    pub(super) fn new(model: &'a Model, backend: Backend, limits: Limits) -> Self {
        let face = Face::new(model);
        Self { model, backend, limits, face, prices: Vec::new(), point: None }
    }

    /// Solves every level and proves the result.
    pub(super) fn finish(&mut self) -> Result<Solution, Halt> {
        for level in self.model.levels() {
            self.level(level)?;
        }
        self.settle()?;
        let (point, levels) = self.certified().map_err(Halt::Refused)?;
        require_proof(self.model, &levels).map_err(Halt::Refused)?;
        Ok(Solution {
            point,
            levels,
            statistics: Statistics::default(),
            timings: Timings::default(),
        })
    }

    /// The best point so far, if it is feasible, with the bounds known for it.
    pub(super) fn best(self) -> Option<Solution> {
        let (point, levels) = self.certified().ok()?;
        Some(Solution {
            point,
            levels,
            statistics: Statistics::default(),
            timings: Timings::default(),
        })
    }

    fn certified(&self) -> Result<(Point, Vec<LevelResult>), Flaw> {
        let point = self.point.clone().ok_or(Flaw::Shape("no point"))?;
        // Levels not solved yet get prices of zero: their bounds are weak but valid.
        let mut prices = self.prices.clone();
        prices.resize(self.model.levels().len(), Prices::zero(self.model.rows()));
        let levels = certify(self.model, &point, &prices)?;
        Ok((point, levels))
    }

    /// Finds prices that are optimal for a level and narrows the face by them.
    fn level(&mut self, level: &Level) -> Result<(), Halt> {
        let program = Program::new(self.model, &self.face, Some(level));
        let unit = level.tolerance() / tolerance::REDUCED_COST;
        // Half of what the certificate allows, so that both see the same face.
        let tolerance = level.tolerance() / 2.0;
        let mut working = self.guess(&program, unit)?;
        let mut objective = Objective::costs(&program, unit);
        for attempt in 1..=ATTEMPTS {
            let restricted =
                Restricted::new(&program, &working, &objective, Widening::Basis(attempt));
            let answer = match restricted.run(self.backend.simplex(), &self.limits) {
                Err(Halt::Infeasible) if working.len() < program.columns() => {
                    working = (0..program.columns()).collect();
                    continue;
                }
                other => other?,
            };
            // The widened bounds exceed the model's, mostly by less than the tolerances.
            let point = program.point(self.model, &self.face, &restricted.values(&answer));
            if feasible(self.model, &point).is_ok() {
                self.point = Some(point);
            }
            let basis = restricted.basis(&answer);
            let fine = basis.prices(&program);
            let prices: Vec<f64> = fine.iter().map(|price| price.high()).collect();
            let violation = violation(&program, &basis, &restricted.raw(&answer), &prices);
            if violation <= tolerance {
                let mut prices = program.coupling(&prices).to_vec();
                self.face.validate(self.model, level, &mut prices);
                self.face.narrow(self.model, level, &prices);
                self.prices.push(Prices::fine(program.coupling(&fine)));
                return Ok(());
            }
            if !extend(&program, &mut working, &prices, tolerance) && violation.is_finite() {
                objective = Objective::reduced(&program, &prices, violation);
            }
        }
        let objective = self.point.as_ref().map_or(0.0, |point| point.objective(self.model, level));
        let (level, bound) = (level.label().to_owned(), f64::NEG_INFINITY);
        Err(Halt::Refused(Flaw::Gap { level, objective, bound }))
    }

    /// Finds a point on the common optimal face of all levels.
    fn settle(&mut self) -> Result<(), Halt> {
        let program = Program::new(self.model, &self.face, None);
        let all: Vec<usize> = (0..program.columns()).collect();
        let objective = Objective::costs(&program, 1.0);
        let run = |widening| {
            let restricted = Restricted::new(&program, &all, &objective, widening);
            let answer = restricted.run(self.backend.simplex(), &self.limits)?;
            Ok(restricted.values(&answer))
        };
        let values = match run(Widening::None) {
            Err(Halt::Infeasible) => run(Widening::Rounding),
            other => other,
        }?;
        self.point = Some(program.point(self.model, &self.face, &values));
        Ok(())
    }

    /// The columns to start with: all, or those that an interior point and its prices do not
    /// exclude.
    fn guess(&self, program: &Program, unit: f64) -> Result<Vec<usize>, Halt> {
        let all: Vec<usize> = (0..program.columns()).collect();
        if self.backend.finds_vertices() || all.is_empty() {
            return Ok(all);
        }
        let restricted =
            Restricted::new(program, &all, &Objective::costs(program, unit), Widening::None);
        let answer = match restricted.run(self.backend, &self.limits) {
            // Left to the simplex method to decide.
            Err(Halt::Infeasible) => return Ok(all),
            other => other?,
        };
        let Some(prices) = restricted.prices(&answer) else {
            return Ok(all);
        };
        let values = restricted.raw(&answer);
        if program.excess(&values) > tolerance::INTERIOR_RESIDUAL * program.size() {
            // Such points are reported as solved, too.
            return Ok(all);
        }
        let dearest = program.costs.iter().map(|cost| cost.abs()).fold(0.0, f64::max);
        let near = tolerance::INTERIOR_ZERO * dearest.max(unit);
        Ok(all
            .into_iter()
            .filter(|&column| {
                program.block(column).is_none()
                    || values[column] > tolerance::INTERIOR_ZERO
                    || program.reduced_cost(column, &prices) <= near
            })
            .collect())
    }
}

/// Adds the columns left out whose reduced cost is below zero; returns whether there are any.
fn extend(program: &Program, working: &mut Vec<usize>, prices: &[f64], tolerance: f64) -> bool {
    if working.len() == program.columns() {
        return false;
    }
    let mut there = vec![false; program.columns()];
    for &column in working.iter() {
        there[column] = true;
    }
    let before = working.len();
    working.extend(
        (0..program.columns())
            .filter(|&column| !there[column] && program.reduced_cost(column, prices) < -tolerance),
    );
    working.sort_unstable();
    working.len() > before
}
