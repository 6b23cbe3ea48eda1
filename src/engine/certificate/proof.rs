//! The lower bounds that prices prove, level by level, in one pass over all columns.

use super::face::{Decided, decide, fill};
use crate::model::{BlockId, CostPath, Level, LevelResult, Model, Point, RecipeId};
use crate::tolerance;

/// The cheapest value of `reduced · x` for a column within its bounds.
fn cheapest(state: Decided, reduced: f64, lower: f64, upper: f64) -> f64 {
    let at = |bound: f64| if bound == 0.0 { 0.0 } else { reduced * bound };
    match state {
        Decided::Open if reduced < 0.0 => at(upper),
        Decided::Upper => at(upper),
        Decided::Open | Decided::Lower => at(lower),
    }
}

pub(super) struct Proof<'a> {
    model: &'a Model,
    /// Prices of each level, moved to where they are valid.
    prices: Vec<Vec<f64>>,
    /// `Σ use · price` of each level, by recipe and period.
    charges: Vec<Vec<f64>>,
    /// Number of levels, from the first on, without a charge below zero.
    quiet: usize,
    /// For each of them and the next one, by recipe and period: which columns the levels before
    /// leave open in a block to which they give no cost. Zero if open, infinity if closed.
    closed: Vec<Vec<f64>>,
    bounds: Vec<f64>,
    /// The tolerance of reduced costs on each level.
    zeros: Vec<f64>,
}

/// Lists of one block, reused from block to block.
#[derive(Debug, Default)]
struct Lists {
    /// Columns that are open, `None` for the unserved, and their costs.
    open: Vec<Option<(RecipeId, usize)>>,
    costs: Vec<f64>,
    /// Columns that the levels before have put at their upper bound.
    full: Vec<(RecipeId, usize)>,
}

impl<'a> Proof<'a> {
    pub(super) fn new(
        model: &'a Model,
        prices: &[Vec<f64>],
        zero: fn(&Model, &Level, &[f64]) -> f64,
    ) -> Self {
        let zeros =
            model.levels().iter().zip(prices).map(|(level, prices)| zero(model, level, prices));
        let mut proof = Self {
            model,
            prices: prices.to_vec(),
            charges: Vec::new(),
            quiet: 0,
            closed: Vec::new(),
            bounds: vec![0.0; prices.len()],
            zeros: zeros.collect(),
        };
        proof.rows();
        proof.extras();
        proof.charges = proof.prices.iter().map(|prices| charges(model, prices)).collect();
        proof.close();
        let mut lists = Lists::default();
        for block in model.block_ids() {
            proof.block(block, &mut lists);
        }
        proof
    }

    pub(super) fn results(self, point: &Point) -> Vec<LevelResult> {
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

    /// Finds the columns that the levels close in blocks to which they give no cost.
    fn close(&mut self) {
        let is_quiet = |charges: &&Vec<f64>| charges.iter().all(|&charge| charge >= 0.0);
        self.quiet = self.charges.iter().take_while(is_quiet).count();
        let mut closed = vec![0.0; self.charges.first().map_or(0, Vec::len)];
        for (charges, &zero) in self.charges.iter().zip(&self.zeros).take(self.quiet) {
            self.closed.push(closed.clone());
            for (closed, &charge) in closed.iter_mut().zip(charges) {
                if !tolerance::same_cost(charge, 0.0, zero) {
                    *closed = f64::INFINITY;
                }
            }
        }
        self.closed.push(closed);
    }

    /// The first level that is not quiet or gives the block a cost.
    fn first_level(&self, block: BlockId) -> usize {
        let levels = self.model.levels().iter().take(self.quiet);
        levels.take_while(|level| level.blocks[block.index()] == CostPath::Zero).count()
    }

    /// Adds the block's cheapest service on every level.
    fn block(&mut self, block: BlockId, lists: &mut Lists) {
        let model = self.model;
        let part = &model.blocks()[block.index()];
        let periods = model.periods();
        let whole = part.limit().is_infinite();
        // On the levels before it the block has no cost: leaving it unserved is cheapest.
        let first = if whole { self.first_level(block) } else { 0 };
        if whole {
            self.whole_block(block, first, lists);
        }
        let Lists { open, costs, full } = lists;
        full.clear();
        if !whole {
            open.clear();
            open.extend(model.columns(block).map(|at| Some((at.recipe, at.period as usize))));
            open.push(None);
        }
        for (index, level) in model.levels().iter().enumerate().skip(first + usize::from(whole)) {
            let charges = &self.charges[index];
            let limit = part.limit();
            let mut rest = part.quantity();
            let mut bound = 0.0;
            for &(recipe, period) in full.iter() {
                let charge = charges[recipe.index() * periods + period];
                bound += limit * (model.cost(level, block, recipe, period) + charge);
                rest -= limit;
            }
            costs.clear();
            let charge = |recipe: RecipeId, period| charges[recipe.index() * periods + period];
            match level.blocks[block.index()] {
                CostPath::Zero => {
                    costs.extend(open.iter().map(|column| {
                        column.map_or(0.0, |(recipe, period)| charge(recipe, period))
                    }));
                }
                _ => costs.extend(open.iter().map(|column| match *column {
                    Some((recipe, period)) => {
                        model.cost(level, block, recipe, period) + charge(recipe, period)
                    }
                    None => model.unserved_cost(level, block),
                })),
            }
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
    /// The first level with a cost for a block without a limit, and the columns that stay open:
    /// nearly all of the work. The same as on later levels, without a list of all columns.
    fn whole_block(&mut self, block: BlockId, index: usize, lists: &mut Lists) {
        let Lists { open, costs, .. } = lists;
        open.clear();
        let model = self.model;
        let Some(level) = model.levels().get(index) else { return };
        let part = &model.blocks()[block.index()];
        let periods = model.periods();
        let end = part.last().saturating_add(1).min(periods);
        let span = part.first().min(end)..end;
        costs.clear();
        for &recipe in model.family(part.family()) {
            let first = recipe.index() * periods;
            let charges = &self.charges[index][first + span.start..first + span.end];
            let before = costs.len();
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
            if let Some(closed) = self.closed.get(index).filter(|_| index > 0) {
                let closed = &closed[first + span.start..first + span.end];
                for (cost, closed) in costs[before..].iter_mut().zip(closed) {
                    *cost += closed;
                }
            }
        }
        let unserved = model.unserved_cost(level, block);
        let least = costs.iter().copied().fold(unserved, f64::min);
        self.bounds[index] += part.quantity() * least;
        if model.levels().len() == index + 1 {
            return;
        }
        let zero = self.zeros[index];
        let stays = |cost: f64| cost.is_finite() && tolerance::same_cost(cost, least, zero);
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
