//! Blocks in their order; each takes the earliest room left.

use std::time::Instant;

use super::{Room, stop, supported};
use crate::engine::{Engine, EngineError, Outcome, Solution, SolveOptions, feasible, sealed};
use crate::model::{BlockId, Cell, Column, Model, Point};

/// First come, first served: the blocks of the model in their order, each taking the
/// earliest periods that have room on its recipes' resources. Within a period, recipes
/// are used in their order.
///
/// A stock that a block takes in a period is missing in every later one, so no block
/// can take what an earlier block has been given for later.
///
/// Complexity: O(blocks × periods × recipes) and O(periods) for each cell filled.
#[derive(Debug, Clone, Copy, Default)]
#[non_exhaustive]
pub struct Dispatch;

impl Dispatch {
    /// The rule.
    pub fn new() -> Self {
        Self
    }
}

impl sealed::Sealed for Dispatch {}

impl Engine for Dispatch {
    fn name(&self) -> &'static str {
        "dispatch"
    }

    fn solve(&self, model: &Model, options: &SolveOptions) -> Result<Outcome, EngineError> {
        const LOOK_EVERY: usize = 256;
        supported(model, self.name())?;
        let began = Instant::now();
        let mut room = Room::new(model);
        let mut point = Point::default();
        for (index, block) in model.block_ids().enumerate() {
            if index % LOOK_EVERY == 0
                && let Some(stopped) = stop(options, began)
            {
                return Ok(Outcome::Stopped(stopped));
            }
            let rest = serve(model, block, &mut room, &mut point.cells);
            point.unserved.push(rest);
        }
        point.cells.sort_by_key(|cell| cell.column);
        feasible(model, &point)
            .map_err(|flaw| EngineError::Refused { engine: self.name(), flaw })?;
        Ok(Outcome::Finished(Solution::unproven(model, point)))
    }
}

/// Serves one block and returns what is left of it.
pub(super) fn serve(model: &Model, block: BlockId, room: &mut Room, cells: &mut Vec<Cell>) -> f64 {
    let part = &model.blocks()[block.index()];
    let mut rest = part.quantity();
    for period in part.first()..model.periods().min(part.last().saturating_add(1)) {
        for &recipe in model.family(part.family()) {
            let uses = model.recipe(recipe).uses();
            let amount = room.units(uses, period).min(part.limit()).min(rest);
            if amount <= super::DUST * part.quantity() {
                continue;
            }
            room.take(uses, period, amount);
            rest -= amount;
            let column = Column { block, recipe, period: period as u32 };
            cells.push(Cell { column, amount });
            if rest <= super::DUST * part.quantity() {
                return 0.0;
            }
        }
    }
    rest
}
