//! Proof of an answer from the model alone: feasibility, and a lower bound for every
//! level by Lagrangian duality. It believes nothing that an engine says of itself.
//!
//! For prices p (≥ 0 on rows whose capacity is lost, not rising in time on stocks)
//!
//! ```text
//! L(p) = Σ quantity(b) · min over columns (cost + Σ use · p)
//!      + Σ over extra columns and stock limits (their cheapest bound)  −  Σ rhs · p
//! ```
//!
//! is a lower bound on the level's cost. On later levels the minimum goes over the
//! columns whose reduced cost is zero on every level before, and a row whose price was
//! positive before must be used up, so that its price is free: together they describe
//! exactly the optimal face of the levels before. The work is one pass over all columns
//! for each level, the memory O(columns of one block + rows).

use super::solution::{LevelResult, Point};
use crate::formulation::{BlockId, Carry, Column, CostPath, Level, Model, RecipeId};
use crate::tolerance;

/// Why an answer does not hold.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Flaw {
    /// The answer's lists do not fit the model.
    #[error("the answer does not have the shape of the model: {0}")]
    Shape(&'static str),
    /// A value is negative, not finite, above its bound or outside its block's span.
    #[error("{what} has the value {value}, which its bounds do not allow")]
    Bounds {
        /// The column.
        what: String,
        /// Its value.
        value: f64,
    },
    /// A block's columns do not add up to its quantity.
    #[error("block {block} adds up to {found} instead of {quantity}")]
    Quantity {
        /// Position of the block.
        block: usize,
        /// The sum found.
        found: f64,
        /// The sum wanted.
        quantity: f64,
    },
    /// A row's capacity or stock is exceeded.
    #[error("resource {resource} in period {period} is exceeded by {excess}")]
    Capacity {
        /// Label of the resource.
        resource: String,
        /// The period.
        period: usize,
        /// By how much.
        excess: f64,
    },
    /// Units can change places along a circle, or into free capacity, at a lower cost.
    #[error("the cost falls if units move out of resource {resource} in period {period}")]
    Improvable {
        /// Label of the resource; `none` where what is unserved moves.
        resource: String,
        /// The period.
        period: usize,
    },
    /// Objective and bound of a level do not agree.
    #[error("level {level}: the cost {objective} is not proven, the bound is {bound}")]
    Gap {
        /// Label of the level.
        level: String,
        /// The cost of the point.
        objective: f64,
        /// The bound that the prices prove.
        bound: f64,
    },
}

/// Checks that a point satisfies the model, and works out what the prices (one list of
/// [`Model::rows`] numbers for each level) prove of each level.
///
/// The bounds are computed whatever the gap; compare them with [`require_proof`].
///
/// Which reduced costs are zero is decided by the level's tolerance. Where that proves
/// nothing it is tried again with what rounding makes of large costs and prices on top:
/// the bounds of later levels are then weaker, never wrong.
///
/// # Errors
///
/// [`Flaw`] if the point is not feasible or the lists do not fit the model.
pub fn certify(
    model: &Model,
    point: &Point,
    prices: &[Vec<f64>],
) -> Result<Vec<LevelResult>, Flaw> {
    feasible(model, point)?;
    if prices.len() != model.levels().len() || prices.iter().any(|list| list.len() != model.rows())
    {
        return Err(Flaw::Shape("prices"));
    }
    let strict = Proof::new(model, prices, level_tolerance).results(point);
    if require_proof(model, &strict).is_ok() {
        return Ok(strict);
    }
    Ok(Proof::new(model, prices, zero).results(point))
}

/// Whether bound and objective of every level agree within [`tolerance::GAP`].
///
/// # Errors
///
/// [`Flaw::Gap`] for the first level where they do not.
pub fn require_proof(model: &Model, results: &[LevelResult]) -> Result<(), Flaw> {
    for (level, result) in model.levels().iter().zip(results) {
        let bound = result.bound.unwrap_or(f64::NEG_INFINITY);
        let unit = level.tolerance() / tolerance::REDUCED_COST;
        let magnitude = result.prices.as_ref().map_or(0.0, |prices| {
            prices.iter().enumerate().map(|(row, price)| (price * model.rhs(row)).abs()).sum()
        });
        let allowed =
            tolerance::GAP * result.objective.abs().max(unit) + tolerance::ROUNDING * magnitude;
        if (result.objective - bound).abs() > allowed || !bound.is_finite() {
            return Err(Flaw::Gap {
                level: level.label().to_owned(),
                objective: result.objective,
                bound,
            });
        }
    }
    Ok(())
}

/// Checks bounds, block sums and rows of a point.
///
/// # Errors
///
/// The first [`Flaw`] found.
pub fn feasible(model: &Model, point: &Point) -> Result<(), Flaw> {
    if point.unserved.len() != model.blocks().len() || point.extras.len() != model.extras().len() {
        return Err(Flaw::Shape("values"));
    }
    let mut sums = point.unserved.clone();
    let mut used = vec![0.0; model.rows()];
    let mut scale: Vec<f64> = (0..model.rows()).map(|row| model.rhs(row).abs()).collect();
    let mut take = |row: usize, amount: f64| {
        used[row] += amount;
        scale[row] = scale[row].max(amount.abs());
    };
    for cell in &point.cells {
        let Column { block, recipe, period } = cell.column;
        let Some(part) = model.blocks().get(block.index()) else {
            return Err(Flaw::Shape("block of a cell"));
        };
        let spanned = (part.first()..=part.last()).contains(&(period as usize))
            && (period as usize) < model.periods()
            && model.family(part.family()).contains(&recipe);
        let bounded =
            cell.amount >= 0.0 && tolerance::at_most(cell.amount, part.limit(), part.quantity());
        if !spanned || !bounded {
            let what = format!("block {} in period {period}", block.index());
            return Err(Flaw::Bounds { what, value: cell.amount });
        }
        sums[block.index()] += cell.amount;
        for &(resource, usage) in model.recipe(recipe).uses() {
            take(model.row(resource, period as usize), usage * cell.amount);
        }
    }
    for (index, block) in model.blocks().iter().enumerate() {
        let unserved = point.unserved[index];
        if unserved.is_nan() || unserved < 0.0 {
            let what = format!("the rest of block {index}");
            return Err(Flaw::Bounds { what, value: unserved });
        }
        if !tolerance::equal(sums[index], block.quantity(), block.quantity()) {
            let (found, quantity) = (sums[index], block.quantity());
            return Err(Flaw::Quantity { block: index, found, quantity });
        }
    }
    for (extra, &value) in model.extras().iter().zip(&point.extras) {
        if !(tolerance::at_most(extra.lower(), value, value)
            && tolerance::at_most(value, extra.upper(), value))
        {
            return Err(Flaw::Bounds { what: extra.label().to_owned(), value });
        }
        for (row, entry) in extra.entries() {
            take(row, entry * value);
        }
    }
    rows_hold(model, &used, &scale)
}

fn rows_hold(model: &Model, used: &[f64], scale: &[f64]) -> Result<(), Flaw> {
    for (index, resource) in model.resources().iter().enumerate() {
        let first = index * model.periods();
        let mut stock = 0.0;
        let mut flow: f64 = 1.0;
        for period in 0..model.periods() {
            let row = first + period;
            let left = resource.rhs()[period] - used[row];
            let (excess, size) = match resource.carry() {
                Carry::Lost => (-left, scale[row]),
                Carry::Stock { limit } => {
                    stock += left;
                    flow = flow.max(stock.abs()).max(scale[row]);
                    ((-stock).max(stock - limit), flow)
                }
            };
            if !tolerance::at_most(excess, 0.0, size) {
                return Err(Flaw::Capacity {
                    resource: resource.label().to_owned(),
                    period,
                    excess,
                });
            }
        }
    }
    Ok(())
}

/// What the levels before have decided of a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Decided {
    Open,
    Lower,
    Upper,
}

/// A reduced cost of `a − b` decides an open column, unless it counts as zero.
pub(super) fn decide(state: &mut Decided, a: f64, b: f64, tolerance: f64) {
    if *state == Decided::Open && !tolerance::same_cost(a, b, tolerance) {
        *state = if a > b { Decided::Lower } else { Decided::Upper };
    }
}

fn level_tolerance(_: &Model, level: &Level, _: &[f64]) -> f64 {
    level.tolerance()
}

/// A reduced cost of at most this much counts as zero: the level's tolerance, and what
/// rounding makes of costs and prices of this size. Keeping a column open too many
/// weakens the bounds of later levels, it never makes them wrong.
pub(super) fn zero(model: &Model, level: &Level, prices: &[f64]) -> f64 {
    let greatest = |numbers: &mut dyn Iterator<Item = f64>| numbers.fold(0.0, f64::max);
    let price = greatest(&mut prices.iter().map(|price| price.abs()));
    let usage = greatest(
        &mut model
            .recipes()
            .iter()
            .map(|recipe| recipe.uses().iter().map(|&(_, usage)| usage.abs()).sum()),
    );
    // Costs do not fall with time: the last ones are the greatest.
    let cost = greatest(&mut model.block_ids().map(|block| {
        let recipe = model.family(model.blocks()[block.index()].family()).first();
        let last = model.periods().checked_sub(1).zip(recipe);
        let served = last.map_or(0.0, |(last, &recipe)| model.cost(level, block, recipe, last));
        served.abs().max(model.unserved_cost(level, block).abs())
    }));
    level.tolerance() + 8.0 * f64::EPSILON * (cost + price * usage.max(1.0))
}

/// The cheapest value of `reduced · x` for a column within its bounds.
fn cheapest(state: Decided, reduced: f64, lower: f64, upper: f64) -> f64 {
    let at = |bound: f64| if bound == 0.0 { 0.0 } else { reduced * bound };
    match state {
        Decided::Open if reduced < 0.0 => at(upper),
        Decided::Upper => at(upper),
        Decided::Open | Decided::Lower => at(lower),
    }
}

struct Proof<'a> {
    model: &'a Model,
    /// Prices of each level, moved to where they are valid.
    prices: Vec<Vec<f64>>,
    /// `Σ use · price` of each level, by recipe and period.
    charges: Vec<Vec<f64>>,
    bounds: Vec<f64>,
    /// What counts as zero on each level.
    zeros: Vec<f64>,
}

/// Lists of one block, kept from block to block.
#[derive(Debug, Default)]
struct Lists {
    /// Columns that are open, `None` for the unserved, and their costs.
    open: Vec<Option<(RecipeId, usize)>>,
    costs: Vec<f64>,
    /// Columns that the levels before have put at their upper bound.
    full: Vec<(RecipeId, usize)>,
}

impl<'a> Proof<'a> {
    fn new(model: &'a Model, prices: &[Vec<f64>], zero: fn(&Model, &Level, &[f64]) -> f64) -> Self {
        let zeros =
            model.levels().iter().zip(prices).map(|(level, prices)| zero(model, level, prices));
        let mut proof = Self {
            model,
            prices: prices.to_vec(),
            charges: Vec::new(),
            bounds: vec![0.0; prices.len()],
            zeros: zeros.collect(),
        };
        proof.rows();
        proof.extras();
        proof.charges = proof.prices.iter().map(|prices| charges(model, prices)).collect();
        let mut lists = Lists::default();
        for block in model.block_ids() {
            proof.block(block, &mut lists);
        }
        proof
    }

    fn results(self, point: &Point) -> Vec<LevelResult> {
        let objectives = self.model.levels().iter().map(|level| point.objective(self.model, level));
        objectives
            .zip(self.bounds)
            .zip(self.prices)
            .map(|((objective, bound), prices)| LevelResult {
                objective,
                bound: Some(bound),
                prices: Some(prices),
            })
            .collect()
    }

    fn rows(&mut self) {
        let model = self.model;
        let mut decided = vec![Decided::Open; model.rows()];
        for index in 0..model.levels().len() {
            let prices = &mut self.prices[index];
            // Backwards, so that a stock's price is pushed to at least the next one's.
            for row in (0..model.rows()).rev() {
                if !prices[row].is_finite() {
                    prices[row] = 0.0;
                }
                let next = model.carried_into(row).map_or(0.0, |next| prices[next]);
                let upper = model.logical_upper(row);
                if decided[row] == Decided::Open && upper.is_infinite() {
                    prices[row] = prices[row].max(next);
                }
                let reduced = prices[row] - next;
                self.bounds[index] +=
                    cheapest(decided[row], reduced, 0.0, upper) - prices[row] * model.rhs(row);
                decide(&mut decided[row], prices[row], next, self.zeros[index]);
            }
        }
    }

    fn extras(&mut self) {
        for (position, extra) in self.model.extras().iter().enumerate() {
            let mut decided = Decided::Open;
            for (index, level) in self.model.levels().iter().enumerate() {
                let priced: f64 =
                    extra.entries().map(|(row, value)| value * self.prices[index][row]).sum();
                let reduced = level.extras()[position] + priced;
                self.bounds[index] += cheapest(decided, reduced, extra.lower(), extra.upper());
                decide(&mut decided, level.extras()[position], -priced, self.zeros[index]);
            }
        }
    }

    /// Adds the block's cheapest service on every level.
    fn block(&mut self, block: BlockId, lists: &mut Lists) {
        let model = self.model;
        let part = &model.blocks()[block.index()];
        let whole = part.limit().is_infinite();
        if whole {
            self.whole_block(block, lists);
        }
        let Lists { open, costs, full } = lists;
        full.clear();
        if !whole {
            open.clear();
            open.extend(model.columns(block).map(|at| Some((at.recipe, at.period as usize))));
            open.push(None);
        }
        for (index, level) in model.levels().iter().enumerate().skip(usize::from(whole)) {
            let charges = &self.charges[index];
            let priced = |recipe: RecipeId, period: usize| {
                model.cost(level, block, recipe, period)
                    + charges[recipe.index() * model.periods() + period]
            };
            let limit = part.limit();
            let mut rest = part.quantity();
            let mut bound = 0.0;
            for &(recipe, period) in full.iter() {
                bound += limit * priced(recipe, period);
                rest -= limit;
            }
            costs.clear();
            costs.extend(open.iter().map(|column| match *column {
                Some((recipe, period)) => priced(recipe, period),
                None => model.unserved_cost(level, block),
            }));
            let threshold = fill(open, costs, limit, rest, &mut bound);
            self.bounds[index] += bound;
            let mut position = 0;
            open.retain(|column| {
                let cost = costs[position];
                position += 1;
                if tolerance::same_cost(cost, threshold, self.zeros[index]) {
                    return true;
                }
                if let Some(column) = *column
                    && cost < threshold
                    && limit.is_finite()
                {
                    full.push(column);
                    return false;
                }
                cost <= threshold
            });
        }
    }
}

impl Proof<'_> {
    /// The first level of a block whose columns have no limit, and what stays open: nearly
    /// all of the work. The same as on later levels, but of most columns nothing is kept.
    fn whole_block(&mut self, block: BlockId, lists: &mut Lists) {
        let Lists { open, costs, .. } = lists;
        open.clear();
        let model = self.model;
        let Some(level) = model.levels().first() else { return };
        let part = &model.blocks()[block.index()];
        let periods = model.periods();
        let end = part.last().saturating_add(1).min(periods);
        let span = part.first().min(end)..end;
        costs.clear();
        for &recipe in model.family(part.family()) {
            let first = recipe.index() * periods;
            let charges = &self.charges[0][first + span.start..first + span.end];
            match level.blocks[block.index()] {
                CostPath::Zero => costs.extend_from_slice(charges),
                CostPath::Slope { from, rate, .. } => {
                    let late = |period: usize| period.saturating_sub(from as usize) as f64;
                    let charged = span.clone().zip(charges);
                    costs.extend(charged.map(|(period, charge)| rate * late(period) + charge));
                }
                CostPath::Table { table, scale } => {
                    let table = &level.tables[table as usize][span.clone()];
                    costs.extend(table.iter().zip(charges).map(|(cost, c)| scale * cost + c));
                }
                CostPath::Draw => {
                    let cost = |period| model.cost(level, block, recipe, period);
                    let charged = span.clone().zip(charges);
                    costs.extend(charged.map(|(period, charge)| cost(period) + charge));
                }
            }
        }
        let unserved = model.unserved_cost(level, block);
        let least = costs.iter().copied().fold(unserved, f64::min);
        self.bounds[0] += part.quantity() * least;
        if model.levels().len() == 1 {
            return;
        }
        let stays = |cost: f64| tolerance::same_cost(cost, least, self.zeros[0]);
        let months = costs.chunks(span.len().max(1)).zip(model.family(part.family()));
        for (costs, &recipe) in months {
            let periods = span.clone().zip(costs).filter(|&(_, &cost)| stays(cost));
            open.extend(periods.map(|(period, _)| Some((recipe, period))));
        }
        if stays(unserved) {
            open.push(None);
        }
    }
}

pub(super) fn column_cost(
    model: &Model,
    level: &Level,
    prices: &[f64],
    block: BlockId,
    recipe: RecipeId,
    period: usize,
) -> f64 {
    let uses = model.recipe(recipe).uses().iter();
    let priced: f64 =
        uses.map(|&(resource, usage)| usage * prices[model.row(resource, period)]).sum();
    model.cost(level, block, recipe, period) + priced
}

/// `Σ use · price` by recipe and period.
fn charges(model: &Model, prices: &[f64]) -> Vec<f64> {
    let periods = model.periods();
    let mut charges = vec![0.0; model.recipes().len() * periods];
    for (index, recipe) in model.recipes().iter().enumerate() {
        let charges = &mut charges[index * periods..(index + 1) * periods];
        for &(resource, usage) in recipe.uses() {
            let first = model.row(resource, 0);
            for (charge, price) in charges.iter_mut().zip(&prices[first..first + periods]) {
                *charge += usage * price;
            }
        }
    }
    charges
}

/// Fills `rest` from the cheapest columns, each up to `limit` (the unserved without
/// limit), adds the cost to `bound` and returns the cost of the last one touched.
pub(super) fn fill(
    open: &[Option<(RecipeId, usize)>],
    costs: &[f64],
    limit: f64,
    rest: f64,
    bound: &mut f64,
) -> f64 {
    if limit.is_infinite() {
        let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
        *bound += rest * least;
        return least;
    }
    let mut order: Vec<usize> = (0..open.len()).collect();
    order.sort_by(|&a, &b| costs[a].total_cmp(&costs[b]));
    let mut rest = rest;
    let mut threshold = f64::INFINITY;
    for index in order {
        threshold = costs[index];
        let most = if open[index].is_some() { limit } else { f64::INFINITY };
        let taken = most.min(rest);
        *bound += taken * costs[index];
        rest -= taken;
        if rest <= 0.0 {
            break;
        }
    }
    threshold
}
