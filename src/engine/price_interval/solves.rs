//! Price intervals by solving with one unit more and one unit less.

use super::error::PriceError;
use super::interval::{PriceInterval, numbered};
use super::parts::by_parts;
use super::solver::Solver;
use crate::engine::error::EngineError;
use crate::engine::interface::Engine;
use crate::engine::options::SolveOptions;
use crate::engine::solution::Solution;
use crate::model::{Carry, Model, Point};
use crate::tolerance;

/// The intervals of these rows' prices on a level, each end by a solve of the changed
/// model down to this level.
///
/// Exact by definition on every model, as far as objectives are: they are proven to
/// [`tolerance::GAP`], relative to themselves. No solve is needed where the answer is known:
/// where a unit is left over anyway both ends are zero, and with a price of zero there is
/// nothing to gain.
///
/// The time limit is one for all solves together, the pivot limit one for each.
///
/// Complexity: at most two solves for each row, of the independent part that it is in; with
/// the exact engine each begins from the basis of the unchanged model.
///
/// # Errors
///
/// [`PriceError`] if the level or a row does not exist, a limit was reached, or there is
/// no answer to trust.
///
/// ```
/// use apportion::engine::{Exact, SolveOptions, price_intervals_by_solves};
/// use apportion::model::{Carry, CostPath, Model};
///
/// // One unit of a part comes each period, and keeps; a unit takes two of them.
/// let mut builder = Model::builder(4);
/// let keeps = Carry::Stock { limit: f64::INFINITY };
/// let part = builder.resource("part", keeps, vec![1.0; 4]);
/// let recipe = builder.recipe("line", 1, vec![(part, 2.0)]);
/// let family = builder.family(vec![recipe]);
/// builder.block(7, family, 0..=3, 2.0);
/// builder.level("backlog", vec![CostPath::Slope { from: 0, rate: 1.0, unserved: 16.0 }]);
/// let model = builder.build()?;
///
/// let options = SolveOptions::default();
/// let intervals = price_intervals_by_solves(&model, 0, &[0], &Exact::new(), &options)?;
/// // One part more at the beginning: half a unit at once instead of after three periods.
/// assert_eq!(intervals[0].gain, 1.5);
/// assert!(intervals[0].price >= 1.5 && intervals[0].loss >= intervals[0].price);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn price_intervals_by_solves(
    model: &Model,
    level: usize,
    rows: &[usize],
    engine: &dyn Engine,
    options: &SolveOptions,
) -> Result<Vec<PriceInterval>, PriceError> {
    let found = by_parts(model, level, rows, &Solver::new(engine, options, level), intervals)?;
    Ok(numbered(rows, found))
}

/// The intervals of rows of a model whose last level is the one asked for.
pub(super) fn intervals(
    model: &Model,
    rows: &[usize],
    solver: &Solver<'_>,
) -> Result<Vec<PriceInterval>, PriceError> {
    let (base, start) = solver.solve(model)?;
    let value = objective(&base);
    let prices = solver.prices(&base)?;
    let left = left_over(model, &base.point);
    let mut changed = model.clone();
    let mut with = |row: usize, change: f64| {
        let before = changed.add_to_rhs(row, change);
        let solved = solver.solve_after(&changed, start.as_ref());
        changed.set_all_rhs(&before);
        match solved {
            Ok((solution, _)) => Ok(objective(&solution)),
            Err(PriceError::Engine(EngineError::Infeasible { .. })) => Ok(f64::INFINITY),
            Err(error) => Err(error),
        }
    };
    let interval = |&row: &usize| {
        let price = model.worth(prices, row);
        if is_left_over(model, &left, row) {
            return Ok(PriceInterval { row, gain: 0.0, price, loss: 0.0 });
        }
        // A price bounds what another unit can save, and another unit never costs anything.
        let worthless = is_worthless(model, &base, row);
        let gain = if worthless && model.logical_upper(row).is_infinite() {
            0.0
        } else {
            tolerance::difference(value, with(row, 1.0)?)
        };
        let loss = tolerance::difference(with(row, -1.0)?, value);
        Ok(PriceInterval { row, gain, price, loss })
    };
    solver.options.expect_tasks(rows.len());
    rows.iter().map(interval).inspect(|_| solver.options.task_done()).collect()
}

fn objective(solution: &Solution) -> f64 {
    solution.levels.last().map_or(0.0, |level| level.objective)
}

/// Whether neither the row nor what moves with it has a price on any level.
pub(super) fn is_worthless(model: &Model, solution: &Solution, row: usize) -> bool {
    let mut rows = model.moved_by(row).map(|(other, _)| other).chain([row]);
    let free = |row: usize| {
        let free = |prices: &[f64]| prices.get(row).is_some_and(|price| price.abs() <= 0.0);
        solution.levels.iter().all(|level| level.prices().is_some_and(|prices| free(prices.rows())))
    };
    rows.all(free)
}

/// What the point leaves of each row: unused capacity, or stock.
pub(super) fn left_over(model: &Model, point: &Point) -> Vec<f64> {
    let mut left: Vec<f64> = (0..model.rows()).map(|row| model.rhs(row)).collect();
    for cell in &point.cells {
        let period = cell.column.period as usize;
        for &(resource, usage) in model.recipe(cell.column.recipe).uses_in(period) {
            left[model.row(resource, period)] -= usage * cell.amount;
        }
    }
    for (extra, value) in model.extras().iter().zip(&point.extras) {
        for (row, entry) in extra.entries() {
            left[row] -= entry * value;
        }
    }
    for row in 0..model.rows() {
        if let Some(next) = model.carried_into(row) {
            left[next] += left[row];
        }
    }
    left
}

/// Whether the point stays feasible with one unit more of the row and with one unit less. It
/// is then optimal for both, on all levels: costs are convex in the right-hand side, and at
/// neither of the two above the present ones.
///
/// A unit less of a stock is a unit less in every period from then on, and a unit more must
/// fit under its limit.
pub(super) fn is_left_over(model: &Model, left: &[f64], row: usize) -> bool {
    let (resource, period) = model.row_parts(row);
    // What moves with it loses as much of what is left of it.
    if model.moved_by(row).any(|(other, factor)| left[other] < factor) {
        return false;
    }
    match model.resources()[resource.index()].carry() {
        Carry::Lost => left[row] >= 1.0,
        Carry::Stock { limit } => left[row..row + model.periods() - period]
            .iter()
            .all(|&stock| stock >= 1.0 && stock + 1.0 <= limit),
    }
}
