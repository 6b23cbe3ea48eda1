//! The lower bounds that prices prove, level by level, in one pass over all columns.

use super::face::Decided;
use super::feasibility::Rest;
use super::limited::fill;
use super::noise::Noise;
use crate::double_double::DoubleDouble;
use crate::model::{BlockId, Cell, CostPath, LevelResult, Model, Point, Prices, RecipeId};
use crate::tolerance::DUST;

/// The cheapest value of `reduced · x` for a column within its bounds.
fn cheapest(state: Decided, reduced: DoubleDouble, zero: f64, bounds: (f64, f64)) -> DoubleDouble {
    let at = |bound: f64| if bound == 0.0 { DoubleDouble::ZERO } else { reduced.times(bound) };
    let (lower, upper) = bounds;
    match state {
        Decided::Open if reduced.high() < 0.0 => {
            // Without an upper bound a cost of nothing stays one.
            if upper.is_infinite() && -reduced.high() <= zero { at(lower) } else { at(upper) }
        }
        Decided::Upper => at(upper),
        Decided::Open | Decided::Lower => at(lower),
    }
}

/// What the levels so far have decided about a row or extra column: at which bound it stays,
/// since which level, and what leaving the bound costs there.
#[derive(Debug, Clone, Copy)]
struct Fixed {
    state: Decided,
    level: usize,
    costs: f64,
}

impl Fixed {
    const OPEN: Self = Self { state: Decided::Open, level: 0, costs: 0.0 };

    fn decide(&mut self, level: usize, reduced: f64, zero: f64) {
        if self.state == Decided::Open && reduced.abs() > zero {
            let state = if reduced > 0.0 { Decided::Lower } else { Decided::Upper };
            *self = Self { state, level, costs: reduced.abs() };
        }
    }

    /// By how much this level would gain if the column left its bound.
    fn gain(self, reduced: f64) -> f64 {
        match self.state {
            Decided::Open => 0.0,
            Decided::Lower => (-reduced).max(0.0),
            Decided::Upper => reduced.max(0.0),
        }
    }
}

pub(super) struct Proof<'a> {
    model: &'a Model,
    /// Prices of each level, moved to where they are valid.
    prices: Vec<Vec<DoubleDouble>>,
    /// Whether their rests are known.
    fine: Vec<bool>,
    noise: Vec<Noise>,
    /// `Σ use · price` of each level, by recipe and period; and as `f64`.
    charges: Vec<Vec<DoubleDouble>>,
    coarse: Vec<Vec<f64>>,
    /// The least and the greatest charge of each level and family.
    extremes: Vec<Vec<(f64, f64)>>,
    /// Number of levels, from the first on, without a charge below zero.
    quiet: usize,
    /// For each of them and the next one, by recipe and period: which columns the levels before
    /// leave open in a block to which they give no cost. Zero if open, infinity if closed.
    closed: Vec<Vec<f64>>,
    /// The least charge that closes a column on each of them.
    nearest: Vec<f64>,
    bounds: Vec<DoubleDouble>,
    /// `Σ reduced cost · distance from the bound` of each level: by how much the point may be
    /// worse than the prices promise.
    misfit: Vec<f64>,
    /// For each level and each one before: what a unit of misfit there can save here.
    leaks: Vec<Vec<f64>>,
}

/// Lists of one block, reused from block to block.
#[derive(Debug, Default)]
struct Lists {
    /// Columns that are open, `None` for the unserved, and their costs.
    open: Vec<Option<(RecipeId, usize)>>,
    costs: Vec<DoubleDouble>,
    coarse: Vec<f64>,
    /// Columns that the levels before have put at their upper bound.
    full: Vec<(RecipeId, usize)>,
    /// By level: the least reduced cost that closed a column.
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

impl<'a> Proof<'a> {
    pub(super) fn new(model: &'a Model, point: &Point, prices: &[Prices], rest: &Rest) -> Self {
        let count = prices.len();
        let noise = model.levels().iter().zip(prices).map(|(level, p)| Noise::of(model, level, p));
        let mut proof = Self {
            model,
            prices: prices.iter().map(Prices::digits).collect(),
            fine: prices.iter().map(|prices| prices.rests().is_some()).collect(),
            noise: noise.collect(),
            charges: Vec::new(),
            coarse: Vec::new(),
            extremes: Vec::new(),
            quiet: 0,
            closed: Vec::new(),
            nearest: Vec::new(),
            bounds: vec![DoubleDouble::ZERO; count],
            misfit: vec![0.0; count],
            leaks: vec![vec![0.0; count]; count],
        };
        proof.rows(rest);
        proof.extras(point);
        proof.charges = proof.prices.iter().map(|prices| charges(model, prices)).collect();
        let coarse = |charges: &Vec<DoubleDouble>| charges.iter().map(|c| c.high()).collect();
        proof.coarse = proof.charges.iter().map(coarse).collect();
        proof.extremes = proof.coarse.iter().map(|charges| extremes(model, charges)).collect();
        proof.close();
        let mut lists = Lists::default();
        let mut cells: &[Cell] = &point.cells;
        for (block, &unserved) in model.block_ids().zip(&point.unserved) {
            let own = cells.partition_point(|cell| cell.column.block <= block);
            let served = Served { cells: &cells[..own], unserved };
            cells = &cells[own..];
            proof.block(block, served, &mut lists);
        }
        proof
    }

    pub(super) fn results(mut self, point: &Point) -> Vec<LevelResult> {
        let mut results = Vec::with_capacity(self.bounds.len());
        for (index, level) in self.model.levels().iter().enumerate() {
            // What the levels above may give away, at what this one gains by it.
            let leaks = self.leaks[index][..index].iter().zip(&self.misfit);
            let leak: f64 = leaks
                .filter(|(leak, misfit)| **leak > 0.0 && **misfit > 0.0)
                .map(|(leak, misfit)| leak * misfit)
                .sum();
            self.misfit[index] += leak;
            let prices = std::mem::take(&mut self.prices[index]);
            results.push(LevelResult {
                objective: point.objective(self.model, level),
                bound: Some(self.bounds[index].high() - leak),
                prices: Some(if self.fine[index] {
                    Prices::fine(&prices)
                } else {
                    Prices::from(prices.iter().map(|price| price.high()).collect::<Vec<f64>>())
                }),
            });
        }
        results
    }

    fn leak(&mut self, level: usize, before: usize, gain: f64) {
        let leak = &mut self.leaks[level][before];
        *leak = leak.max(gain);
    }

    fn rows(&mut self, rest: &Rest) {
        let model = self.model;
        let mut fixed = vec![Fixed::OPEN; model.rows()];
        for index in 0..model.levels().len() {
            let noise = self.noise[index];
            // Backwards, so that a stock's price is pushed to at least the next one's.
            for (row, fixed) in fixed.iter_mut().enumerate().rev() {
                let prices = &mut self.prices[index];
                if !prices[row].high().is_finite() {
                    prices[row] = DoubleDouble::ZERO;
                }
                let next = model.carried_into(row).map_or(DoubleDouble::ZERO, |next| prices[next]);
                let upper = model.logical_upper(row);
                if fixed.state == Decided::Open && upper.is_infinite() {
                    prices[row] = prices[row].max(next);
                }
                let (price, reduced) = (prices[row], prices[row] - next);
                let (a, b) = (price.high(), next.high());
                let zero = noise.zero(a, b);
                let least = cheapest(fixed.state, reduced, zero, (0.0, upper));
                self.bounds[index] += least - price.times(model.rhs(row));
                let reduced = reduced.high();
                let gain = fixed.gain(reduced);
                if gain > 0.0 {
                    self.leak(index, fixed.level, gain / fixed.costs);
                }
                fixed.decide(index, reduced, zero);
                let paid = noise.paid(reduced, a, b);
                if fixed.state != Decided::Lower && paid < 0.0 && upper.is_finite() {
                    self.misfit[index] -= paid * rest.below(row, upper);
                } else if fixed.state != Decided::Upper && paid > 0.0 {
                    self.misfit[index] += paid * rest.above(row, 0.0);
                }
            }
        }
    }

    fn extras(&mut self, point: &Point) {
        for (position, extra) in self.model.extras().iter().enumerate() {
            let (lower, upper) = (extra.lower(), extra.upper());
            let value = point.extras.get(position).copied().unwrap_or(lower);
            let dust = DUST * value.abs().max(1.0);
            let off = |distance: f64| if distance > dust { distance } else { 0.0 };
            let mut fixed = Fixed::OPEN;
            for (index, level) in self.model.levels().iter().enumerate() {
                let noise = self.noise[index];
                let (cost, mut charge) = (level.extras()[position], DoubleDouble::ZERO);
                for (row, entry) in extra.entries() {
                    charge += self.prices[index][row].times(entry);
                }
                let reduced = charge + cost.into();
                let zero = noise.zero(cost, charge.high());
                self.bounds[index] += cheapest(fixed.state, reduced, zero, (lower, upper));
                let reduced = reduced.high();
                let gain = fixed.gain(reduced);
                if gain > 0.0 {
                    self.leak(index, fixed.level, gain / fixed.costs);
                }
                fixed.decide(index, reduced, zero);
                let paid = noise.paid(reduced, cost, charge.high());
                if fixed.state != Decided::Lower && paid < 0.0 && upper.is_finite() {
                    self.misfit[index] -= paid * off(upper - value);
                } else if fixed.state != Decided::Upper && paid > 0.0 {
                    self.misfit[index] += paid * off(value - lower);
                }
            }
        }
    }

    /// Finds the columns that the levels close in blocks to which they give no cost.
    fn close(&mut self) {
        let is_quiet = |charges: &&Vec<f64>| charges.iter().all(|&charge| charge >= 0.0);
        self.quiet = self.coarse.iter().take_while(is_quiet).count();
        let mut closed = vec![0.0; self.coarse.first().map_or(0, Vec::len)];
        for (charges, noise) in self.coarse.iter().zip(&self.noise).take(self.quiet) {
            self.closed.push(closed.clone());
            let mut nearest = f64::INFINITY;
            for (closed, &charge) in closed.iter_mut().zip(charges) {
                if charge > noise.zero(charge, 0.0) {
                    *closed = f64::INFINITY;
                    nearest = nearest.min(charge);
                }
            }
            self.nearest.push(nearest);
        }
        self.closed.push(closed);
    }

    /// The first level that is not quiet or gives the block a cost.
    fn first_level(&self, block: BlockId) -> usize {
        let levels = self.model.levels().iter().take(self.quiet);
        levels.take_while(|level| level.blocks[block.index()] == CostPath::Zero).count()
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
                let charge = self.charges[index][recipe.index() * model.periods() + period];
                charge + model.cost(level, block, recipe, period).into()
            }
            None => model.unserved_cost(level, block).into(),
        }
    }

    /// Adds the block's cheapest service on every level.
    fn block(&mut self, block: BlockId, served: Served<'_>, lists: &mut Lists) {
        let model = self.model;
        let part = &model.blocks()[block.index()];
        let whole = part.limit().is_infinite();
        lists.nearest.clear();
        lists.nearest.resize(model.levels().len(), f64::INFINITY);
        lists.full.clear();
        // On the levels before it the block has no cost: leaving it unserved is cheapest.
        let first = if whole { self.first_level(block) } else { 0 };
        if whole {
            for index in 0..first {
                lists.nearest[index] = self.nearest[index];
                self.fits(index, block, served, DoubleDouble::ZERO);
            }
            self.whole_block(block, first, served, lists);
        } else {
            lists.open.clear();
            let columns = model.columns(block).map(|at| Some((at.recipe, at.period as usize)));
            lists.open.extend(columns);
            lists.open.push(None);
        }
        for index in first + usize::from(whole)..model.levels().len() {
            lists.costs.clear();
            let costs = lists.open.iter().map(|&column| self.cost(index, block, column));
            lists.costs.extend(costs);
            if !whole {
                self.limited_block(index, block, served, lists);
                continue;
            }
            let infinity = DoubleDouble::from(f64::INFINITY);
            let least = lists.costs.iter().copied().fold(infinity, DoubleDouble::min);
            self.bounds[index] += least.times(part.quantity());
            self.fits(index, block, served, least);
            self.leaks_of(index, block, least, lists);
            self.retain(index, least, lists);
        }
    }

    /// Keeps the columns open that cost the least; notes how much dearer the next is.
    fn retain(&self, index: usize, least: DoubleDouble, lists: &mut Lists) {
        let noise = self.noise[index];
        let Lists { open, costs, nearest, .. } = lists;
        let mut costs = costs.iter();
        open.retain(|_| {
            let Some(&cost) = costs.next() else { return false };
            let reduced = (cost - least).high();
            let stays = reduced <= noise.zero(cost.high(), least.high());
            if !stays {
                nearest[index] = nearest[index].min(reduced);
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
        if lists.nearest[..index].iter().all(|nearest| nearest.is_infinite()) {
            return;
        }
        let (model, level) = (self.model, &self.model.levels()[index]);
        let unserved = model.unserved_cost(level, block);
        let family = model.blocks()[block.index()].family();
        let (low, high) = self.extremes[index][family.index()];
        let mut gain = least.high() - low.min(unserved);
        if !lists.full.is_empty() {
            let columns = model.family(family).iter();
            let last = model.periods().saturating_sub(1);
            let dearest = columns.map(|&recipe| model.cost(level, block, recipe, last));
            let dearest = dearest.fold(0.0, f64::max);
            gain = gain.max((high + dearest).max(unserved) - least.high());
        }
        for before in 0..index {
            if gain > 0.0 && lists.nearest[before].is_finite() {
                self.leak(index, before, gain / lists.nearest[before]);
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
        let mut rest = quantity;
        for &column in &lists.full {
            let cost = self.cost(index, block, Some(column)).times(limit);
            self.bounds[index] += cost;
            rest -= limit;
        }
        let threshold = fill(&lists.open, &lists.costs, limit, rest, &mut self.bounds[index]);
        let noise = self.noise[index];
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
            nearest[index] = nearest[index].min(reduced.abs());
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
        let least = coarse.iter().copied().fold(unserved, f64::min);
        let bar = least + self.noise[index].near(least, least);
        let months = coarse.chunks(span.len().max(1)).zip(model.family(part.family()));
        for (months, &recipe) in months {
            let near = span.clone().zip(months).filter(|part| *part.1 <= bar);
            open.extend(near.map(|(period, _)| Some((recipe, period))));
        }
        if unserved <= bar {
            open.push(None);
        }
        costs.clear();
        costs.extend(open.iter().map(|&column| self.cost(index, block, column)));
        let infinity = DoubleDouble::from(f64::INFINITY);
        let least = costs.iter().copied().fold(infinity, DoubleDouble::min);
        self.bounds[index] += least.times(part.quantity());
        self.fits(index, block, served, least);
        let last = model.levels().len() == index + 1;
        if !last {
            let far = |&cost: &f64| if cost > bar { cost } else { f64::INFINITY };
            let far = coarse.iter().map(far).fold(f64::INFINITY, f64::min);
            let far = if unserved > bar { far.min(unserved) } else { far };
            nearest[index] = far - least.high();
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
            let charges = &self.coarse[index][first + span.start..first + span.end];
            let before = costs.len();
            match level.blocks[block.index()] {
                CostPath::Zero => costs.extend_from_slice(charges),
                CostPath::Slope { from, rate, .. } => {
                    let late = |period: usize| period.saturating_sub(from as usize) as f64;
                    let charged = span.clone().zip(charges);
                    costs.extend(charged.map(|(period, charge)| rate * late(period) + charge));
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
            if let Some(closed) = self.closed.get(index).filter(|_| index > 0) {
                let closed = &closed[first + span.start..first + span.end];
                for (cost, closed) in costs[before..].iter_mut().zip(closed) {
                    *cost += closed;
                }
            }
        }
    }
}

/// `Σ use · price` by recipe and period.
fn charges(model: &Model, prices: &[DoubleDouble]) -> Vec<DoubleDouble> {
    let periods = model.periods();
    let mut charges = vec![DoubleDouble::ZERO; model.recipes().len() * periods];
    for (index, recipe) in model.recipes().iter().enumerate() {
        let charges = &mut charges[index * periods..(index + 1) * periods];
        for &(resource, usage) in recipe.uses() {
            let first = model.row(resource, 0);
            for (charge, price) in charges.iter_mut().zip(&prices[first..first + periods]) {
                *charge += price.times(usage);
            }
        }
    }
    charges
}

/// The least and the greatest charge of each family; the unserved is not charged.
fn extremes(model: &Model, charges: &[f64]) -> Vec<(f64, f64)> {
    let periods = model.periods();
    let of = |family: &Vec<RecipeId>| {
        let own = family.iter().flat_map(|recipe| {
            let first = recipe.index() * periods;
            &charges[first..first + periods]
        });
        own.fold((0.0_f64, 0.0_f64), |(low, high), &charge| (low.min(charge), high.max(charge)))
    };
    model.families().iter().map(of).collect()
}
