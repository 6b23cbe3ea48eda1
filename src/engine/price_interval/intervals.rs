//! Price intervals, by the quickest way for each part of the model.

use super::error::PriceError;
use super::interval::{PriceInterval, numbered};
use super::parts::by_parts;
use super::solver::Solver;
use super::{paths, solves};
use crate::engine::interface::Engine;
use crate::engine::options::SolveOptions;
use crate::model::Model;

/// The intervals of these rows' prices on a level: along shortest paths in every
/// independent part of the model that is a transportation model in whole numbers, by
/// solves with one unit more and one less in the others.
///
/// The time limit is one for all solves together, the pivot limit one for each.
///
/// Complexity: see [`price_intervals_by_paths`](super::price_intervals_by_paths) and [`price_intervals_by_solves`](super::price_intervals_by_solves).
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
