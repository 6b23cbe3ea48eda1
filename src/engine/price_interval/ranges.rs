//! How far a price holds: how many units more save, and how many less cost, as much each as
//! the first.
//!
//! The optimal cost v of the first level is convex in the right-hand side and made of straight
//! pieces. With `s` for what the first unit changes, the price holds up to the greatest `a`
//! for which v(b + a) = v(b) + a · s. That is found from the far end, as Newton's method finds
//! a root: where v lies above the line, the piece it is on there (its slope is a price, too)
//! meets the line no nearer than the end of the price, and each step leaves a piece behind for
//! good (Eisner and Severance, 1976, for the general case).
//!
//! A level further down is convex as long as those before it run straight, so that a price
//! on it holds as far as all of them do.

use super::{PriceError, Solver, by_parts};
use crate::engine::{Engine, EngineError, LevelResult, Solution, SolveOptions, WarmStart};
use crate::formulation::{Carry, Model};
use crate::tolerance;

/// Steps after which the search ends with what is known to hold. Each leaves a piece of the
/// cost behind; where rounding blurs the pieces it halves what is open.
const MOST_STEPS: usize = 64;

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
/// A whole unit is the measure: where the cost bends within the first unit, `more` or `less`
/// is 1. Ends are exact up to [`tolerance::GAP`] of the objective.
///
/// Complexity: two solves for each row and, for each side that ends, one or two more for each
/// piece of the cost between there and the end of what can be changed; with the exact engine
/// each begins from the basis of the unchanged model.
///
/// # Errors
///
/// [`PriceError`] if the level or a row does not exist, a limit was reached, or there is
/// no answer to trust.
///
/// ```
/// use apportion::engine::{Exact, SolveOptions, price_ranges};
/// use apportion::formulation::{Carry, CostPath, Model};
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
    let (base, start) = solver.solve(model)?;
    let mut search =
        Search { model: model.clone(), solver, start, base: objectives(&base).collect() };
    let range = |&row: &usize| {
        let more = match search.reach(row, 1.0, most_of_use(model, row))? {
            Reach::End(end) => end,
            Reach::All => f64::INFINITY,
        };
        let most = most_to_take(model, row);
        let less = match search.reach(row, -1.0, most)? {
            Reach::End(end) => end,
            Reach::All => most,
        };
        Ok((more, less))
    };
    rows.iter().map(range).collect()
}

/// The first thing that stops a price.
enum Reach {
    End(f64),
    /// Nothing, up to the most that was asked for.
    All,
}

/// The optimal cost by level along one row.
struct Search<'s, 'a> {
    model: Model,
    solver: &'s Solver<'a>,
    start: Option<WarmStart>,
    base: Vec<f64>,
}

/// What the levels cost at an amount, and by how much one unit changes each there.
struct Trial {
    costs: Vec<f64>,
    slopes: Vec<f64>,
}

impl Search<'_, '_> {
    /// The greatest amount, in the direction of the sign, of which each unit changes every
    /// level as much as the first.
    fn reach(&mut self, row: usize, sign: f64, most: f64) -> Result<Reach, PriceError> {
        if most < 1.0 {
            return Ok(if sign > 0.0 { Reach::All } else { Reach::End(0.0) });
        }
        let Some(first) = self.at(row, sign, 1.0)? else { return Ok(Reach::End(0.0)) };
        let unit: Vec<f64> = first.costs.iter().zip(&self.base).map(|(a, b)| a - b).collect();
        let (mut known, mut open) = (1.0, most);
        let mut amount = most;
        // Whether the amount is where a piece from beyond meets the line.
        let mut met = false;
        for step in 0..MOST_STEPS {
            let meets = match self.at(row, sign, amount)? {
                // It may be on the line, and no feasible point beyond it.
                Some(trial) => match self.meets(&trial, &unit, amount) {
                    None if step == 0 => return Ok(Reach::All),
                    None if met => return Ok(Reach::End(amount)),
                    None => {
                        known = amount;
                        f64::NAN
                    }
                    Some(meets) => {
                        open = amount;
                        meets
                    }
                },
                None => {
                    open = amount;
                    f64::NAN
                }
            };
            if tolerance::equal(meets, known, known) {
                break;
            }
            met = known < meets && meets < open;
            amount = if met { meets } else { f64::midpoint(known, open) };
            if open - known <= tolerance::QUANTITY * open.max(1.0) {
                break;
            }
        }
        Ok(Reach::End(known))
    }

    /// The costs with so much more or less; none if there is no feasible point.
    fn at(&mut self, row: usize, sign: f64, amount: f64) -> Result<Option<Trial>, PriceError> {
        let before = self.model.rhs(row);
        self.model.set_rhs(row, before + sign * amount);
        let solved = self.solver.solve_after(&self.model, self.start.as_ref());
        self.model.set_rhs(row, before);
        let solution = match solved {
            Ok((solution, _)) => solution,
            Err(PriceError::Engine(EngineError::Infeasible { .. })) => return Ok(None),
            Err(error) => return Err(error),
        };
        let slope = |level: &LevelResult| {
            let prices = level.prices().ok_or(PriceError::NoPrices)?;
            Ok(-sign * prices.get(row).copied().unwrap_or(0.0))
        };
        let slopes: Result<Vec<f64>, PriceError> = solution.levels.iter().map(slope).collect();
        Ok(Some(Trial { costs: objectives(&solution).collect(), slopes: slopes? }))
    }

    /// None if all levels are on their lines; else the amount at which the piece that the
    /// first level off its line is on meets it.
    fn meets(&self, trial: &Trial, unit: &[f64], amount: f64) -> Option<f64> {
        for (level, &cost) in trial.costs.iter().enumerate() {
            let (base, unit) = (self.base[level], unit[level]);
            let line = base + amount * unit;
            let size = base.abs().max(cost.abs()).max(1.0);
            if (cost - line).abs() > (tolerance::GAP + amount * tolerance::ROUNDING) * size {
                let slope = trial.slopes[level];
                return Some((cost - slope * amount - base) / (unit - slope));
            }
        }
        None
    }
}

fn objectives(solution: &Solution) -> impl Iterator<Item = f64> + '_ {
    solution.levels.iter().map(LevelResult::objective)
}

/// More than this of a row nobody can use.
fn most_of_use(model: &Model, row: usize) -> f64 {
    let (resource, _) = model.row_parts(row);
    let uses = model.recipes().iter().flat_map(|recipe| recipe.uses());
    let uses = uses.filter(|(used, _)| *used == resource).map(|(_, usage)| usage.abs());
    let entries = model.extras().iter().flat_map(|extra| extra.entries());
    let entries = entries.filter(|(row, _)| model.row_parts(*row).0 == resource);
    let most = uses.chain(entries.map(|(_, entry)| entry.abs())).fold(0.0, f64::max);
    let quantities = model.blocks().iter().map(|block| block.quantity());
    most * quantities.sum::<f64>()
}

/// What can be taken away from a row: its capacity, or all that has come in by then.
fn most_to_take(model: &Model, row: usize) -> f64 {
    let (resource, period) = model.row_parts(row);
    match model.resources()[resource.index()].carry() {
        Carry::Lost => model.rhs(row),
        Carry::Stock { .. } => (row - period..=row).map(|row| model.rhs(row)).sum(),
    }
}
