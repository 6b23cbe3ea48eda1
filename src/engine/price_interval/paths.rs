//! Price intervals of transportation models, by shortest paths.
//!
//! Every row is a sink that takes units of the blocks, and one more sink takes what stays
//! unserved. `D[s, t]` is the least cost of moving one unit from s to t, over the blocks that
//! have a unit in s. One unit less of s moves a unit along a path to a sink with free
//! capacity; one unit more of s draws a unit in, whose place draws in another, and so on:
//!
//! ```text
//! loss[s] = 0 if s has free capacity, else min over t of D[s, t] + loss[t]
//! gain[s] = max(0, max over t of gain[t] − D[t, s])
//! ```
//!
//! In whole numbers the cost is linear between whole right-hand sides, so that the two
//! one-sided derivatives are the differences for a whole unit.

use super::error::PriceError;
use super::interval::PriceInterval;
use crate::engine::certificate::feasibility::feasible;
use crate::engine::certificate::flaw::Flaw;
use crate::model::{Carry, Cell, Column, Level, Model, Point, Recipe};
use crate::tolerance;

/// Whole numbers are exact below this.
const MOST: f64 = 9_007_199_254_740_992.0;

/// Whether the model is a transportation model in whole numbers.
pub(super) fn applies(model: &Model) -> bool {
    obstacle(model).is_none()
}

/// What keeps the model from being a transportation model in whole numbers.
fn obstacle(model: &Model) -> Option<&'static str> {
    let whole = |value: f64| (0.0..MOST).contains(&value) && value.fract().abs() <= 0.0;
    let lost = |carry: Carry| carry == Carry::Lost;
    let one = |value: f64| (value - 1.0).abs() <= 0.0;
    if model.levels().is_empty() {
        Some("it has no level")
    } else if model.has_moves() {
        Some("rows move with others")
    } else if !model.extras().is_empty() {
        Some("it has extra columns")
    } else if !model.resources().iter().all(|resource| lost(resource.carry())) {
        Some("a resource keeps a stock")
    } else if !model
        .recipes()
        .iter()
        .flat_map(Recipe::all_uses)
        .all(|uses| matches!(uses[..], [(_, use_)] if one(use_)))
    {
        Some("a recipe does not take one unit of one resource")
    } else if !model.resources().iter().all(|resource| resource.rhs().iter().all(|&v| whole(v))) {
        Some("a right-hand side is not a whole number")
    } else if !model.blocks().iter().all(|block| whole(block.quantity())) {
        Some("a quantity is not a whole number")
    } else if !model.blocks().iter().all(|block| block.limit().is_infinite()) {
        Some("a block has a limit")
    } else {
        None
    }
}

/// The interval of every row's price on the first level, from any point that is optimal
/// on it; `prices` are those reported.
///
/// Complexity: O(cells × columns of a block + rows² × the edges of the longest path,
/// at most rows), and a number for every pair of rows in memory.
///
/// # Errors
///
/// [`PriceError::NoTransportation`] unless every recipe takes one unit of one resource
/// whose unused capacity is lost, there are no extra columns and limits, and quantities
/// and right-hand sides are whole. [`PriceError::Point`] if the point is not feasible, or
/// units can move at a lower cost: then it is not optimal.
///
/// ```
/// use apportion::engine::{Engine, Exact, Outcome, SolveOptions, price_intervals_by_paths};
/// use apportion::model::{Carry, CostPath, Model};
///
/// let mut builder = Model::builder(2);
/// let line = builder.resource("line", Carry::Lost, vec![1.0, 1.0]);
/// let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
/// let family = builder.family(vec![recipe]);
/// builder.block(7, family, 0..=1, 2.0);
/// builder.level("backlog", vec![CostPath::Slope { from: 0, rate: 3.0, unserved: 42.0 }]);
/// let model = builder.build()?;
///
/// let Outcome::Finished(solution) = Exact::new().solve(&model, &SolveOptions::default())? else {
///     return Err("no limit was set".into());
/// };
/// let prices = solution.levels()[0].prices().ok_or("the engine has prices")?;
/// let intervals = price_intervals_by_paths(&model, solution.point(), prices.rows())?;
/// assert_eq!((intervals[0].gain, intervals[0].loss), (3.0, 42.0));
/// assert_eq!((intervals[1].gain, intervals[1].loss), (0.0, 39.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn price_intervals_by_paths(
    model: &Model,
    point: &Point,
    prices: &[f64],
) -> Result<Vec<PriceInterval>, PriceError> {
    if let Some(obstacle) = obstacle(model) {
        return Err(PriceError::NoTransportation(obstacle));
    }
    if prices.len() != model.rows() {
        return Err(Flaw::Shape("prices").into());
    }
    feasible(model, point)?;
    let moves = Moves::new(model, &model.levels()[0], point);
    let loss = moves.losses(model)?;
    let gain = moves.gains(model)?;
    let row =
        |row: usize| PriceInterval { row, gain: gain[row], price: prices[row], loss: loss[row] };
    Ok((0..model.rows()).map(row).collect())
}

/// The cost of moving a unit from one sink to another.
struct Moves {
    /// The rows, and the sink of what is unserved.
    sinks: usize,
    /// By from and to; infinite where no unit can move.
    costs: Vec<f64>,
    /// Whether a sink has capacity left for another unit.
    free: Vec<bool>,
    /// A saving up to this is rounding.
    rounding: f64,
}

impl Moves {
    fn new(model: &Model, level: &Level, point: &Point) -> Self {
        let unserved = model.rows();
        let sinks = unserved + 1;
        let mut costs = vec![f64::INFINITY; sinks * sinks];
        let mut left: Vec<f64> = (0..unserved).map(|row| model.rhs(row)).collect();
        let mut largest: f64 = 0.0;
        let row_of = |column: Column| {
            let period = column.period as usize;
            let uses = model.recipe(column.recipe).uses_in(period);
            uses.first().map(|&(resource, _)| model.row(resource, period))
        };
        let mut cells: &[Cell] = &point.cells;
        for (block, &open) in model.block_ids().zip(&point.unserved) {
            let count = cells.iter().take_while(|cell| cell.column.block == block).count();
            let (own, others) = cells.split_at(count);
            cells = others;
            let cost =
                |column: Column| model.cost(level, block, column.recipe, column.period as usize);
            let least = tolerance::QUANTITY * model.blocks()[block.index()].quantity().max(1.0);
            let mut from: Vec<(usize, f64)> = Vec::with_capacity(count + 1);
            for cell in own {
                let Some(row) = row_of(cell.column) else { continue };
                left[row] -= cell.amount;
                if cell.amount > least {
                    from.push((row, cost(cell.column)));
                }
            }
            let unserved_cost = model.unserved_cost(level, block);
            if open > least {
                from.push((unserved, unserved_cost));
            }
            let served =
                model.columns(block).filter_map(|column| Some((row_of(column)?, cost(column))));
            for (to, cost) in served.chain([(unserved, unserved_cost)]) {
                largest = largest.max(cost);
                for &(from, before) in &from {
                    let known = &mut costs[from * sinks + to];
                    *known = known.min(cost - before);
                }
            }
        }
        let is_free =
            |(row, &left): (usize, &f64)| left > tolerance::QUANTITY * model.rhs(row).max(1.0);
        let free = left.iter().enumerate().map(is_free).chain([true]).collect();
        let rounding = level.tolerance() + tolerance::ROUNDING * largest * sinks as f64;
        Self { sinks, costs, free, rounding }
    }

    fn from(&self, sink: usize) -> &[f64] {
        &self.costs[sink * self.sinks..(sink + 1) * self.sinks]
    }

    /// What one unit less of each sink costs.
    fn losses(&self, model: &Model) -> Result<Vec<f64>, Flaw> {
        let start = |&free: &bool| if free { 0.0 } else { f64::INFINITY };
        let mut loss: Vec<f64> = self.free.iter().map(start).collect();
        let full: Vec<usize> = (0..self.sinks).filter(|&sink| !self.free[sink]).collect();
        let best = |loss: &[f64], sink: usize| {
            let by = self.from(sink).iter().zip(loss).map(|(cost, loss)| cost + loss);
            by.fold(f64::INFINITY, f64::min)
        };
        let mut fallen = None;
        // A path without a cycle visits every sink once.
        for _ in 0..=self.sinks {
            let mut most: f64 = 0.0;
            for &sink in &full {
                let found = best(&loss, sink);
                if found < loss[sink] {
                    most = most.max(loss[sink] - found);
                    fallen = Some(sink);
                    loss[sink] = found;
                }
            }
            if most <= 0.0 {
                fallen = None;
                break;
            }
            fallen = fallen.filter(|_| most > self.rounding);
        }
        // A unit that can be moved at a profit.
        let improvable = (0..self.sinks)
            .find(|&sink| loss[sink] < -self.rounding || best(&loss, sink) < -self.rounding);
        match fallen.or(improvable) {
            Some(sink) => Err(improves(model, sink)),
            None => Ok(loss.into_iter().map(|loss| loss.max(0.0)).collect()),
        }
    }

    /// What one unit more of each sink saves.
    fn gains(&self, model: &Model) -> Result<Vec<f64>, Flaw> {
        let mut gain = vec![0.0_f64; self.sinks];
        let mut risen = None;
        for _ in 0..=self.sinks {
            let mut most: f64 = 0.0;
            for from in 0..self.sinks {
                let saved = gain[from];
                for (to, cost) in self.from(from).iter().enumerate() {
                    let found = saved - cost;
                    if found > gain[to] {
                        most = most.max(found - gain[to]);
                        risen = Some(to);
                        gain[to] = found;
                    }
                }
            }
            if most <= 0.0 {
                risen = None;
                break;
            }
            risen = risen.filter(|_| most > self.rounding);
        }
        let improvable = (0..self.sinks).find(|&to| self.free[to] && gain[to] > self.rounding);
        match risen.or(improvable) {
            Some(sink) => Err(improves(model, sink)),
            None => Ok(gain),
        }
    }
}

fn improves(model: &Model, sink: usize) -> Flaw {
    if sink == model.rows() {
        return Flaw::Improvable { resource: "none".to_owned(), period: model.periods() };
    }
    let (resource, period) = model.row_parts(sink);
    let resource = model.resources()[resource.index()].label().to_owned();
    Flaw::Improvable { resource, period }
}
