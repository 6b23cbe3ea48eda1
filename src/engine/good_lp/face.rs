//! The optimal face of the levels solved so far: what later levels may still choose.
//!
//! The decisions are those of the certificate, made with its own arithmetic: a column whose
//! reduced cost is not zero stays at its bound, a row whose price is not zero stays used up.
//! The prices of *any* dual optimum describe the whole face.

use crate::double_double::DoubleDouble;
use crate::engine::certificate::face::{Decided, zero};
use crate::engine::certificate::limited::fill;
use crate::model::{BlockId, Extra, ExtraId, Level, Model, RecipeId};
use crate::tolerance::same_cost;

/// A column of a block: a recipe and a period, or `None` for what stays unserved.
pub(super) type BlockColumn = Option<(RecipeId, usize)>;

/// Passes over rows and extra columns until prices are dual feasible to the last bit.
const ROUNDS: u32 = 8;

/// What is decided of each column and row.
#[derive(Debug, Clone)]
pub(super) struct Face {
    /// The logical column of each row: unused capacity, or stock.
    pub(super) logicals: Vec<Decided>,
    pub(super) extras: Vec<Decided>,
    pub(super) blocks: Vec<BlockColumns>,
}

/// The columns of a block that are not fixed at zero.
#[derive(Debug, Clone)]
pub(super) struct BlockColumns {
    pub(super) open: Vec<BlockColumn>,
    /// Those fixed at the block's limit.
    pub(super) full: Vec<(RecipeId, usize)>,
}

impl Face {
    /// Everything is open.
    pub(super) fn new(model: &Model) -> Self {
        let blocks = model.block_ids().map(|block| {
            let columns = model.columns(block);
            let mut open: Vec<BlockColumn> =
                columns.map(|column| Some((column.recipe, column.period as usize))).collect();
            open.push(None);
            BlockColumns { open, full: Vec::new() }
        });
        Self {
            logicals: vec![Decided::Open; model.rows()],
            extras: vec![Decided::Open; model.extras().len()],
            blocks: blocks.collect(),
        }
    }

    /// Changes prices by their rounding so that they are dual feasible: none below zero, that of
    /// a stock not below the next period's, and no reduced cost below zero of an extra column
    /// without upper bound.
    pub(super) fn validate(&self, model: &Model, level: &Level, prices: &mut [f64]) {
        for _ in 0..ROUNDS {
            for row in (0..model.rows()).rev() {
                let next = model.carried_into(row).map_or(0.0, |next| prices[next]);
                if self.logicals[row] == Decided::Open && model.logical_upper(row).is_infinite() {
                    prices[row] = prices[row].max(next);
                }
            }
            let mut moved = false;
            for (position, (extra, state)) in model.extras().iter().zip(&self.extras).enumerate() {
                let reduced = extra_cost(level, position, extra, prices);
                if *state == Decided::Open && extra.upper().is_infinite() && reduced < 0.0 {
                    let raising = extra.entries().filter(|&(_, value)| value > 0.0);
                    if let Some((row, value)) = raising.max_by(|a, b| a.1.total_cmp(&b.1)) {
                        prices[row] += 2.0 * -reduced / value;
                        moved = true;
                    }
                }
            }
            if !moved {
                return;
            }
        }
    }

    /// Narrows the face to the optimal one of `level`, given its optimal prices.
    pub(super) fn narrow(&mut self, model: &Model, level: &Level, prices: &[f64]) {
        let tolerance = zero(model, level, prices);
        for (row, state) in self.logicals.iter_mut().enumerate() {
            let next = model.carried_into(row).map_or(0.0, |next| prices[next]);
            decide(state, prices[row], next, tolerance);
        }
        for (position, (extra, state)) in model.extras().iter().zip(&mut self.extras).enumerate() {
            decide(state, extra_cost(level, position, extra, prices), 0.0, tolerance);
        }
        for (block, services) in model.block_ids().zip(&mut self.blocks) {
            let part = &model.blocks()[block.index()];
            let limit = part.limit();
            let costs: Vec<DoubleDouble> = services
                .open
                .iter()
                .map(|service| match *service {
                    Some((recipe, period)) => {
                        column_cost(model, level, prices, block, recipe, period)
                    }
                    None => model.unserved_cost(level, block),
                })
                .map(DoubleDouble::from)
                .collect();
            let mut rest = DoubleDouble::from(part.quantity());
            for _ in &services.full {
                rest += (-limit).into();
            }
            let mut bound = DoubleDouble::ZERO;
            let threshold = fill(&services.open, &costs, limit, rest, &mut bound).high();
            let mut costs = costs.into_iter();
            let full = &mut services.full;
            services.open.retain(|service| {
                let cost = costs.next().map_or(f64::INFINITY, DoubleDouble::high);
                if same_cost(cost, threshold, tolerance) {
                    return true;
                }
                if let Some(column) = *service
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

fn extra_cost(level: &Level, position: usize, extra: &Extra, prices: &[f64]) -> f64 {
    let priced: f64 = extra.entries().map(|(row, value)| value * prices[row]).sum();
    level.extra(ExtraId(position as u32)) + priced
}

/// A reduced cost of `a − b` decides an open column, unless it counts as zero.
fn decide(state: &mut Decided, a: f64, b: f64, tolerance: f64) {
    if *state == Decided::Open && !same_cost(a, b, tolerance) {
        *state = if a > b { Decided::Lower } else { Decided::Upper };
    }
}

/// The reduced cost of a column of a block, without the price of the block.
fn column_cost(
    model: &Model,
    level: &Level,
    prices: &[f64],
    block: BlockId,
    recipe: RecipeId,
    period: usize,
) -> f64 {
    let uses = model.recipe(recipe).uses_in(period).iter();
    let priced: f64 =
        uses.map(|&(resource, usage)| usage * prices[model.row(resource, period)]).sum();
    model.cost(level, block, recipe, period) + priced
}
