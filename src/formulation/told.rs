//! The levels as a plan tells them: a sequence of tranches has one in the model for each.

use std::ops::Range;

use crate::model::{BlockId, CostPath, ModelBuilder};

/// Name of the level of stock.
pub(super) const HELD: &str = "stock held";

/// Name of the level that tells equals apart.
pub(super) const EQUALS: &str = "order among equals";

/// Name of the last level.
pub(super) const DRAWS: &str = "lines and draws";

/// A level as it is told.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ToldLevel {
    /// What is minimised.
    pub name: String,
    /// Its levels in the model.
    pub levels: Range<usize>,
    /// Where tranches count one after the other, the position of each in the scenario's demands:
    /// one for each level of the model, which has an empty one if there are none. None elsewhere.
    pub turns: Option<Vec<usize>>,
}

impl ToldLevel {
    /// Whether it counts what customers get, so that it can be told of deliveries too.
    pub fn counts_deliveries(&self) -> bool {
        ![HELD, EQUALS, DRAWS].contains(&self.name.as_str())
    }
}

/// Adds levels to a model, and remembers how they are told.
pub(super) struct Telling<'b> {
    builder: &'b mut ModelBuilder,
    pub(super) told: Vec<ToldLevel>,
}

impl<'b> Telling<'b> {
    pub(super) fn new(builder: &'b mut ModelBuilder) -> Self {
        Self { builder, told: Vec::new() }
    }

    fn next(&self) -> usize {
        self.told.last().map_or(0, |told| told.levels.end)
    }

    /// Adds a level with costs of blocks alone.
    pub(super) fn level(&mut self, name: impl Into<String>, blocks: Vec<CostPath>) {
        self.level_with(name, blocks, Vec::new(), Vec::new());
    }

    /// Adds a level with tables of costs, and with costs of the extra columns.
    pub(super) fn level_with(
        &mut self,
        name: impl Into<String>,
        blocks: Vec<CostPath>,
        tables: Vec<Vec<f64>>,
        extras: Vec<f64>,
    ) {
        let (name, next) = (name.into(), self.next());
        self.builder.level_with(name.clone(), blocks, tables, extras);
        self.told.push(ToldLevel { name, levels: next..next + 1, turns: None });
    }

    /// Adds a level for each of these tranches: its position, and what its blocks cost.
    pub(super) fn in_turn(
        &mut self,
        name: &str,
        turns: Vec<(usize, Vec<(BlockId, CostPath)>)>,
        tables: &[Vec<f64>],
    ) {
        let next = self.next();
        let levels = next..next + turns.len().max(1);
        if turns.is_empty() {
            self.builder.level_of_few(name, Vec::new(), Vec::new());
        }
        let mut demands = Vec::with_capacity(turns.len());
        for (demand, mut paths) in turns {
            demands.push(demand);
            let mut own = Vec::new();
            for (_, path) in &mut paths {
                if let CostPath::Table { table, .. } = path {
                    own.push(tables[*table as usize].clone());
                    *table = own.len() as u32 - 1;
                }
            }
            self.builder.level_of_few(name, paths, own);
        }
        self.told.push(ToldLevel { name: name.to_owned(), levels, turns: Some(demands) });
    }
}
