//! How far a price holds: how many units more save, and how many less cost, as much each as
//! the first. The search along one row is in [`reach`](super::reach).

use super::error::PriceError;
use super::interval::PriceInterval;
use super::parts::by_parts;
use super::paths;
use super::reach::{Search, Side};
use super::solver::Solver;
use super::solves::{is_left_over, is_worthless, left_over};
use super::spot::{Bounds, Spot};
use crate::each::try_each;
use crate::engine::interface::Engine;
use crate::engine::options::SolveOptions;
use crate::model::{Block, Carry, Extra, LevelResult, Model, Recipe};
use crate::tolerance;

/// How far a row's price holds on a level.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PriceRange {
    /// The row, numbered as by [`Model::row`].
    pub row: usize,
    /// So many units more save as much each as the first; `∞` if all do, 0 if one more leaves
    /// no feasible point.
    pub more: f64,
    /// So many units less cost as much each as the first, up to all that can be taken; 0 if
    /// there is not one to take.
    pub less: f64,
}

/// How far the gain and the loss of these rows' prices hold
/// (see [`price_intervals`](super::price_intervals)).
///
/// Whole units are compared: where the slope of the cost changes within the first unit, `more`
/// or `less` is 1. Ends are exact up to [`tolerance::GAP`] of the objective.
///
/// Complexity: for each row, two solves and, for each side that ends, one or two more for each
/// piece of the cost that a search in growing steps meets; none where the plan leaves all of
/// the row unused. With the exact engine each begins from the basis of a model much the same.
/// With the feature `parallel` rows are asked for on several threads; the answers are the same.
///
/// # Errors
///
/// [`PriceError`] if the level or a row does not exist, a limit was reached, or there is
/// no answer to trust.
///
/// ```
/// use apportion::engine::{Exact, SolveOptions, price_ranges};
/// use apportion::model::{Carry, CostPath, Model};
///
/// // Thirty units wanted at once, ten can be made in each of three periods.
/// let mut builder = Model::builder(3);
/// let line = builder.resource("line", Carry::Lost, vec![10.0; 3]);
/// let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
/// let family = builder.family(vec![recipe]);
/// builder.block(7, family, 0..=2, 30.0);
/// builder.level("backlog", vec![CostPath::Slope { from: 0, rate: 1.0, unserved: 15.0 }]);
/// let model = builder.build()?;
///
/// let ranges = price_ranges(&model, 0, &[0, 1], &Exact::new(), &SolveOptions::default())?;
/// // Ten units more in the first period save two periods each; after that it is one.
/// assert_eq!((ranges[0].more, ranges[0].less), (10.0, 10.0));
/// assert_eq!((ranges[1].more, ranges[1].less), (10.0, 10.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn price_ranges(
    model: &Model,
    level: usize,
    rows: &[usize],
    engine: &dyn Engine,
    options: &SolveOptions,
) -> Result<Vec<PriceRange>, PriceError> {
    let found = by_parts(model, level, rows, &Solver::new(engine, options, level), ranges)?;
    let range = |(&row, (more, less))| PriceRange { row, more, less };
    Ok(rows.iter().zip(found).map(range).collect())
}

/// The ranges of rows of a model whose last level is the one asked for.
fn ranges(
    model: &Model,
    rows: &[usize],
    solver: &Solver<'_>,
) -> Result<Vec<(f64, f64)>, PriceError> {
    let found = priced(model, rows, solver)?;
    Ok(found.into_iter().map(|(_, range)| (range.more, range.less)).collect())
}

/// The intervals and the ranges of these rows' prices together, which solves the models with
/// one unit more and less only once.
pub(crate) fn price_intervals_with_ranges(
    model: &Model,
    level: usize,
    rows: &[usize],
    engine: &dyn Engine,
    options: &SolveOptions,
) -> Result<Vec<(PriceInterval, PriceRange)>, PriceError> {
    let solver = Solver::new(engine, options, level);
    let found = by_parts(model, level, rows, &solver, |model, rows, solver| {
        let mut found = priced(model, rows, solver)?;
        if level == 0 && paths::applies(model) {
            // The intervals of whole numbers, to the last digit.
            let (solution, _) = solver.solve(model)?;
            let prices = solver.prices(&solution)?;
            let all = paths::price_intervals_by_paths(model, &solution.point, prices)?;
            for ((interval, _), &row) in found.iter_mut().zip(rows) {
                *interval = all[row];
            }
        }
        Ok(found)
    })?;
    let row = |(&row, (interval, range))| {
        (PriceInterval { row, ..interval }, PriceRange { row, ..range })
    };
    Ok(rows.iter().zip(found).map(row).collect())
}

/// Both for rows of a model whose last level is the one asked for.
fn priced(
    model: &Model,
    rows: &[usize],
    solver: &Solver<'_>,
) -> Result<Vec<(PriceInterval, PriceRange)>, PriceError> {
    let (base, start) = solver.solve(model)?;
    let prices = solver.prices(&base)?;
    let left = left_over(model, &base.point);
    let spot = Spot::new(model, &base.point, 0.0);
    let bounds = Bounds::new(model);
    let value = base.levels.last().map_or(0.0, LevelResult::objective);
    let one = |changed: &mut Model, &row: &usize| {
        let mut search = Search {
            model: changed,
            solver,
            start: start.as_ref(),
            base: &base,
            spot: &spot,
            bounds: &bounds,
        };
        let nothing = |end: f64| Side { change: 0.0, end };
        let free = is_left_over(model, &left, row);
        // A price bounds what another unit can save, and another unit never costs anything.
        let worthless = free || is_worthless(model, &base, row);
        let more = if worthless && model.logical_upper(row).is_infinite() {
            nothing(f64::INFINITY)
        } else {
            let known = free.then(|| addable(model, &left, row));
            search.side(row, 1.0, most_of_use(model, row), known)?
        };
        let most = most_to_take(model, row);
        let less = search.side(row, -1.0, most, free.then(|| spare(model, &left, row)))?;
        let interval = PriceInterval {
            row,
            gain: tolerance::difference(value, value + more.change),
            price: model.worth(prices, row),
            loss: tolerance::difference(value + less.change, value),
        };
        let range = PriceRange { row, more: more.end, less: less.end.min(most) };
        solver.options.task_done();
        Ok((interval, range))
    };
    solver.options.expect_tasks(rows.len());
    // Each thread changes a model of its own.
    try_each(rows, || model.clone(), one)
}

/// No point can use more of a row than this.
fn most_of_use(model: &Model, row: usize) -> f64 {
    let (resource, _) = model.row_parts(row);
    let uses = model.recipes().iter().flat_map(Recipe::all_uses).flatten();
    let uses = uses.filter(|(used, _)| *used == resource).map(|(_, usage)| usage.abs());
    let entries = model.extras().iter().flat_map(Extra::entries);
    let entries = entries.filter(|(row, _)| model.row_parts(*row).0 == resource);
    let most = uses.chain(entries.map(|(_, entry)| entry.abs())).fold(0.0, f64::max);
    let quantities = model.blocks().iter().map(Block::quantity);
    most * quantities.sum::<f64>()
}

/// How much can be added to a row with a unit left over until a limit is reached.
fn addable(model: &Model, left: &[f64], row: usize) -> f64 {
    let (resource, period) = model.row_parts(row);
    match model.resources()[resource.index()].carry() {
        Carry::Lost => f64::INFINITY,
        Carry::Stock { limit } => {
            let later = &left[row..row + model.periods() - period];
            later.iter().fold(f64::INFINITY, |least, stock| least.min(limit - stock))
        }
    }
}

/// What the plan leaves unused of a row.
fn spare(model: &Model, left: &[f64], row: usize) -> f64 {
    let (resource, period) = model.row_parts(row);
    match model.resources()[resource.index()].carry() {
        Carry::Lost => {
            let moved = model.moved_by(row).filter(|(_, factor)| *factor > 0.0);
            moved.fold(left[row], |least, (other, factor)| least.min(left[other] / factor))
        }
        Carry::Stock { .. } => {
            let later = &left[row..row + model.periods() - period];
            later.iter().copied().fold(f64::INFINITY, f64::min)
        }
    }
}

/// What can be taken from a row: its capacity, or all supply up to its period.
fn most_to_take(model: &Model, row: usize) -> f64 {
    let (resource, period) = model.row_parts(row);
    match model.resources()[resource.index()].carry() {
        Carry::Lost => model.rhs(row),
        Carry::Stock { .. } => (row - period..=row).map(|row| model.rhs(row)).sum(),
    }
}
