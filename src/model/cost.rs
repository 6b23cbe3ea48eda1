//! What one unit of a block costs in each period, for one level.

use crate::hash::mix;

/// The cost of one unit by period, computed when asked for, never stored per column.
///
/// Every path gives a cost for the periods `0..T` and for leaving the unit
/// unserved (see [`Model::cost`](super::Model::cost)).
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum CostPath {
    /// Costs nothing, whenever it is served, and nothing if it is not.
    Zero,
    /// Free up to and including period `from`, then `rate` more each period:
    /// `rate · max(0, t − from)`; `unserved` when it is left.
    Slope {
        /// The last free period, at most the number of periods.
        from: u32,
        /// Cost of each further period, ≥ 0.
        rate: f64,
        /// Cost of one unit never served.
        unserved: f64,
    },
    /// `scale · table[t]` for a table of the level with `T + 1` nondecreasing
    /// entries; the last is the cost of leaving the unit unserved.
    Table {
        /// Position in [`Level::tables`](super::Level::tables).
        table: u32,
        /// Factor, ≥ 0.
        scale: f64,
    },
    /// A fixed number in `[0, 1)` drawn from the block's key, the recipe's key
    /// and the period, plus the recipe's rank: decides what every level above
    /// left open. Leaving a unit costs a number drawn in the same way.
    Draw,
}

impl CostPath {
    /// What the path is a multiple of: two paths of one kind that begin to rise together
    /// differ by it alone. Nothing for paths that have no such factor.
    pub(crate) fn rate(self) -> f64 {
        match self {
            Self::Slope { rate, .. } => rate,
            Self::Table { scale, .. } => scale,
            Self::Zero | Self::Draw => 0.0,
        }
    }
}

/// A number in `[0, 1)` with 36 significant bits that depends on the three keys
/// alone (the finaliser of `SplitMix64`, Steele, Lea and Flood 2014).
///
/// 36 bits: sums of several thousand of them stay exact in an `f64`.
pub(crate) fn draw(block: u64, recipe: u64, period: u64) -> f64 {
    drawn(block, draw_seed(recipe, period))
}

/// The part of [`draw`] that does not depend on the block.
pub(crate) fn draw_seed(recipe: u64, period: u64) -> u64 {
    mix(recipe ^ mix(period))
}

/// The part of [`draw`] that does.
pub(crate) fn drawn(block: u64, seed: u64) -> f64 {
    (mix(block ^ seed) >> 28) as f64 / (1_u64 << 36) as f64
}
