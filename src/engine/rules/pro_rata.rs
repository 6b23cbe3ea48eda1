//! Every period is shared in proportion to the open quantities.

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
use crate::model::{Block, Cell, Column, Model, Point, RecipeId};
use crate::tolerance::NEGLIGIBLE;

/// Period by period, each block gets a share in proportion to what it has open.
///
/// A period is shared out in rounds. In a round every family requests all that its blocks
/// have open, spread over its recipes in proportion to the units that fit; each resource
/// scales the requests for it down by one factor, so that they fit, and a recipe gets the
/// smallest factor of its resources. A round serves all requests or uses up at least one
/// resource, so there are at most as many rounds as resources, plus one. What a family gets
/// is divided among its blocks in proportion to what they have open.
///
/// The rule does not support limits on a block's columns.
///
/// Complexity: O(periods × (resources² × recipes + blocks × recipes)).
#[derive(Debug, Clone, Copy, Default)]
pub struct ProRata {
    before: usize,
}

impl ProRata {
    /// The rule.
    pub fn new() -> Self {
        Self::default()
    }

    /// The rule for what is left after the first blocks of the model have been served one by
    /// one, each as early as possible.
    pub fn after(blocks: usize) -> Self {
        Self { before: blocks }
    }
}

impl sealed::Sealed for ProRata {}

impl Engine for ProRata {
    fn name(&self) -> &'static str {
        "pro-rata"
    }

    fn solve(&self, model: &Model, options: &SolveOptions) -> Result<Outcome, EngineError> {
        supported(model, self.name())?;
        if model.blocks().iter().any(|block| block.limit().is_finite()) {
            return Err(EngineError::Unsupported {
                engine: self.name(),
                what: "limits on the columns of a block",
            });
        }
        let began = Instant::now();
        let mut remaining = Remaining::new(model);
        let mut open: Vec<f64> = model.blocks().iter().map(Block::quantity).collect();
        let mut cells = Vec::new();
        for (block, open) in model.block_ids().zip(&mut open).take(self.before) {
            *open = serve(model, (block, *open), None, &mut remaining, &mut cells);
        }
        // What is left of these blocks is shared with all others.
        for period in 0..model.periods() {
            if let Some(stopped) = stop(options, began) {
                return Ok(Outcome::Stopped(stopped));
            }
            let wanted = wanted(model, &open, period);
            let made = share_out(model, &mut remaining, &wanted, period);
            divide(model, &wanted, &made, period, &mut open, &mut cells);
        }
        cells.sort_by_key(|cell: &Cell| cell.column);
        let point = Point { cells, unserved: open, extras: Vec::new() };
        feasible(model, &point)
            .map_err(|flaw| EngineError::Refused { engine: self.name(), flaw })?;
        Ok(Outcome::Finished(Solution::unproven(model, point)))
    }
}

fn spans(model: &Model, block: usize, period: usize) -> bool {
    let block = &model.blocks()[block];
    block.first() <= period && period <= block.last()
}

/// What the blocks of each family have open in a period.
fn wanted(model: &Model, open: &[f64], period: usize) -> Vec<f64> {
    let mut wanted = vec![0.0; model.families().len()];
    for (index, block) in model.blocks().iter().enumerate() {
        if spans(model, index, period) {
            wanted[block.family().index()] += open[index];
        }
    }
    wanted
}

/// What each recipe of each family makes in a period.
fn share_out(
    model: &Model,
    remaining: &mut Remaining,
    wanted: &[f64],
    period: usize,
) -> Vec<Vec<(RecipeId, f64)>> {
    let mut rest = wanted.to_vec();
    let mut made: Vec<Vec<(RecipeId, f64)>> = model
        .families()
        .iter()
        .map(|family| family.iter().map(|&recipe| (recipe, 0.0)).collect())
        .collect();
    for _ in 0..=model.resources().len() {
        let requests = requests(model, remaining, &rest, wanted, period);
        if requests.is_empty() {
            break;
        }
        let mut load = vec![0.0; model.resources().len()];
        for &(_, recipe, _, units) in &requests {
            for &(resource, usage) in model.recipe(recipe).uses_in(period) {
                load[resource.index()] += usage * units;
            }
        }
        let factor: Vec<f64> = load
            .iter()
            .enumerate()
            .map(|(resource, load)| {
                let free = remaining.free[resource * model.periods() + period].max(0.0);
                if *load > free { free / load } else { 1.0 }
            })
            .collect();
        for (family, recipe, position, units) in requests {
            let uses = model.recipe(recipe).uses_in(period);
            let granted =
                uses.iter().map(|part| factor[part.0.index()]).fold(1.0, f64::min) * units;
            remaining.take(uses, period, granted);
            rest[family] -= granted;
            made[family][position].1 += granted;
        }
    }
    made
}

/// What every family requests of every recipe: (family, recipe, its position, units).
fn requests(
    model: &Model,
    remaining: &Remaining,
    rest: &[f64],
    wanted: &[f64],
    period: usize,
) -> Vec<(usize, RecipeId, usize, f64)> {
    let mut requests = Vec::new();
    for (family, recipes) in model.families().iter().enumerate() {
        if rest[family] <= NEGLIGIBLE * wanted[family] {
            continue;
        }
        // A recipe without resources is limited only by the request.
        let fitting: Vec<f64> = recipes
            .iter()
            .map(|&recipe| {
                let uses = model.recipe(recipe).uses_in(period);
                remaining.units(uses, period).min(rest[family])
            })
            .collect();
        let total: f64 = fitting.iter().sum();
        if total <= NEGLIGIBLE * wanted[family] {
            continue;
        }
        for (position, (&recipe, units)) in recipes.iter().zip(fitting).enumerate() {
            if units > 0.0 {
                requests.push((family, recipe, position, rest[family] * (units / total)));
            }
        }
    }
    requests
}

/// Divides what the families got among their blocks.
fn divide(
    model: &Model,
    wanted: &[f64],
    made: &[Vec<(RecipeId, f64)>],
    period: usize,
    open: &mut [f64],
    cells: &mut Vec<Cell>,
) {
    for (index, block) in model.block_ids().enumerate() {
        let family = model.blocks()[index].family().index();
        if open[index] <= 0.0 || wanted[family] <= 0.0 || !spans(model, index, period) {
            continue;
        }
        let share = open[index] / wanted[family];
        let before = open[index];
        for &(recipe, units) in &made[family] {
            let amount = (units * share).min(open[index]);
            if amount > 0.0 {
                let column = Column { block, recipe, period: period as u32 };
                cells.push(Cell { column, amount });
                open[index] -= amount;
            }
        }
        if open[index] <= NEGLIGIBLE * before {
            open[index] = 0.0;
        }
    }
}
