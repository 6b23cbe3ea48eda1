//! The optimal face of a level: which columns the levels after it may still use.

use crate::model::{Level, Model, Recipe};

/// Rounding of a reduced cost, relative to its terms.
const SUM_ROUNDING: f64 = 8.0 * f64::EPSILON;

/// What the earlier levels have decided about a column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Decided {
    Open,
    Lower,
    Upper,
}

/// A reduced cost of at most this counts as zero: the level's tolerance plus the rounding of
/// costs and prices of their size. Keeping a column open too many
/// weakens the bounds of later levels, it never makes them wrong.
pub(crate) fn zero(model: &Model, level: &Level, prices: &[f64]) -> f64 {
    let greatest = |numbers: &mut dyn Iterator<Item = f64>| numbers.fold(0.0, f64::max);
    let price = greatest(&mut prices.iter().map(|price| price.abs()));
    let usage = greatest(
        &mut model
            .recipes()
            .iter()
            .flat_map(Recipe::all_uses)
            .map(|uses| uses.iter().map(|&(_, usage)| usage.abs()).sum()),
    );
    // Costs do not fall with time: the last ones are the greatest.
    let cost = greatest(&mut level.paths().map(|(block, _)| {
        let recipe = model.family(model.blocks()[block.index()].family()).first();
        let last = model.periods().checked_sub(1).zip(recipe);
        let served = last.map_or(0.0, |(last, &recipe)| model.cost(level, block, recipe, last));
        served.abs().max(model.unserved_cost(level, block).abs())
    }));
    level.tolerance() + SUM_ROUNDING * (cost + price * usage.max(1.0))
}
