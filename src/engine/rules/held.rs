//! What is held for blocks until their turn.

use std::collections::BTreeMap;

use super::feeds::{Feeds, Making};
use super::filled::Filled;
use super::remaining::Remaining;
use crate::model::{Block, BlockId, Model, RecipeId, ResourceId};
use crate::tolerance::DUST;

/// Units of a block that are made in a period of what is held for it there, or later if they cannot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hold {
    /// The block.
    pub block: BlockId,
    /// The period.
    pub period: u32,
    /// How many units.
    pub units: f64,
    /// Only ways to make them that take of this resource count.
    pub of: ResourceId,
}

impl Hold {
    /// The ways to make its units in a period: what takes of the resource.
    pub(super) fn ways(&self, model: &Model, feeds: &Feeds, period: usize) -> Vec<Making> {
        let family = model.blocks()[self.block.index()].family();
        let recipes = model.family(family).iter();
        let all = recipes.flat_map(|recipe| feeds.making(model, *recipe, period));
        all.filter(|way| way.takes.iter().any(|part| part.0 == self.of)).collect()
    }
}

/// Units of a block that are held, and what is taken for them.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) period: usize,
    pub(super) recipe: RecipeId,
    /// The column that is filled for them, if they go through a stock.
    pub(super) extra: Option<usize>,
    pub(super) units: f64,
    takes: Vec<(ResourceId, f64)>,
}

impl Part {
    /// So many units of a way in a period.
    fn new(period: usize, way: Making, units: f64) -> Self {
        let Making { recipe, takes, extra, .. } = way;
        Self { period, recipe, extra, units, takes }
    }

    fn is(&self, other: &Self) -> bool {
        let way = |part: &Self| (part.period, part.recipe, part.extra);
        way(self) == way(other)
    }
}

/// What is held for the blocks, by position.
#[derive(Debug, Default)]
pub(super) struct Holding(BTreeMap<usize, Vec<Part>>);

impl Holding {
    /// What can be held, one after the other, in its period or the first later ones that have
    /// something left: it is taken.
    pub(super) fn first(
        (model, feeds): (&Model, &Feeds),
        holds: &[Hold],
        remaining: &mut Remaining,
    ) -> Self {
        let mut holding = Self::default();
        for hold in holds {
            let block = &model.blocks()[hold.block.index()];
            let (mut open, least) = (hold.units, least(block));
            for period in hold.period as usize..model.periods().min(block.last() + 1) {
                for way in hold.ways(model, feeds, period) {
                    let units = remaining.units(&way.takes, period).min(open);
                    if units > least {
                        remaining.take(&way.takes, period, units);
                        open -= units;
                        let own = holding.0.entry(hold.block.index()).or_default();
                        own.push(Part::new(period, way, units));
                    }
                }
                if open <= least {
                    break;
                }
            }
        }
        holding
    }

    /// Takes it again.
    pub(super) fn take(&self, remaining: &mut Remaining) {
        for part in self.0.values().flatten() {
            remaining.take(&part.takes, part.period, part.units);
        }
    }

    /// Gives a block what is held for it: that is what is returned.
    pub(super) fn lift(&mut self, block: BlockId, remaining: &mut Remaining) -> Vec<Part> {
        let held = self.0.remove(&block.index()).unwrap_or_default();
        for part in &held {
            remaining.take(&part.takes, part.period, -part.units);
        }
        held
    }

    /// Holds for a block what it was served, no more of it than was held, and of that first what was
    /// held. `filled` is what was made, of which the cells from `first` on are the block's, and
    /// `before` what was made for stock before its turn. Returns whether anything has moved.
    pub(super) fn follow(
        &mut self,
        (model, feeds): (&Model, &Feeds),
        block: BlockId,
        mut held: Vec<Part>,
        (filled, first, before): (&Filled, usize, &[f64]),
    ) -> bool {
        if held.is_empty() {
            return false;
        }
        let part = &model.blocks()[block.index()];
        let least = least(part);
        let mut made: Vec<Part> = filled.cells[first..]
            .iter()
            // What is taken of stocks was not made for it.
            .filter(|_| !feeds.is_stocked(model.family(part.family())))
            .flat_map(|cell| {
                let period = cell.column.period as usize;
                let ways = feeds.making(model, cell.column.recipe, period);
                ways.into_iter().map(move |way| Part::new(period, way, cell.amount))
            })
            .collect();
        for &recipe in model.family(part.family()) {
            if feeds.taken_by(recipe).is_none() {
                continue;
            }
            for period in 0..model.periods() {
                for way in feeds.making(model, recipe, period) {
                    let Some(extra) = way.extra else { continue };
                    let units = filled.extras[extra] - before[extra];
                    made.push(Part::new(period, way, units));
                }
            }
        }
        let mut vain = 0.0;
        for part in &mut held {
            let made = made.iter_mut().find(|made| made.is(part));
            let used = made.map_or(0.0, |made| {
                let used = part.units.min(made.units).max(0.0);
                made.units -= used;
                used
            });
            if part.units - used > least {
                vain += part.units - used;
                part.units = used;
            }
        }
        let moved = vain > 0.0;
        for mut part in made {
            part.units = part.units.min(vain);
            if part.units > least {
                vain -= part.units;
                held.push(part);
            }
        }
        held.retain(|part| part.units > least);
        self.0.insert(block.index(), held);
        moved
    }
}

/// What is less of a block is rounding.
fn least(block: &Block) -> f64 {
    DUST * block.quantity()
}
