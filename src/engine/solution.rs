//! The answer of an engine.

use super::timings::Timings;
use crate::model::{LevelResult, Model, Point};

/// A point, and what is known of each level.
#[derive(Debug, Clone)]
pub struct Solution {
    pub(crate) point: Point,
    pub(crate) levels: Vec<LevelResult>,
    pub(crate) statistics: Statistics,
    pub(crate) timings: Timings,
}

/// Timings are not compared.
impl PartialEq for Solution {
    fn eq(&self, other: &Self) -> bool {
        (&self.point, &self.levels, &self.statistics)
            == (&other.point, &other.levels, &other.statistics)
    }
}

impl Solution {
    /// A solution that proves nothing: the objective of every level at the point.
    pub(crate) fn unproven(model: &Model, point: Point) -> Self {
        let levels = model
            .levels()
            .iter()
            .map(|level| LevelResult {
                objective: point.objective(model, level),
                bound: None,
                prices: None,
            })
            .collect();
        Self { point, levels, statistics: Statistics::default(), timings: Timings::default() }
    }

    /// The point.
    pub fn point(&self) -> &Point {
        &self.point
    }

    /// What is known of each level of the model.
    pub fn levels(&self) -> &[LevelResult] {
        &self.levels
    }

    /// Counts of the engine's work.
    pub fn statistics(&self) -> &Statistics {
        &self.statistics
    }

    /// Where the time went.
    pub fn timings(&self) -> &Timings {
        &self.timings
    }
}

/// Counts of an engine's work. Zero where an engine does not count.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Statistics {
    /// Simplex pivots of all kinds.
    pub pivots: u64,
    /// Factorisations of the basis.
    pub refactorisations: u64,
    /// Entries that are not zero in the bases that were factorised, over all of those times.
    pub basis_entries: u64,
    /// The same for their factors L and U; see [`fill`](Self::fill).
    pub factor_entries: u64,
    /// Levels optimised, in all parts of the model and all attempts.
    pub levels: u64,
    /// Passes of pricing over all blocks with several open columns, including the last of each
    /// level, which finds nothing. A pass skips blocks that cannot have become attractive since
    /// they were last priced.
    pub passes: u64,
    /// Blocks priced in all passes together.
    pub priced: u64,
    /// Pivots in which a column replaced the key of its own block.
    pub key_swaps: u64,
    /// Pivots before which a key was exchanged with another column of its block.
    pub exchanges: u64,
    /// Pivots in which a column only moved from one bound to the other (bound flips).
    pub flips: u64,
    /// Pivots that changed no value.
    pub degenerate: u64,
    /// Pivots by the rule of Bland, which takes over after very many degenerate ones.
    pub strict: u64,
    /// Pivots of the dual simplex, which repairs a warm start after changes of capacity.
    pub dual: u64,
    /// Times the solve was begun again: after rounding had spoilt the basis or the answer, or a
    /// warm start was given up.
    pub restarts: u64,
}

impl Statistics {
    /// How many entries more the factors have than the bases. Zero where each unit uses one
    /// row: such bases are forests. (Where entries cancel, the factors may have fewer.)
    pub fn fill(&self) -> u64 {
        self.factor_entries.saturating_sub(self.basis_entries)
    }

    /// Adds the counts of another part of the work.
    pub(super) fn add(&mut self, other: &Self) {
        self.pivots += other.pivots;
        self.refactorisations += other.refactorisations;
        self.basis_entries += other.basis_entries;
        self.factor_entries += other.factor_entries;
        self.levels += other.levels;
        self.passes += other.passes;
        self.priced += other.priced;
        self.key_swaps += other.key_swaps;
        self.exchanges += other.exchanges;
        self.flips += other.flips;
        self.degenerate += other.degenerate;
        self.strict += other.strict;
        self.dual += other.dual;
        self.restarts += other.restarts;
    }
}
