//! First come, first served.

use std::time::Instant;

use super::limits::{stop, supported};
use super::remaining::Remaining;
use super::serve::serve;
use crate::engine::certificate::feasibility::feasible;
use crate::engine::error::EngineError;
use crate::engine::interface::{Engine, sealed};
use crate::engine::options::SolveOptions;
use crate::engine::outcome::Outcome;
use crate::engine::solution::Solution;
use crate::model::{Model, Point};

/// First come, first served: the blocks of the model in their order, each in the earliest
/// periods in which its recipes' resources have capacity left. Within a period, recipes are
/// used in their order.
///
/// A stock that a block takes in a period is missing in every later one, so that no block can
/// take what an earlier block needs later.
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
        let mut remaining = Remaining::new(model);
        let mut point = Point::default();
        for (index, block) in model.block_ids().enumerate() {
            if index % LOOK_EVERY == 0
                && let Some(stopped) = stop(options, began)
            {
                return Ok(Outcome::Stopped(stopped));
            }
            let rest = serve(model, block, &mut remaining, &mut point.cells);
            point.unserved.push(rest);
        }
        point.cells.sort_by_key(|cell| cell.column);
        feasible(model, &point)
            .map_err(|flaw| EngineError::Refused { engine: self.name(), flaw })?;
        Ok(Outcome::Finished(Solution::unproven(model, point)))
    }
}
