//! The interval of a row's price: what one unit more of its right-hand side saves, and
//! what one unit less costs.
//!
//! Prices are not unique. Where a period is exactly full, one unit more may save little
//! and one unit less cost much, and an engine reports some number between the two. With
//! v(b) for the optimal cost of a level (given the levels before it) and e for one unit
//! of the row,
//!
//! ```text
//! gain = v(b) − v(b + e)   ≤   price   ≤   v(b − e) − v(b) = loss
//! ```
//!
//! on the first level, since v is convex in b. On later levels this need not hold where
//! the levels before change as well.
//!
//! An interval holds for one unit: the second may be worth less. How many are worth as much
//! as the first is what [`price_ranges`] tells. Both hold for this right-hand side only, and
//! for one row at a time.

mod error;
mod paths;
mod ranges;
mod reach;
mod savings;
mod solves;
mod spot;

pub use error::PriceError;
pub use paths::price_intervals_by_paths;
pub(crate) use ranges::price_intervals_with_ranges;
pub use ranges::{PriceRange, price_ranges};
pub use savings::{Saving, savings};
pub use solves::price_intervals_by_solves;

use std::time::Instant;

use super::{
    Engine, EngineError, Outcome, Solution, SolveOptions, StopReason, WarmStart, require_proof,
};
use crate::model::Model;

/// What one unit of a row's right-hand side is worth on a level.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PriceInterval {
    /// The row, numbered as by [`Model::row`].
    pub row: usize,
    /// What one unit more saves; `−∞` if the model has no feasible point then, which
    /// takes a limit on a stock.
    pub gain: f64,
    /// The price that the engine reports.
    pub price: f64,
    /// What one unit less costs; `∞` if the model has no feasible point then, as where
    /// there is no unit to take away.
    pub loss: f64,
}

/// The intervals of these rows' prices on a level: along shortest paths in every
/// independent part of the model that is a transportation model in whole numbers, by
/// solves with one unit more and one less in the others.
///
/// The time limit is one for all solves together, the pivot limit one for each.
///
/// Complexity: see [`price_intervals_by_paths`] and [`price_intervals_by_solves`].
///
/// # Errors
///
/// [`PriceError`] if the level or a row does not exist, a limit was reached, or there is
/// no answer to trust.
///
/// ```
/// use apportion::engine::{Exact, SolveOptions, price_intervals};
/// use apportion::model::{Carry, CostPath, Model};
///
/// // Three units wanted at once, one can be made in each of three periods.
/// let mut builder = Model::builder(3);
/// let line = builder.resource("line", Carry::Lost, vec![1.0, 1.0, 1.0]);
/// let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
/// let family = builder.family(vec![recipe]);
/// builder.block(7, family, 0..=2, 3.0);
/// builder.level("backlog", vec![CostPath::Slope { from: 0, rate: 1.0, unserved: 15.0 }]);
/// let model = builder.build()?;
///
/// let intervals = price_intervals(&model, 0, &[0, 1, 2], &Exact::new(), &SolveOptions::default())?;
/// // One more at the beginning saves the two periods of the last unit, one less leaves
/// // a unit unserved.
/// assert_eq!((intervals[0].gain, intervals[0].loss), (2.0, 15.0));
/// assert_eq!((intervals[2].gain, intervals[2].loss), (0.0, 13.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn price_intervals(
    model: &Model,
    level: usize,
    rows: &[usize],
    engine: &dyn Engine,
    options: &SolveOptions,
) -> Result<Vec<PriceInterval>, PriceError> {
    let solver = Solver::new(engine, options, level);
    let found = by_parts(model, level, rows, &solver, |model, rows, solver| {
        if level > 0 || !paths::applies(model) {
            return solves::intervals(model, rows, solver);
        }
        let (solution, _) = solver.solve(model)?;
        let all =
            paths::price_intervals_by_paths(model, &solution.point, solver.prices(&solution)?)?;
        Ok(rows.iter().map(|&row| all[row]).collect())
    })?;
    Ok(numbered(rows, found))
}

/// Intervals with the numbers that the rows have in the whole model.
fn numbered(rows: &[usize], found: Vec<PriceInterval>) -> Vec<PriceInterval> {
    let interval = |(&row, interval)| PriceInterval { row, ..interval };
    rows.iter().zip(found).map(interval).collect()
}

/// Cuts the levels off that come after, and asks each independent part for its rows.
/// What they answer comes in the order of `rows`.
fn by_parts<'a, T>(
    model: &Model,
    level: usize,
    rows: &[usize],
    solver: &Solver<'a>,
    ask: impl Fn(&Model, &[usize], &Solver<'a>) -> Result<Vec<T>, PriceError>,
) -> Result<Vec<T>, PriceError> {
    if level >= model.levels().len() {
        return Err(PriceError::Level { level, levels: model.levels().len() });
    }
    if let Some(&row) = rows.iter().find(|&&row| row >= model.rows()) {
        return Err(PriceError::Row { row, rows: model.rows() });
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut trimmed = model.clone();
    trimmed.keep_levels(level + 1);
    let parts = trimmed.parts();
    if parts.is_empty() {
        return ask(&trimmed, rows, solver);
    }
    let periods = model.periods();
    let mut found = Vec::with_capacity(rows.len());
    for part in &parts {
        // Where in `rows` the row stands, and its number in the part.
        let own: Vec<(usize, usize)> = rows
            .iter()
            .enumerate()
            .filter_map(|(place, &row)| {
                let resource = (row / periods) as u32;
                let position = part.resources().iter().position(|&own| own == resource)?;
                Some((place, position * periods + row % periods))
            })
            .collect();
        if own.is_empty() {
            continue;
        }
        let numbers: Vec<usize> = own.iter().map(|&(_, row)| row).collect();
        let answers = ask(part.model(), &numbers, solver)?;
        found.extend(own.iter().map(|&(place, _)| place).zip(answers));
    }
    found.sort_by_key(|&(place, _)| place);
    Ok(found.into_iter().map(|(_, answer)| answer).collect())
}

/// Solves models to the level asked for, within what is left of the time.
struct Solver<'a> {
    engine: &'a dyn Engine,
    options: &'a SolveOptions,
    level: usize,
    begun: Instant,
}

impl<'a> Solver<'a> {
    fn new(engine: &'a dyn Engine, options: &'a SolveOptions, level: usize) -> Self {
        Self { engine, options, level, begun: Instant::now() }
    }

    /// The proven optimum, and what the next solve of a changed model can begin from.
    fn solve(&self, model: &Model) -> Result<(Solution, Option<WarmStart>), PriceError> {
        self.solve_after(model, None)
    }

    /// The proven optimum, from what the solve of much the same model left.
    fn solve_after(
        &self,
        model: &Model,
        start: Option<&WarmStart>,
    ) -> Result<(Solution, Option<WarmStart>), PriceError> {
        let mut options = self.options.clone();
        options.time_limit =
            options.time_limit.map(|limit| limit.saturating_sub(self.begun.elapsed()));
        // A solve that cannot go on would still begin, and certify what it has by then.
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
    fn prices<'s>(&self, solution: &'s Solution) -> Result<&'s [f64], PriceError> {
        let level = solution.levels.get(self.level);
        level.and_then(|level| level.prices()).ok_or(PriceError::NoPrices)
    }
}
