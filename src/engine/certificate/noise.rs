//! How small a reduced cost can be and still mean something.

use super::face::zero;
use crate::model::{Level, Model, Prices};

/// What rounding may do to a sum of costs and prices with about thirty digits, relative to the
/// largest of them; and to one of `f64`.
const FINE: f64 = 4.0e-30;
const COARSE: f64 = 64.0 * f64::EPSILON;

/// The rounding of the reduced costs of a level.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noise {
    /// A reduced cost of at most this is zero.
    pub(crate) zero: f64,
    /// A reduced cost of at most this is paid for nothing: that of a column with a value is zero
    /// to the last digit known, or it is not.
    exact: f64,
    /// Reduced costs in `f64` that differ by no more than this have to be looked at closely.
    pub(crate) near: f64,
}

impl Noise {
    /// Of a level with given prices. Where their rests are known it is far below what two
    /// `f64` of the model differ by; where not, the level's tolerance comes on top: keeping a
    /// column open too many weakens the bounds of later levels, it never makes them wrong.
    pub(crate) fn of(model: &Model, level: &Level, prices: &Prices) -> Self {
        let size = size(model, level, prices.rows());
        match prices.rests() {
            Some(_) => Self::fine(size),
            None => {
                let zero = zero(model, level, prices.rows());
                Self { zero, exact: 0.0, near: zero + COARSE * size }
            }
        }
    }

    /// A reduced cost, or zero if it is that to the last digit known.
    pub(crate) fn paid(self, reduced: f64) -> f64 {
        if reduced.abs() <= self.exact { 0.0 } else { reduced }
    }

    /// Of prices with rests, for costs and charges up to a size.
    pub(crate) fn fine(size: f64) -> Self {
        Self { zero: FINE * size, exact: FINE * size, near: COARSE * size }
    }
}

/// The size of the numbers that reduced costs are computed from.
pub(crate) fn size(model: &Model, level: &Level, prices: &[f64]) -> f64 {
    let greatest = |numbers: &mut dyn Iterator<Item = f64>| numbers.fold(0.0, f64::max);
    let price = greatest(&mut prices.iter().map(|price| price.abs()));
    let usage = |recipe: &crate::model::Recipe| -> f64 {
        recipe.uses().iter().map(|&(_, usage)| usage.abs()).sum()
    };
    let usage = greatest(&mut model.recipes().iter().map(usage));
    let entries = |extra: &crate::model::Extra| -> f64 {
        extra.entries().map(|(_, entry)| entry.abs()).sum()
    };
    let entries = greatest(&mut model.extras().iter().map(entries));
    // Costs do not fall with time: the last ones are the greatest.
    let cost = greatest(&mut model.block_ids().map(|block| {
        let recipe = model.family(model.blocks()[block.index()].family()).first();
        let last = model.periods().checked_sub(1).zip(recipe);
        let served = last.map_or(0.0, |(last, &recipe)| model.cost(level, block, recipe, last));
        served.abs().max(model.unserved_cost(level, block).abs())
    }));
    let extra = greatest(&mut level.extras().iter().map(|cost| cost.abs()));
    cost.max(extra) + price * usage.max(entries).max(1.0)
}
