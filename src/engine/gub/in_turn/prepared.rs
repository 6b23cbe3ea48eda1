//! Runs of neighbouring levels of few blocks, ready to be optimised.

use std::ops::Range;

use crate::model::{BlockId, CostPath, Level, Model, Paths};

/// Neighbouring levels of few blocks.
#[derive(Debug)]
pub(crate) struct Turns {
    /// Their positions in the model.
    pub(crate) levels: Range<usize>,
    /// A level with the tables of all, and all that costs something on any of them.
    pub(crate) together: Level,
    /// By level, what costs something on it, by the tables of `together`.
    pub(crate) paths: Vec<Vec<(BlockId, CostPath)>>,
}

impl Turns {
    /// All runs of such levels of a model.
    pub(crate) fn of(model: &Model) -> Vec<Self> {
        let levels = model.levels();
        let mut all = Vec::new();
        let mut at = 0;
        for run in levels.chunk_by(|a, b| a.names_few() && b.names_few()) {
            if run[0].names_few() {
                all.push(Self::new(at..at + run.len(), run));
            }
            at += run.len();
        }
        all
    }

    fn new(levels: Range<usize>, run: &[Level]) -> Self {
        let mut together = run[0].clone();
        together.tables.clear();
        let mut paths = Vec::with_capacity(run.len());
        for level in run {
            let first = together.tables.len() as u32;
            together.tables.extend(level.tables().iter().cloned());
            together.tolerance = together.tolerance.min(level.tolerance());
            let own = level.paths().map(|(block, path)| match path {
                CostPath::Table { table, scale } => {
                    (block, CostPath::Table { table: first + table, scale })
                }
                CostPath::Slope { rate: 0.0, unserved: 0.0, .. } => (block, CostPath::Zero),
                path => (block, path),
            });
            paths.push(own.collect::<Vec<_>>());
        }
        let mut all: Vec<(BlockId, CostPath)> = paths.iter().flatten().copied().collect();
        all.sort_by_key(|part| part.0);
        all.dedup_by_key(|part| part.0);
        together.paths = Paths::Few(all);
        Self { levels, together, paths }
    }
}
