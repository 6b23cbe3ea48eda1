//! What the blocks add to the bounds: nearly all of the work.

use super::limited::fill;
use super::proof::Proof;
use crate::double_double::DoubleDouble;
use crate::model::{BlockId, Cell, CostPath, Point, RecipeId};
use crate::tolerance::DUST;

/// Lists of one block, reused from block to block.
#[derive(Debug, Default)]
struct Lists {
    /// Columns that are open, `None` for the unserved, and their costs.
    open: Vec<Option<(RecipeId, usize)>>,
    costs: Vec<DoubleDouble>,
    coarse: Vec<f64>,
    /// Columns that the levels before have put at their upper bound.
    full: Vec<(RecipeId, usize)>,
    /// By place of the watched levels: the least reduced cost that closed a column.
    nearest: Vec<f64>,
}

/// What the point does with a block.
#[derive(Debug, Clone, Copy)]
struct Served<'a> {
    cells: &'a [Cell],
    unserved: f64,
}

impl Served<'_> {
    /// Amounts that are more than rounding.
    fn amounts(self, dust: f64) -> impl Iterator<Item = (Option<(RecipeId, usize)>, f64)> {
        let cells = self
            .cells
            .iter()
            .map(|cell| (Some((cell.column.recipe, cell.column.period as usize)), cell.amount));
        cells.chain([(None, self.unserved)]).filter(move |part| part.1 > dust)
    }
}

impl Proof<'_> {
    /// Adds every block's cheapest service on every level.
    pub(super) fn blocks(&mut self, point: &Point) {
        let mut lists = Lists::default();
        let mut cells: &[Cell] = &point.cells;
        for (block, &unserved) in self.model.block_ids().zip(&point.unserved) {
            // A few: they are found at once.
            let own = cells.iter().take_while(|cell| cell.column.block <= block).count();
            let served = Served { cells: &cells[..own], unserved };
            cells = &cells[own..];
            self.block(block, served, &mut lists);
        }
    }

    /// The cost of a column on a level with its charge.
    fn cost(
        &self,
        index: usize,
        block: BlockId,
        column: Option<(RecipeId, usize)>,
    ) -> DoubleDouble {
        let (model, level) = (self.model, &self.model.levels()[index]);
        match column {
            Some((recipe, period)) => {
                let charge = self.charges.at(index, recipe.index() * model.periods() + period);
                charge + model.cost(level, block, recipe, period).into()
            }
            None => model.unserved_cost(level, block).into(),
        }
    }

    /// The same of many columns.
    fn costs(
        &self,
        index: usize,
        block: BlockId,
        columns: &[Option<(RecipeId, usize)>],
        costs: &mut Vec<DoubleDouble>,
    ) {
        let (model, level) = (self.model, &self.model.levels()[index]);
        let (periods, charges) = (model.periods(), self.charges.fine(index));
        let charge = |recipe: RecipeId, period: usize| {
            let charge = charges.get(recipe.index() * periods + period);
            charge.copied().unwrap_or(DoubleDouble::ZERO)
        };
        costs.clear();
        match level.path(block) {
            // A unit left costs nothing either.
            CostPath::Zero => costs.extend(columns.iter().map(|column| {
                column.map_or(DoubleDouble::ZERO, |(recipe, period)| charge(recipe, period))
            })),
            CostPath::Slope { from, rate, unserved } => {
                costs.extend(columns.iter().map(|column| match *column {
                    Some((recipe, period)) => {
                        let wait = period.saturating_sub(from as usize);
                        charge(recipe, period) + (rate * wait as f64).into()
                    }
                    None => unserved.into(),
                }));
            }
            CostPath::Table { .. } | CostPath::Draw => {
                costs.extend(columns.iter().map(|&column| self.cost(index, block, column)));
            }
        }
    }

    /// Adds the block's cheapest service on every level.
    fn block(&mut self, block: BlockId, served: Served<'_>, lists: &mut Lists) {
        let model = self.model;
        let part = &model.blocks()[block.index()];
        let whole = part.limit().is_infinite();
        let count = model.levels().len();
        lists.nearest.clear();
        lists.nearest.resize(self.leaks.watched().len(), f64::INFINITY);
        lists.full.clear();
        // On the levels before it the block has no cost: leaving it unserved is cheapest.
        let first = if whole { self.first_level(block) } else { 0 };
        if whole {
            self.before(first, block, served, lists);
            self.whole_block(block, first, served, lists);
        } else {
            lists.open.clear();
            let columns = model.columns(block).map(|at| Some((at.recipe, at.period as usize)));
            lists.open.extend(columns);
            lists.open.push(None);
        }
        let mut next = first + usize::from(whole);
        while let Some(index) = self.next_level(next, block, lists).filter(|&index| index < count) {
            next = index + 1;
            self.costs(index, block, &lists.open, &mut lists.costs);
            if !whole {
                self.limited_block(index, block, served, lists);
                continue;
            }
            let infinity = DoubleDouble::from(f64::INFINITY);
            let least = lists.costs.iter().copied().fold(infinity, DoubleDouble::min);
            self.bounds[index] += least.times(part.quantity());
            self.leaks_of(index, block, least, lists);
            if index + 1 < count {
                self.fits(index, block, served, least);
                self.retain(index, least, lists);
            }
        }
    }

    /// The levels before the first that gives the block a cost: leaving it is the cheapest. Only
    /// those matter that charge for what serves it.
    fn before(&mut self, first: usize, block: BlockId, served: Served<'_>, lists: &mut Lists) {
        for (nearest, &level) in lists.nearest.iter_mut().zip(self.leaks.watched()) {
            if level < first {
                *nearest = self.nearest[level];
            }
        }
        let dust = DUST * self.model.blocks()[block.index()].quantity();
        for (column, amount) in served.amounts(dust) {
            let Some((recipe, period)) = column else { continue };
            let position = recipe.index() * self.model.periods() + period;
            let levels = self.charges.touching(position).iter();
            for index in levels.map(|&index| index as usize).take_while(|&index| index < first) {
                let cost = self.charges.at(index, position).high();
                self.misfit[index] += self.noise[index].paid(cost, cost, 0.0).max(0.0) * amount;
            }
        }
    }

    /// The next level, from one on, on which anything hangs on this block: one that gives it a
    /// cost, or charges for a column that is still open to it. All levels, where it is not known
    /// that the others leave it as it is.
    fn next_level(&self, from: usize, block: BlockId, lists: &Lists) -> Option<usize> {
        let limited = self.model.blocks()[block.index()].limit().is_finite();
        if limited || lists.nearest.iter().any(|nearest| nearest.is_finite()) {
            return Some(from);
        }
        let costly = &self.costly[block.index()];
        let costly = costly[costly.partition_point(|&level| (level as usize) < from)..].first();
        let own = costly.map_or(usize::MAX, |&level| level as usize);
        let periods = lists.open.iter().flatten().map(|&(_, period)| period);
        let span = periods
            .fold((usize::MAX, 0), |(first, end), period| (first.min(period), end.max(period + 1)));
        let charging = self.charges.charging(from).iter();
        let mut charging = charging.take_while(|&&level| level < own);
        let charging = charging.find(|&&level| self.charges.touches(level, span)).copied();
        charging.or(costly.map(|&level| level as usize))
    }

    /// Keeps the columns open that cost the least; notes how much dearer the next is.
    fn retain(&self, index: usize, least: DoubleDouble, lists: &mut Lists) {
        let (noise, place) = (self.noise[index], self.leaks.place(index));
        let Lists { open, costs, nearest, .. } = lists;
        let mut costs = costs.iter();
        open.retain(|_| {
            let Some(&cost) = costs.next() else { return false };
            let reduced = (cost - least).high();
            let stays = reduced <= noise.zero(cost.high(), least.high());
            if !stays && let Some(place) = place {
                nearest[place] = nearest[place].min(reduced);
            }
            stays
        });
    }

    /// Adds what the point pays above the least cost of a block without a limit.
    fn fits(&mut self, index: usize, block: BlockId, served: Served<'_>, least: DoubleDouble) {
        let dust = DUST * self.model.blocks()[block.index()].quantity();
        for (column, amount) in served.amounts(dust) {
            let cost = self.cost(index, block, column);
            let paid = self.noise[index].paid((cost - least).high(), cost.high(), least.high());
            self.misfit[index] += paid.max(0.0) * amount;
        }
    }

    /// What this level would gain at most, if a column moved that a level before has closed.
    fn leaks_of(&mut self, index: usize, block: BlockId, least: DoubleDouble, lists: &Lists) {
        let watched = self.leaks.watched().iter().zip(&lists.nearest);
        let mut closing =
            watched.take_while(|part| *part.0 < index).filter(|part| part.1.is_finite());
        if closing.next().is_none() {
            return;
        }
        let (model, level) = (self.model, &self.model.levels()[index]);
        let unserved = model.unserved_cost(level, block);
        let family = model.blocks()[block.index()].family();
        let (low, high) = self.charges.extremes(index, family.index());
        let mut gain = least.high() - low.min(unserved);
        if !lists.full.is_empty() {
            let columns = model.family(family).iter();
            let last = model.periods().saturating_sub(1);
            let dearest = columns.map(|&recipe| model.cost(level, block, recipe, last));
            let dearest = dearest.fold(0.0, f64::max);
            gain = gain.max((high + dearest).max(unserved) - least.high());
        }
        if gain <= 0.0 {
            return;
        }
        for (place, &nearest) in lists.nearest.iter().enumerate().filter(|part| part.1.is_finite())
        {
            let before = self.leaks.watched()[place];
            if before < index {
                self.leaks.add(index, before, gain / nearest);
            }
        }
    }

    /// One level of a block whose columns have a limit.
    fn limited_block(
        &mut self,
        index: usize,
        block: BlockId,
        served: Served<'_>,
        lists: &mut Lists,
    ) {
        let part = &self.model.blocks()[block.index()];
        let (limit, quantity) = (part.limit(), part.quantity());
        let mut rest = DoubleDouble::from(quantity);
        for &column in &lists.full {
            let cost = self.cost(index, block, Some(column)).times(limit);
            self.bounds[index] += cost;
            rest += (-limit).into();
        }
        let threshold = fill(&lists.open, &lists.costs, limit, rest, &mut self.bounds[index]);
        let (noise, place) = (self.noise[index], self.leaks.place(index));
        let amount = |column: Option<(RecipeId, usize)>| {
            let same = |part: &(Option<(RecipeId, usize)>, f64)| part.0 == column;
            served.amounts(0.0).find(same).map_or(0.0, |part| part.1)
        };
        self.leaks_of(index, block, threshold, lists);
        let dust = DUST * quantity;
        let off = |distance: f64| if distance > dust { distance } else { 0.0 };
        let Lists { open, costs, full, nearest, .. } = lists;
        let mut costs = costs.iter();
        let mut misfit = 0.0;
        open.retain(|&column| {
            let Some(&cost) = costs.next() else { return false };
            let reduced = (cost - threshold).high();
            let most = if column.is_some() { limit } else { f64::INFINITY };
            let paid = noise.paid(reduced, cost.high(), threshold.high());
            if paid > 0.0 {
                misfit += paid * off(amount(column));
            } else if paid < 0.0 && most.is_finite() {
                misfit -= paid * off(most - amount(column));
            }
            if reduced.abs() <= noise.zero(cost.high(), threshold.high()) {
                return true;
            }
            if let Some(place) = place {
                nearest[place] = nearest[place].min(reduced.abs());
            }
            if let Some(column) = column
                && reduced < 0.0
            {
                full.push(column);
            }
            false
        });
        self.misfit[index] += misfit;
    }

    /// The first level with a cost for a block without a limit, and the columns that stay open:
    /// nearly all of the work. The same as on later levels, without a list of all columns: only
    /// those that an `f64` cannot tell from the least are looked at closely.
    fn whole_block(&mut self, block: BlockId, index: usize, served: Served<'_>, lists: &mut Lists) {
        lists.open.clear();
        let model = self.model;
        let Some(level) = model.levels().get(index) else { return };
        let part = &model.blocks()[block.index()];
        let periods = model.periods();
        let end = part.last().saturating_add(1).min(periods);
        let span = part.first().min(end)..end;
        self.coarse_costs(block, index, span.clone(), &mut lists.coarse);
        let Lists { open, costs, coarse, nearest, .. } = lists;
        let unserved = model.unserved_cost(level, block);
        // Nothing hangs on what the last level leaves open.
        let last = model.levels().len() == index + 1;
        let least = least(coarse).min(unserved);
        let bar = least + self.noise[index].near(least, least);
        // Recipe by recipe: where there are many ties, a division for each would be most of it.
        let ways = model.family(part.family()).iter().zip(coarse.chunks(span.len().max(1)));
        for (&recipe, costs) in ways {
            let near = span.clone().zip(costs).filter(|part| *part.1 <= bar);
            open.extend(near.map(|(period, _)| Some((recipe, period))));
        }
        if unserved <= bar {
            open.push(None);
        }
        self.costs(index, block, open, costs);
        let infinity = DoubleDouble::from(f64::INFINITY);
        let least = costs.iter().copied().fold(infinity, DoubleDouble::min);
        self.bounds[index] += least.times(part.quantity());
        if !last {
            self.fits(index, block, served, least);
            if let Some(place) = self.leaks.place(index) {
                let above = |cost: f64| if cost > bar { cost } else { f64::INFINITY };
                let far = coarse.iter().map(|&cost| above(cost)).fold(f64::INFINITY, f64::min);
                nearest[place] = far.min(above(unserved)) - least.high();
            }
        }
        self.leaks_of(index, block, least, lists);
        if !last {
            self.retain(index, least, lists);
        }
    }

    /// The costs of all columns of a block without a limit, charges included, as `f64`; infinite
    /// if the levels before have closed the column.
    fn coarse_costs(
        &self,
        block: BlockId,
        index: usize,
        span: std::ops::Range<usize>,
        costs: &mut Vec<f64>,
    ) {
        let (model, level) = (self.model, &self.model.levels()[index]);
        let part = &model.blocks()[block.index()];
        let periods = model.periods();
        costs.clear();
        for &recipe in model.family(part.family()) {
            let first = recipe.index() * periods;
            let charges = self.charges.coarse(index).get(first + span.start..first + span.end);
            let charges = charges.unwrap_or(&self.nothing[span.clone()]);
            let before = costs.len();
            match level.path(block) {
                CostPath::Zero => costs.extend_from_slice(charges),
                CostPath::Slope { from, rate, .. } => {
                    // Up to and including the period `from` nothing is late.
                    let first_late = (from as usize + 1).clamp(span.start, span.end);
                    let (free, late) = charges.split_at(first_late - span.start);
                    costs.extend_from_slice(free);
                    let waits = &self.steps[first_late.saturating_sub(from as usize)..];
                    costs.extend(late.iter().zip(waits).map(|(charge, wait)| rate * wait + charge));
                }
                CostPath::Table { table, scale } => {
                    let table = &level.tables[table as usize][span.clone()];
                    costs.extend(table.iter().zip(charges).map(|(cost, c)| scale * cost + c));
                }
                CostPath::Draw => {
                    let cost = |period| model.cost(level, block, recipe, period);
                    let charged = span.clone().zip(charges);
                    costs.extend(charged.map(|(period, charge)| cost(period) + charge));
                }
            }
            if index > 0 {
                let closed = &self.closed_at[first + span.start..first + span.end];
                for (cost, &closed) in costs[before..].iter_mut().zip(closed) {
                    *cost += if closed < index { f64::INFINITY } else { 0.0 };
                }
            }
        }
    }
}

/// The least number; infinity where there is none.
fn least(numbers: &[f64]) -> f64 {
    let less = |a: f64, b: f64| if b < a { b } else { a };
    let mut lanes = [f64::INFINITY; 4];
    let mut chunks = numbers.chunks_exact(4);
    for chunk in &mut chunks {
        for (lane, &number) in lanes.iter_mut().zip(chunk) {
            *lane = less(*lane, number);
        }
    }
    lanes.iter().chain(chunks.remainder()).copied().fold(f64::INFINITY, less)
}
