//! The neutral linear program.

use super::cost::{CostPath, draw};
use super::ids::{BlockId, ExtraId, FamilyId, RecipeId, ResourceId};
use super::parts::{Block, Carry, Extra, Level, Recipe, Resource, recipe_of};

/// One column of a block: who is served, how, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Column {
    /// The block served.
    pub block: BlockId,
    /// The recipe used.
    pub recipe: RecipeId,
    /// The period.
    pub period: u32,
}

/// A linear program of very many blocks and few coupling rows.
///
/// ```text
/// minimise, level after level   Σ cost(level, block, recipe, t) · x  +  Σ cost · u  +  Σ cost · extra
/// subject to
///   every block b:              Σ x[b, recipe, t] + u[b] = quantity(b),   u[b] ≥ 0
///   resource r that is lost:    Σ use(t) · x (+ Σ entry · extra) ≤ rhs(r, t)
///   resource r in stock:        Σ use(t) · x (+ …) + stock(t) − stock(t−1) = rhs(r, t)
///   bounds:                     0 ≤ x ≤ limit(b), 0 ≤ stock ≤ limit(r), lower ≤ extra ≤ upper
/// ```
///
/// Columns are not stored: a block names its family (a set of recipes) and a span of
/// periods, its costs are computed. Memory is O(blocks + resources × periods).
///
/// # Prices
///
/// The price of a row is what one more unit of its right-hand side would save:
/// `≥ 0` for every row whose capacity is lost. A column's reduced cost is
/// `cost + Σ use · price − z(block)`, where `z(block)` is the least
/// `cost + Σ use · price` over the block's columns. For a stock, the column
/// `stock(t)` has reduced cost `price(t) − price(t+1)`, the last one `price(T−1)`.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    pub(super) periods: u32,
    /// The number of the first period in a calendar, for draws.
    pub(super) first: u64,
    pub(super) resources: Vec<Resource>,
    pub(super) recipes: Vec<Recipe>,
    pub(super) families: Vec<Vec<RecipeId>>,
    pub(super) blocks: Vec<Block>,
    pub(super) extras: Vec<Extra>,
    pub(super) levels: Vec<Level>,
    /// Row, row that moves with it, and by how much for each unit; ascending.
    pub(super) moves: Vec<(u32, u32, f64)>,
}

impl Model {
    /// Number of periods, T.
    pub fn periods(&self) -> usize {
        self.periods as usize
    }

    /// The number of the first period in a calendar: draws go by it, so that they stay when a
    /// model begins later.
    pub fn first_period(&self) -> u64 {
        self.first
    }

    /// The resources.
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// The recipes.
    pub fn recipes(&self) -> &[Recipe] {
        &self.recipes
    }

    /// The recipe at a position.
    ///
    /// # Panics
    ///
    /// If the recipe is one of another model.
    pub fn recipe(&self, id: RecipeId) -> &Recipe {
        recipe_of(id, &self.recipes)
    }

    /// The families: for each, its recipes by ascending position.
    pub fn families(&self) -> &[Vec<RecipeId>] {
        &self.families
    }

    /// The recipes of a family, by ascending position.
    ///
    /// # Panics
    ///
    /// If the family is one of another model.
    pub fn family(&self, id: FamilyId) -> &[RecipeId] {
        &self.families[id.index()]
    }

    /// The blocks.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The extra columns.
    pub fn extras(&self) -> &[Extra] {
        &self.extras
    }

    /// The objectives in the order in which they are optimised.
    pub fn levels(&self) -> &[Level] {
        &self.levels
    }

    /// Number of coupling rows: resources × periods.
    pub fn rows(&self) -> usize {
        self.resources.len() * self.periods()
    }

    /// The number of the row of a resource in a period.
    pub fn row(&self, resource: ResourceId, period: usize) -> usize {
        resource.index() * self.periods() + period
    }

    /// The resource and the period of a row.
    pub fn row_parts(&self, row: usize) -> (ResourceId, usize) {
        let periods = self.periods().max(1);
        (ResourceId((row / periods) as u32), row % periods)
    }

    /// Right-hand side of a row.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    pub fn rhs(&self, row: usize) -> f64 {
        let (resource, period) = self.row_parts(row);
        self.resources[resource.index()].rhs[period]
    }

    /// The rows that move with a row, and by how much for each unit: shares of it.
    pub fn moved_by(&self, row: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let first = self.moves.partition_point(|part| (part.0 as usize) < row);
        let own = self.moves[first..].iter().take_while(move |part| part.0 as usize == row);
        own.map(|&(_, other, factor)| (other as usize, factor))
    }

    /// Whether rows move with others.
    pub fn has_moves(&self) -> bool {
        !self.moves.is_empty()
    }

    /// What one unit more of a row is worth at these prices, with what moves with it.
    ///
    /// # Panics
    ///
    /// If there is no such row, or there are fewer prices than rows.
    pub fn worth(&self, prices: &[f64], row: usize) -> f64 {
        self.moved_by(row).fold(prices[row], |sum, (other, factor)| sum + factor * prices[other])
    }

    /// Adds so much to the right-hand side of a row, and to those that move with it: for
    /// whoever asks what more or less of it is worth. Gives back what was there before.
    pub(crate) fn add_to_rhs(&mut self, row: usize, amount: f64) -> Vec<(usize, f64)> {
        let moved: Vec<(usize, f64)> = self.moved_by(row).collect();
        let mut before = Vec::with_capacity(1 + moved.len());
        for (row, factor) in [(row, 1.0)].into_iter().chain(moved) {
            let value = self.rhs(row);
            before.push((row, value));
            self.set_rhs(row, value + factor * amount);
        }
        before
    }

    /// Puts right-hand sides in rows.
    pub(crate) fn set_all_rhs(&mut self, values: &[(usize, f64)]) {
        for &(row, value) in values {
            self.set_rhs(row, value);
        }
    }

    fn set_rhs(&mut self, row: usize, value: f64) {
        let (resource, period) = self.row_parts(row);
        self.resources[resource.index()].rhs[period] = value;
    }

    /// Forgets all levels but the first `count`.
    pub(crate) fn keep_levels(&mut self, count: usize) {
        self.levels.truncate(count);
    }

    /// Bounds of the row's logical column: the unused capacity, or the stock.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    pub fn logical_upper(&self, row: usize) -> f64 {
        match self.resources[self.row_parts(row).0.index()].carry {
            Carry::Lost => f64::INFINITY,
            Carry::Stock { limit } => limit,
        }
    }

    /// The row into which the row's logical is carried over, if it is.
    ///
    /// # Panics
    ///
    /// If there is no such row.
    pub fn carried_into(&self, row: usize) -> Option<usize> {
        let (resource, period) = self.row_parts(row);
        match self.resources[resource.index()].carry {
            Carry::Stock { .. } if period + 1 < self.periods() => Some(row + 1),
            _ => None,
        }
    }

    /// The cost of one unit of `block` made by `recipe` in `period`, for a level.
    ///
    /// # Panics
    ///
    /// If level, block or recipe is one of another model, or there is no such period.
    pub fn cost(&self, level: &Level, block: BlockId, recipe: RecipeId, period: usize) -> f64 {
        match level.path(block) {
            CostPath::Zero => 0.0,
            CostPath::Slope { from, rate, .. } => {
                rate * (period.saturating_sub(from as usize)) as f64
            }
            CostPath::Table { table, scale } => scale * level.tables[table as usize][period],
            CostPath::Draw => {
                let recipe = self.recipe(recipe);
                f64::from(recipe.rank)
                    + draw(self.blocks[block.index()].key, recipe.key, self.first + period as u64)
            }
        }
    }

    /// The cost of leaving one unit of `block` unserved, for a level.
    ///
    /// # Panics
    ///
    /// If level or block is one of another model.
    pub fn unserved_cost(&self, level: &Level, block: BlockId) -> f64 {
        match level.path(block) {
            CostPath::Zero => 0.0,
            CostPath::Slope { unserved, .. } => unserved,
            CostPath::Table { table, scale } => {
                scale * level.tables[table as usize][self.periods()]
            }
            CostPath::Draw => draw(self.blocks[block.index()].key, 0, u64::MAX),
        }
    }

    /// Every block with its position.
    pub fn block_ids(&self) -> impl Iterator<Item = BlockId> + use<> {
        (0..self.blocks.len() as u32).map(BlockId)
    }

    /// Every extra column with its position.
    pub fn extra_ids(&self) -> impl Iterator<Item = ExtraId> + use<> {
        (0..self.extras.len() as u32).map(ExtraId)
    }

    /// The columns of a block: every recipe of its family in every period of its span.
    ///
    /// # Panics
    ///
    /// If the block is one of another model.
    pub fn columns(&self, block: BlockId) -> impl Iterator<Item = Column> + '_ {
        let part = &self.blocks[block.index()];
        let last = part.last.min(self.periods.saturating_sub(1));
        let span = if self.periods == 0 || part.first > last { 1..1 } else { part.first..last + 1 };
        self.family(part.family).iter().flat_map(move |&recipe| {
            span.clone().map(move |period| Column { block, recipe, period })
        })
    }
}
