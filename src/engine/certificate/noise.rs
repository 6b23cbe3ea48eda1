//! How small a reduced cost can be and still mean something.

use super::face::zero;
use crate::model::{Level, Model, Prices, Recipe, ResourceId};
use crate::tolerance::REDUCED_COST_ROUNDING;

/// What is lost in a sum of costs and prices with about thirty digits, relative to the largest of
/// them; and in one of `f64`.
const FINE: f64 = 4.0e-30;
const COARSE: f64 = 64.0 * f64::EPSILON;

/// Which reduced costs of a level are zero.
///
/// Those within the level's tolerance, and those that are but the rounding of the two costs
/// compared: files give decimal numbers, and whether 0.3 is three times 0.1 must not decide who is
/// served. What is lost in computing prices comes on top; where their rests are known it is
/// nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noise {
    tolerance: f64,
    /// Whether what is within the tolerance is zero, and not only too little to tell.
    exact: bool,
    /// What `f64` prices may lose.
    lost: f64,
    /// What thirty digits may lose.
    least: f64,
}

impl Noise {
    /// Of a level with given prices. Keeping a column open too many weakens the bounds of later
    /// levels, it never makes them wrong.
    pub(crate) fn of(model: &Model, level: &Level, prices: &Prices) -> Self {
        let size = size(model, level, prices.rows());
        if prices.rests().is_some() {
            return Self::fine(level.tolerance(), size);
        }
        let tolerance = zero(model, level, prices.rows());
        Self { tolerance, exact: false, lost: COARSE * size, least: FINE * size }
    }

    /// Of prices with rests, for costs and charges up to a size.
    pub(crate) fn fine(tolerance: f64, size: f64) -> Self {
        let (lost, least) = (COARSE * size, FINE * size);
        Self { tolerance: tolerance + least, exact: true, lost, least }
    }

    /// A difference of at most this between two costs is none.
    pub(crate) fn zero(self, a: f64, b: f64) -> f64 {
        self.tolerance + REDUCED_COST_ROUNDING * (a.abs() + b.abs())
    }

    /// A difference of at most this is not even one of thirty digits.
    pub(crate) fn least(self) -> f64 {
        self.least
    }

    /// A difference of at most this, computed in `f64`, has to be looked at closely.
    pub(crate) fn near(self, a: f64, b: f64) -> f64 {
        2.0 * self.zero(a, b) + self.lost
    }

    /// What the difference of two costs costs; nothing if it is but the rounding of decimals. One
    /// that only counts as none keeps a column open, and costs all the same: with bad prices it is what
    /// makes up for columns that seem dearer by as little.
    pub(crate) fn paid(self, reduced: f64, a: f64, b: f64) -> f64 {
        let rounding = self.least + REDUCED_COST_ROUNDING * (a.abs() + b.abs());
        if self.exact && reduced.abs() <= rounding { 0.0 } else { reduced }
    }
}

/// The size of the numbers that reduced costs are computed from.
pub(crate) fn size(model: &Model, level: &Level, prices: &[f64]) -> f64 {
    let greatest = |numbers: &mut dyn Iterator<Item = f64>| numbers.fold(0.0, f64::max);
    let price = greatest(&mut prices.iter().map(|price| price.abs()));
    let usage =
        |uses: &Vec<(ResourceId, f64)>| -> f64 { uses.iter().map(|&(_, usage)| usage.abs()).sum() };
    let usage = greatest(&mut model.recipes().iter().flat_map(Recipe::all_uses).map(usage));
    let entries = |extra: &crate::model::Extra| -> f64 {
        extra.entries().map(|(_, entry)| entry.abs()).sum()
    };
    let entries = greatest(&mut model.extras().iter().map(entries));
    // Costs do not fall with time: the last ones are the greatest.
    let cost = greatest(&mut level.paths().map(|(block, _)| {
        let recipe = model.family(model.blocks()[block.index()].family()).first();
        let last = model.periods().checked_sub(1).zip(recipe);
        let served = last.map_or(0.0, |(last, &recipe)| model.cost(level, block, recipe, last));
        served.abs().max(model.unserved_cost(level, block).abs())
    }));
    let extra = greatest(&mut level.extras().iter().map(|cost| cost.abs()));
    cost.max(extra) + price * usage.max(entries).max(1.0)
}
