//! A small model that stands for a large one.

use super::ids::BlockId;
use super::model::Model;
use super::parts::{Block, Level, Paths};

/// A block that stands for several.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Deputy {
    /// The block that it is like in all but size.
    pub(crate) block: u32,
    pub(crate) quantity: f64,
    pub(crate) limit: f64,
}

impl Model {
    /// The model with other blocks: deputies, which speak for all of them, and one level,
    /// which goes by the blocks of the model. Whatever is not about blocks stays as it is.
    pub(crate) fn coarse(&self, deputies: &[Deputy], level: &Level) -> Self {
        let block = |deputy: &Deputy| Block {
            quantity: deputy.quantity,
            limit: deputy.limit,
            ..self.blocks[deputy.block as usize]
        };
        let level = Level {
            label: level.label.clone(),
            paths: Paths::All(
                deputies.iter().map(|deputy| level.path(BlockId(deputy.block))).collect(),
            ),
            tables: level.tables.clone(),
            extras: level.extras.clone(),
            tolerance: level.tolerance,
        };
        Self {
            periods: self.periods,
            first: self.first,
            resources: self.resources.clone(),
            recipes: self.recipes.clone(),
            families: self.families.clone(),
            blocks: deputies.iter().map(block).collect(),
            extras: self.extras.clone(),
            levels: vec![level],
            moves: Vec::new(),
        }
    }
}
