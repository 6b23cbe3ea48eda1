//! Independent parts of a model, solved apart.
//!
//! Two resources belong to one part if a family or an extra column uses both. Parts share
//! nothing, so that the optimum of every level is the sum of the optima of the parts, and
//! bounds add up in the same way. Solving apart is exact, quicker than solving the whole (work
//! grows faster than size), and can use several threads without any effect on the answer.

use super::error::EngineError;
use super::outcome::{Outcome, Stopped};
use super::solution::{Solution, Statistics};
use super::timings::Timings;
use crate::model::{BlockId, Cell, Column, LevelResult, Model, ModelPart, Point, Prices, RecipeId};

/// Solves each part with `solve` and puts the answers together, keeping something of each part. A
/// model that does not fall apart is solved as it is.
///
/// Complexity of the split: O(size of the model); the parts together are a copy of it.
pub(super) fn solve_apart_keeping<T: Send>(
    model: &Model,
    solve: impl Fn(&Model) -> Result<(Outcome, T), EngineError> + Sync,
) -> Result<(Outcome, Vec<T>), EngineError> {
    let parts = model.parts();
    if parts.is_empty() {
        return solve(model).map(|(outcome, kept)| (outcome, vec![kept]));
    }
    #[cfg(feature = "parallel")]
    let outcomes: Vec<Result<(Outcome, T), EngineError>> = {
        use rayon::prelude::*;
        parts.par_iter().map(|part| solve(part.model())).collect()
    };
    #[cfg(not(feature = "parallel"))]
    let outcomes = parts.iter().map(|part| solve(part.model()));

    let mut whole = Whole::new(model);
    let mut reason = None;
    let mut all = Vec::with_capacity(parts.len());
    for (part, outcome) in parts.iter().zip(outcomes) {
        let (outcome, kept) = outcome.map_err(|error| of_the_whole(model, part, error))?;
        all.push(kept);
        match outcome {
            Outcome::Finished(solution) => whole.add(part, &solution),
            Outcome::Stopped(stopped) => {
                reason.get_or_insert(stopped.reason);
                let Some(best) = &stopped.best else {
                    return Ok((Outcome::Stopped(stopped), all));
                };
                whole.add(part, best);
            }
        }
    }
    let solution = whole.finish();
    let outcome = match reason {
        None => Outcome::Finished(solution),
        Some(reason) => Outcome::Stopped(Stopped { reason, best: Some(solution) }),
    };
    Ok((outcome, all))
}

/// The error of a part, with the row numbers of the whole.
fn of_the_whole(model: &Model, part: &ModelPart, error: EngineError) -> EngineError {
    let EngineError::Infeasible { engine, first, rows } = error else { return error };
    let periods = model.periods().max(1);
    let moved = |row: usize| part.resources()[row / periods] as usize * periods + row % periods;
    EngineError::Infeasible { engine, first, rows: rows.into_iter().map(moved).collect() }
}

/// The answer to the whole model, put together from those of its parts.
struct Whole<'a> {
    model: &'a Model,
    point: Point,
    levels: Vec<LevelResult>,
    statistics: Statistics,
    timings: Timings,
}

impl<'a> Whole<'a> {
    fn new(model: &'a Model) -> Self {
        let nothing = Prices::fine_zero(model.rows());
        let levels = model.levels().iter().map(|_| LevelResult {
            objective: 0.0,
            bound: Some(0.0),
            prices: Some(nothing.clone()),
        });
        let point = Point {
            cells: Vec::new(),
            unserved: vec![0.0; model.blocks().len()],
            extras: vec![0.0; model.extras().len()],
        };
        let (statistics, timings) = (Statistics::default(), Timings::default());
        Self { model, point, levels: levels.collect(), statistics, timings }
    }

    fn add(&mut self, part: &ModelPart, solution: &Solution) {
        let point = &solution.point;
        self.point.cells.extend(point.cells.iter().map(|cell| {
            let Column { block, recipe, period } = cell.column;
            let block = BlockId(part.blocks()[block.index()]);
            let recipe = RecipeId(part.recipes()[recipe.index()]);
            Cell { column: Column { block, recipe, period }, amount: cell.amount }
        }));
        for (&block, &unserved) in part.blocks().iter().zip(&point.unserved) {
            self.point.unserved[block as usize] = unserved;
        }
        for (&extra, &value) in part.extras().iter().zip(&point.extras) {
            self.point.extras[extra as usize] = value;
        }
        let periods = self.model.periods();
        for (level, result) in self.levels.iter_mut().zip(&solution.levels) {
            level.objective += result.objective;
            level.bound = level.bound.zip(result.bound).map(|(sum, bound)| sum + bound);
            let Some((all, own)) = level.prices.as_mut().zip(result.prices.as_ref()) else {
                level.prices = None;
                continue;
            };
            for (index, &resource) in part.resources().iter().enumerate() {
                let to = resource as usize * periods;
                let from = index * periods;
                all.copy(to..to + periods, own, from);
            }
        }
        self.statistics.add(&solution.statistics);
        self.timings.add(&solution.timings);
    }

    fn finish(mut self) -> Solution {
        self.point.cells.sort_by_key(|cell| cell.column);
        let Self { point, levels, statistics, timings, .. } = self;
        Solution { point, levels, statistics, timings }
    }
}
