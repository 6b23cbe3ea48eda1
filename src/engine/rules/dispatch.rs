//! First come, first served.

use crate::clock::Instant;

use super::feeds::Feeds;
use super::filled::Filled;
use super::held::{Hold, Holding};
use super::limits::{stop, supported};
use super::remaining::Remaining;
use super::serve::Turn;
use super::shipped::{Sent, Shipped};
use crate::engine::certificate::feasibility::feasible;
use crate::engine::error::EngineError;
use crate::engine::interface::{Engine, sealed};
use crate::engine::options::SolveOptions;
use crate::engine::outcome::{Outcome, Stopped};
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
/// What is [held](Self::holding) for a block is nobody else's until its turn. In a period it takes
/// that first. If it does not need all of it, since it was served otherwise, the same number of
/// units is held where it was, and the rule is carried out again.
///
/// Where columns outside the blocks make for a stock, a block takes of it first what is there;
/// the rest is made for it as late as capacity and the stock's limit permit. Nothing that was
/// placed before moves.
///
/// Complexity: O(blocks × periods × recipes) and O(periods) for each cell filled; where blocks that
/// are due take of stocks, O(blocks × periods² × columns that feed them in a period) at most. It is
/// carried out 64 times at most.
#[derive(Debug, Clone, Default)]
pub struct Dispatch {
    dues: Vec<Option<u32>>,
    shipped: Shipped,
    /// So many of the first blocks have their turn before anything is held.
    before: usize,
    holds: Vec<Hold>,
}

/// So often what is held is moved to where it was of use.
const ROUNDS: usize = 64;

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

    /// The rule that holds something for some blocks, after so many of the first have had their
    /// turn: what cannot be held any more, in the order of the list, is not.
    #[must_use]
    pub fn holding(mut self, before: usize, holds: Vec<Hold>) -> Self {
        self.before = before;
        self.holds = holds;
        self
    }

    /// Carries it out once, with what is held if that is known already: what is made, what of each
    /// block is left, and what is to be held the next time if that is not the same.
    fn carry_out(
        &self,
        (model, feeds): (&Model, &Feeds),
        mut known: Option<Holding>,
        (options, began): (&SolveOptions, Instant),
    ) -> Result<(Filled, Vec<f64>, Option<Holding>), Box<Stopped>> {
        const LOOK_EVERY: usize = 256;
        let mut remaining = Remaining::new(model);
        let mut filled = Filled::nothing(model);
        let mut unserved = Vec::with_capacity(model.blocks().len());
        let mut sent = Sent::new(&self.shipped);
        let mut holding = Holding::default();
        let mut next = Holding::default();
        let mut moved = false;
        for (index, block) in model.block_ids().enumerate() {
            if index % LOOK_EVERY == 0
                && let Some(stopped) = stop(options, began)
            {
                return Err(Box::new(stopped));
            }
            if index == self.before {
                holding = match known.take() {
                    Some(known) => {
                        known.take(&mut remaining);
                        known
                    }
                    None => Holding::first((model, feeds), &self.holds, &mut remaining),
                };
            }
            let due = self.dues.get(index).copied().flatten();
            let held = holding.lift(block, &mut remaining);
            let first = filled.cells.len();
            let before = if held.is_empty() { Vec::new() } else { filled.extras.clone() };
            let turn = Turn { block, due, held: &held };
            unserved.push(sent.serve((model, feeds), turn, &mut remaining, &mut filled));
            let made = (&filled, first, &before[..]);
            moved |= next.follow((model, feeds), block, held, made);
        }
        Ok((filled, unserved, moved.then_some(next)))
    }
}

impl sealed::Sealed for Dispatch {}

impl Engine for Dispatch {
    fn name(&self) -> &'static str {
        "dispatch"
    }

    fn solve(&self, model: &Model, options: &SolveOptions) -> Result<Outcome, EngineError> {
        let feeds = supported(model, self.name())?;
        let began = Instant::now();
        let mut known = None;
        let mut rounds = 0;
        let (filled, unserved) = loop {
            rounds += 1;
            match self.carry_out((model, &feeds), known, (options, began)) {
                Err(stopped) => return Ok(Outcome::Stopped(*stopped)),
                Ok((_, _, Some(next))) if rounds < ROUNDS => known = Some(next),
                Ok((filled, unserved, _)) => break (filled, unserved),
            }
        };
        let Filled { mut cells, extras } = filled;
        cells.sort_by_key(|cell| cell.column);
        let point = Point { cells, unserved, extras };
        feasible(model, &point)
            .map_err(|flaw| EngineError::Refused { engine: self.name(), flaw })?;
        Ok(Outcome::Finished(Solution::unproven(model, point)))
    }
}
