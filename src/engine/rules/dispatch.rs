//! First come, first served.

use std::time::Instant;

use super::limits::{stop, supported};
use super::remaining::Remaining;
use super::serve::Filled;
use super::shipped::{Sent, Shipped};
use crate::engine::certificate::feasibility::feasible;
use crate::engine::error::EngineError;
use crate::engine::interface::{Engine, sealed};
use crate::engine::options::SolveOptions;
use crate::engine::outcome::Outcome;
use crate::engine::solution::Solution;
use crate::model::{Model, Point};

/// First come, first served: the blocks of the model in their order, each in the earliest
/// periods in which its recipes' resources have capacity left. A block that is
/// due [by](Self::by_due) a period takes the latest up to that one instead, and for what does not
/// fit into these the earliest after it. Within a period, recipes are used in their order.
///
/// A stock that a block takes in a period is missing in every later one, so that no block can
/// take what an earlier block needs later.
///
/// Where columns outside the blocks make for a stock, a block takes of it first what is there;
/// the rest is made for it as late as capacity and the stock's limit permit. Nothing that was
/// placed before moves.
///
/// Complexity: O(blocks × periods × recipes) and O(periods) for each cell filled; where blocks that
/// are due take of stocks, O(blocks × periods² × columns that feed them in a period) at most.
#[derive(Debug, Clone, Default)]
pub struct Dispatch {
    dues: Vec<Option<u32>>,
    shipped: Shipped,
}

impl Dispatch {
    /// The rule, each block as early as possible.
    pub fn new() -> Self {
        Self::default()
    }

    /// The rule with the periods by which the blocks are due, in their order: those that have
    /// none, or that the list does not reach, are served as early as possible.
    ///
    /// ```
    /// use apportion::engine::{Dispatch, Engine, Outcome, SolveOptions};
    /// use apportion::model::{Carry, Model};
    ///
    /// let mut builder = Model::builder(3);
    /// let line = builder.resource("line", Carry::Lost, vec![1.0; 3]);
    /// let recipe = builder.recipe("serve", 0, vec![(line, 1.0)]);
    /// let family = builder.family(vec![recipe]);
    /// builder.block(1, family, 0..=2, 1.0);
    /// builder.block(2, family, 0..=2, 1.0);
    /// let model = builder.build()?;
    ///
    /// // The first block is due by the second period, the other as early as possible.
    /// let rule = Dispatch::by_due(vec![Some(1), None]);
    /// let Outcome::Finished(solution) = rule.solve(&model, &SolveOptions::default())? else {
    ///     return Err("nothing stops it".into());
    /// };
    /// let periods: Vec<u32> =
    ///     solution.point().cells.iter().map(|cell| cell.column.period).collect();
    /// assert_eq!(periods, [1, 0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn by_due(dues: Vec<Option<u32>>) -> Self {
        Self { dues, ..Self::default() }
    }

    /// The rule for blocks that are shipped: what of a block cannot ship is given back before the
    /// next block is served.
    #[must_use]
    pub fn shipping(mut self, shipped: Shipped) -> Self {
        self.shipped = shipped;
        self
    }
}

impl sealed::Sealed for Dispatch {}

impl Engine for Dispatch {
    fn name(&self) -> &'static str {
        "dispatch"
    }

    fn solve(&self, model: &Model, options: &SolveOptions) -> Result<Outcome, EngineError> {
        const LOOK_EVERY: usize = 256;
        let feeds = supported(model, self.name())?;
        let began = Instant::now();
        let mut remaining = Remaining::new(model);
        let mut filled = Filled::nothing(model);
        let mut unserved = Vec::with_capacity(model.blocks().len());
        let mut sent = Sent::new(&self.shipped);
        for (index, block) in model.block_ids().enumerate() {
            if index % LOOK_EVERY == 0
                && let Some(stopped) = stop(options, began)
            {
                return Ok(Outcome::Stopped(stopped));
            }
            let due = self.dues.get(index).copied().flatten();
            unserved.push(sent.serve((model, &feeds), block, due, &mut remaining, &mut filled));
        }
        let Filled { mut cells, extras } = filled;
        cells.sort_by_key(|cell| cell.column);
        let point = Point { cells, unserved, extras };
        feasible(model, &point)
            .map_err(|flaw| EngineError::Refused { engine: self.name(), flaw })?;
        Ok(Outcome::Finished(Solution::unproven(model, point)))
    }
}
