//! Every period is shared in proportion to the open quantities.

use crate::clock::Instant;
use std::collections::BTreeMap;

use super::feeds::{Fed, Feeds, Making};
use super::filled::Filled;
use super::held::Hold;
use super::limits::{stop, supported};
use super::owed::Owed;
use super::remaining::{Of, Remaining};
use super::rounds::{Wish, share_out};
use super::serve::{Turn, serve};
use crate::engine::certificate::feasibility::feasible;
use crate::engine::error::EngineError;
use crate::engine::interface::{Engine, sealed};
use crate::engine::options::SolveOptions;
use crate::engine::outcome::Outcome;
use crate::engine::solution::Solution;
use crate::model::{Block, Cell, Column, Model, Point, ResourceId};
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
/// Where columns outside the blocks make for a stock, what is in it is shared out first, then what is
/// in a stock that nothing feeds and that its takers may take of instead; then what else is missing
/// may be made in the period. Capacity that is left over by all that can be served
/// makes for stock what is missing for blocks that begin later, the earliest first, up to the
/// stock's limit.
///
/// What is [held](Self::holding) for a block in a period is served before anything is shared.
///
/// The rule does not support limits on a block's columns.
///
/// Complexity: O(periods × (resources² × recipes + blocks × recipes)).
#[derive(Debug, Clone, Default)]
pub struct ProRata {
    before: usize,
    holds: Vec<Hold>,
}

impl ProRata {
    /// The rule.
    pub fn new() -> Self {
        Self::default()
    }

    /// The rule for what is left after the first blocks of the model have been served one by
    /// one, each as early as possible.
    pub fn after(blocks: usize) -> Self {
        Self { before: blocks, ..Self::default() }
    }

    /// The rule that in each period serves first what is held for some blocks, as far as they have
    /// so much open.
    #[must_use]
    pub fn holding(mut self, holds: Vec<Hold>) -> Self {
        self.holds = holds;
        self.holds.sort_by_key(|hold| hold.period);
        self
    }
}

impl sealed::Sealed for ProRata {}

impl Engine for ProRata {
    fn name(&self) -> &'static str {
        "pro-rata"
    }

    fn solve(&self, model: &Model, options: &SolveOptions) -> Result<Outcome, EngineError> {
        let feeds = supported(model, self.name())?;
        if model.blocks().iter().any(|block| block.limit().is_finite()) {
            return Err(EngineError::Unsupported {
                engine: self.name(),
                what: "limits on the columns of a block",
            });
        }
        let began = Instant::now();
        let mut remaining = Remaining::new(model);
        let mut open: Vec<f64> = model.blocks().iter().map(Block::quantity).collect();
        let mut filled = Filled::nothing(model);
        for (block, open) in model.block_ids().zip(&mut open).take(self.before) {
            let turn = Turn { block, due: None, held: &[] };
            *open = serve((model, &feeds), turn, *open, &mut remaining, &mut filled);
        }
        // What is left of these blocks is shared with all others.
        let mut owed = Owed::new(&self.holds);
        for period in 0..model.periods() {
            if let Some(stopped) = stop(options, began) {
                return Ok(Outcome::Stopped(stopped));
            }
            let mut month = Sharing { model, feeds: &feeds, period, remaining: &mut remaining };
            let first = owed.first((model, &feeds), period, &open, month.remaining);
            for rest in month.hold(&first, &mut open, &mut filled) {
                owed.waits((model, &feeds), rest, month.remaining);
            }
            let wanted = month.wanted(&open);
            let served = month.serve(&wanted, &mut filled.extras);
            month.divide(&wanted, &served, &mut open, &mut filled.cells);
            month.ahead(&open, &mut filled.extras);
            owed.over(month.remaining);
        }
        let Filled { mut cells, mut extras } = filled;
        cells.sort_by_key(|cell: &Cell| cell.column);
        cells.dedup_by(|next, cell| {
            let same = next.column == cell.column;
            if same {
                cell.amount += next.amount;
            }
            same
        });
        feeds.trim(model, &cells, &mut extras);
        let point = Point { cells, unserved: open, extras };
        feasible(model, &point)
            .map_err(|flaw| EngineError::Refused { engine: self.name(), flaw })?;
        Ok(Outcome::Finished(Solution::unproven(model, point)))
    }
}

/// Of what a period is shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pass {
    /// Of stocks that are fed.
    Fed,
    /// Of stocks that nothing feeds, whose takers take of fed ones too.
    Shelf,
    /// Of what is made in the period.
    Fresh,
}

/// A period that is shared out.
struct Sharing<'a> {
    model: &'a Model,
    feeds: &'a Feeds,
    period: usize,
    remaining: &'a mut Remaining,
}

impl Sharing<'_> {
    fn spans(&self, block: &Block) -> bool {
        block.first() <= self.period && self.period <= block.last()
    }

    fn rounds(&self) -> usize {
        self.model.resources().len()
    }

    /// Serves what is held for some blocks: what a resource has for all of them is shared. Returns
    /// what cannot be served.
    fn hold(&mut self, held: &[Hold], open: &mut [f64], filled: &mut Filled) -> Vec<Hold> {
        let ways = held.iter().map(|hold| hold.ways(self.model, self.feeds, self.period));
        let ways: Vec<Vec<Making>> = ways.collect();
        let wish = |(hold, ways): (&Hold, &Vec<Making>)| Wish {
            wanted: hold.units,
            ways: ways.iter().map(at_once).collect(),
        };
        let wishes: Vec<Wish> = held.iter().zip(&ways).map(wish).collect();
        let mut rests = Vec::new();
        let rounds = self.rounds();
        let got = share_out(self.remaining, &wishes, self.period, rounds);
        for ((hold, ways), got) in held.iter().zip(ways).zip(got) {
            let open = &mut open[hold.block.index()];
            let before = *open;
            let mut rest = *hold;
            for (way, units) in ways.into_iter().zip(got).filter(|part| part.1 > 0.0) {
                let amount = units.min(*open);
                let period = self.period as u32;
                let column = Column { block: hold.block, recipe: way.recipe, period };
                filled.cells.push(Cell { column, amount });
                if let Some(extra) = way.extra {
                    filled.extras[extra] += amount;
                }
                *open -= amount;
                rest.units -= amount;
            }
            if *open <= NEGLIGIBLE * before {
                *open = 0.0;
            }
            rests.push(rest);
        }
        rests
    }

    /// What the blocks of each family have open.
    fn wanted(&self, open: &[f64]) -> Vec<f64> {
        let mut wanted = vec![0.0; self.model.families().len()];
        for (block, open) in self.model.blocks().iter().zip(open) {
            if self.spans(block) {
                wanted[block.family().index()] += open;
            }
        }
        wanted
    }

    /// What each recipe of each family gets: of stocks first, of those that are fed and of others, then
    /// what is made in the period.
    fn serve(&mut self, wanted: &[f64], extras: &mut [f64]) -> Vec<Vec<f64>> {
        let families = self.model.families();
        let mut served: Vec<Vec<f64>> = families.iter().map(|own| vec![0.0; own.len()]).collect();
        for pass in [Pass::Fed, Pass::Shelf, Pass::Fresh] {
            let mut wishes = Vec::with_capacity(families.len());
            let mut made = Vec::with_capacity(families.len());
            for (family, &wanted) in wanted.iter().enumerate() {
                let open = wanted - served[family].iter().sum::<f64>();
                // What is a rounding of all that was wanted is not wanted.
                let open = if open <= NEGLIGIBLE * wanted { 0.0 } else { open };
                let (ways, own) = self.ways(family, pass);
                wishes.push(Wish { wanted: open, ways });
                made.push(own);
            }
            let rounds = self.rounds();
            let got = share_out(self.remaining, &wishes, self.period, rounds);
            for ((served, made), got) in served.iter_mut().zip(made).zip(got) {
                for ((position, extra), units) in made.into_iter().zip(got) {
                    served[position] += units;
                    if let Some(extra) = extra {
                        extras[extra] += units;
                    }
                }
            }
        }
        served
    }

    /// The ways to serve a family. For each the position of its recipe, and the column that is filled
    /// for it if there is one.
    fn ways(&self, family: usize, pass: Pass) -> (Vec<Vec<(Of, f64)>>, Vec<Filling>) {
        let (mut ways, mut made) = (Vec::new(), Vec::new());
        let recipes = &self.model.families()[family];
        let stocked = self.feeds.is_stocked(recipes);
        for (position, &recipe) in recipes.iter().enumerate() {
            let fed = self.feeds.taken_by(recipe).is_some();
            let there_already = match pass {
                Pass::Fed => fed,
                Pass::Shelf => stocked && !fed,
                Pass::Fresh => false,
            };
            if pass == Pass::Fresh && (fed || !stocked) {
                for way in self.feeds.making(self.model, recipe, self.period) {
                    ways.push(at_once(&way));
                    made.push((position, way.extra));
                }
            } else if there_already {
                ways.push(there(self.model.recipe(recipe).uses_in(self.period)));
                made.push((position, None));
            }
        }
        (ways, made)
    }

    /// Divides what the families got among their blocks.
    fn divide(&self, wanted: &[f64], served: &[Vec<f64>], open: &mut [f64], cells: &mut Vec<Cell>) {
        for (id, block) in self.model.block_ids().zip(self.model.blocks()) {
            let (family, open) = (block.family(), &mut open[id.index()]);
            let wanted = wanted[family.index()];
            if *open <= 0.0 || wanted <= 0.0 || !self.spans(block) {
                continue;
            }
            let before = *open;
            for (&recipe, units) in self.model.family(family).iter().zip(&served[family.index()]) {
                let amount = (units * (before / wanted)).min(*open);
                if amount > 0.0 {
                    let column = Column { block: id, recipe, period: self.period as u32 };
                    cells.push(Cell { column, amount });
                    *open -= amount;
                }
            }
            if *open <= NEGLIGIBLE * before {
                *open = 0.0;
            }
        }
    }

    /// Makes for stock what is missing for blocks that begin later, the earliest first.
    fn ahead(&mut self, open: &[f64], extras: &mut [f64]) {
        if self.feeds.all.is_empty() {
            return;
        }
        // What blocks that begin in a period take of which stocks.
        let mut later: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for (block, open) in self.model.blocks().iter().zip(open) {
            let waits = block.first() > self.period && block.first() <= block.last();
            let fed = self.model.family(block.family()).iter();
            let mut fed = fed.filter_map(|recipe| self.feeds.index_of(*recipe));
            if let Some(fed) = fed.next().filter(|_| waits && *open > 0.0) {
                let none = || vec![0.0; self.feeds.all.len()];
                later.entry(block.first()).or_insert_with(none)[fed] += open;
            }
        }
        let mut stock: Vec<f64> = self.feeds.all.iter().map(|fed| self.in_stock(fed)).collect();
        let mut shelves: BTreeMap<ResourceId, f64> = BTreeMap::new();
        for shelf in (0..stock.len()).filter_map(|fed| self.feeds.shelf(fed)) {
            shelves.insert(shelf, self.remaining.most(Of::There(shelf), self.period));
        }
        for wanted in later.into_values() {
            let mut missing = Vec::with_capacity(wanted.len());
            for (wanted, stock) in wanted.iter().zip(&mut stock) {
                missing.push((wanted - *stock).max(0.0));
                *stock = (*stock - wanted).max(0.0);
            }
            self.less_what_is_there(&mut missing, &mut shelves);
            let wish = |(index, fed): (usize, &Fed)| {
                let missing = missing[index];
                let room = fed.stocks.iter().map(|stock| (Of::Room(*stock), 1.0));
                let room: Vec<(Of, f64)> = room.collect();
                let feeds = fed.by_period[self.period].iter();
                let ways = feeds.map(|feed| [there(&feed.uses), room.clone()].concat());
                // What is a rounding of all that is wanted is not missing.
                let missing = if missing <= NEGLIGIBLE * wanted[index] { 0.0 } else { missing };
                Wish { wanted: missing, ways: ways.collect() }
            };
            let wishes: Vec<Wish> = self.feeds.all.iter().enumerate().map(wish).collect();
            let rounds = self.rounds() + self.feeds.all.len();
            let got = share_out(self.remaining, &wishes, self.period, rounds);
            for (fed, got) in self.feeds.all.iter().zip(got) {
                for (feed, units) in fed.by_period[self.period].iter().zip(got) {
                    extras[feed.extra] += units;
                }
            }
        }
    }

    /// Takes off what is missing what is in stocks that nothing feeds, in proportion for all who may
    /// take of one.
    fn less_what_is_there(&self, missing: &mut [f64], shelves: &mut BTreeMap<ResourceId, f64>) {
        for (&shelf, there) in shelves {
            let own = |fed: &usize| self.feeds.shelf(*fed) == Some(shelf);
            let sum: f64 = (0..missing.len()).filter(own).map(|fed| missing[fed]).sum();
            let covered = sum.min(*there);
            if covered > 0.0 {
                (0..missing.len()).filter(own).for_each(|fed| missing[fed] *= 1.0 - covered / sum);
                *there -= covered;
            }
        }
    }

    /// What is in stock for whoever comes.
    fn in_stock(&self, fed: &Fed) -> f64 {
        let there =
            fed.stocks.iter().map(|stock| self.remaining.most(Of::There(*stock), self.period));
        there.fold(f64::INFINITY, f64::min)
    }
}

/// The position of a recipe in its family, and the column that is filled for it.
type Filling = (usize, Option<usize>);

/// What a unit takes that is made and taken in one period.
fn at_once(way: &Making) -> Vec<(Of, f64)> {
    [there(&way.takes), there(&way.besides)].concat()
}

fn there(uses: &[(ResourceId, f64)]) -> Vec<(Of, f64)> {
    uses.iter().map(|&(resource, usage)| (Of::There(resource), usage)).collect()
}
