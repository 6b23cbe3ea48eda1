//! Builds a [`Model`] and refuses one that is not well formed.

use super::cost::CostPath;
use super::error::ModelError;
use super::ids::{BlockId, ExtraId, FamilyId, RecipeId, ResourceId};
use super::model::Model;
use super::parts::{Block, Carry, Extra, Level, Paths, Recipe, Resource};
use super::uses::{Use, Uses};
use crate::tolerance;

/// Collects the parts of a [`Model`]. Parts refer to parts added before them.
///
/// ```
/// use apportion::model::{Carry, CostPath, Model};
///
/// // Two units wanted at once, one can be made in each of two periods.
/// let mut builder = Model::builder(2);
/// let line = builder.resource("line", Carry::Lost, vec![1.0, 1.0]);
/// let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
/// let family = builder.family(vec![recipe]);
/// builder.block(7, family, 0..=1, 2.0);
/// builder.level("backlog", vec![CostPath::Slope { from: 0, rate: 3.0, unserved: 42.0 }]);
/// let model = builder.build()?;
/// assert_eq!(model.rows(), 2);
/// # Ok::<(), apportion::model::ModelError>(())
/// ```
#[derive(Debug, Clone)]
pub struct ModelBuilder {
    model: Model,
}

impl Model {
    /// Starts an empty model with this many periods.
    pub fn builder(periods: u32) -> ModelBuilder {
        ModelBuilder::new(periods)
    }
}

impl ModelBuilder {
    fn new(periods: u32) -> Self {
        Self {
            model: Model {
                periods,
                first: 0,
                resources: Vec::new(),
                recipes: Vec::new(),
                families: Vec::new(),
                blocks: Vec::new(),
                extras: Vec::new(),
                levels: Vec::new(),
                moves: Vec::new(),
            },
        }
    }

    /// Numbers the first period in a calendar, for draws; without that it is 0.
    pub fn first_period(&mut self, number: u64) {
        self.model.first = number;
    }

    /// Adds a resource; `rhs` has one number for each period.
    pub fn resource(
        &mut self,
        label: impl Into<String>,
        carry: Carry,
        rhs: Vec<f64>,
    ) -> ResourceId {
        self.model.resources.push(Resource { label: label.into(), carry, rhs });
        ResourceId((self.model.resources.len() - 1) as u32)
    }

    /// Adds a recipe. `key` identifies it for [`CostPath::Draw`]; its rank there is
    /// the number of recipes added before it.
    pub fn recipe(
        &mut self,
        label: impl Into<String>,
        key: u64,
        uses: Vec<(ResourceId, f64)>,
    ) -> RecipeId {
        let uses = uses.into_iter().map(|(resource, amount)| (resource, amount.into()));
        self.recipe_by_period(label, key, &uses.collect::<Vec<_>>())
    }

    /// Adds a recipe that need not use the same in every period.
    pub fn recipe_by_period(
        &mut self,
        label: impl Into<String>,
        key: u64,
        uses: &[(ResourceId, Use)],
    ) -> RecipeId {
        let uses = Uses::new(self.model.periods, uses);
        let rank = self.model.recipes.len() as u32;
        self.model.recipes.push(Recipe { label: label.into(), key, rank, uses });
        RecipeId(rank)
    }

    /// Adds a recipe like one before it, alike in label, key and rank, that also uses
    /// `more`. One model should not have both in one family.
    pub(crate) fn recipe_like(&mut self, like: RecipeId, more: &[(ResourceId, Use)]) -> RecipeId {
        let mut recipe = self.model.recipes[like.index()].clone();
        recipe.uses = recipe.uses.and(self.model.periods, more);
        self.model.recipes.push(recipe);
        RecipeId((self.model.recipes.len() - 1) as u32)
    }

    /// Adds a recipe that uses more than another one, and is the same otherwise: key and
    /// rank are those of the other.
    pub fn variant(
        &mut self,
        label: impl Into<String>,
        of: RecipeId,
        more: (ResourceId, f64),
    ) -> RecipeId {
        let Some(base) = self.model.recipes.get(of.index()) else {
            // A family that names it is refused.
            return of;
        };
        let (resource, amount) = more;
        let (key, rank) = (base.key, base.rank);
        let uses = base.uses.and(self.model.periods, &[(resource, amount.into())]);
        self.model.recipes.push(Recipe { label: label.into(), key, rank, uses });
        RecipeId(self.model.recipes.len() as u32 - 1)
    }

    /// Adds a family of recipes; one that is there already is used again.
    pub fn family(&mut self, mut recipes: Vec<RecipeId>) -> FamilyId {
        recipes.sort_unstable();
        recipes.dedup();
        let known = self.model.families.iter().position(|family| *family == recipes);
        let index = known.unwrap_or_else(|| {
            self.model.families.push(recipes);
            self.model.families.len() - 1
        });
        FamilyId(index as u32)
    }

    /// The recipes of a family.
    pub(crate) fn recipes_of(&self, family: FamilyId) -> Vec<RecipeId> {
        self.model.families.get(family.index()).cloned().unwrap_or_default()
    }

    /// What a unit made by a recipe takes: each list that holds in some period.
    pub(crate) fn uses_of(&self, recipe: RecipeId) -> &[Vec<(ResourceId, f64)>] {
        self.model.recipes.get(recipe.index()).map_or(&[], Recipe::all_uses)
    }

    /// Adds a family of recipes that no other has.
    pub(crate) fn new_family(&mut self, mut recipes: Vec<RecipeId>) -> FamilyId {
        recipes.sort_unstable();
        recipes.dedup();
        self.model.families.push(recipes);
        FamilyId(self.model.families.len() as u32 - 1)
    }

    /// Adds a block that wants `quantity` in the periods of `span` (which may reach
    /// beyond the last period, or be empty: then all of it stays unserved).
    pub fn block(
        &mut self,
        key: u64,
        family: FamilyId,
        span: std::ops::RangeInclusive<u32>,
        quantity: f64,
    ) -> BlockId {
        let (first, last) = span.into_inner();
        let limit = f64::INFINITY;
        self.model.blocks.push(Block { key, family, first, last, quantity, limit });
        BlockId((self.model.blocks.len() - 1) as u32)
    }

    /// Bounds every column of a block from above.
    pub fn limit(&mut self, block: BlockId, limit: f64) {
        if let Some(block) = self.model.blocks.get_mut(block.index()) {
            block.limit = limit;
        }
    }

    /// Adds a column outside every block, with its coefficients in rows
    /// `(resource, period)`.
    pub fn extra(
        &mut self,
        label: impl Into<String>,
        bounds: (f64, f64),
        entries: &[(ResourceId, u32, f64)],
    ) -> ExtraId {
        let periods = self.model.periods;
        let mut entries: Vec<(u32, f64)> = entries
            .iter()
            .map(|&(resource, period, value)| {
                // Out of range on purpose where the period is: `build` reports it.
                let row = if period < periods { resource.0 * periods + period } else { u32::MAX };
                (row, value)
            })
            .collect();
        entries.sort_by_key(|&(row, _)| row);
        let (lower, upper) = bounds;
        self.model.extras.push(Extra { label: label.into(), lower, upper, entries });
        ExtraId((self.model.extras.len() - 1) as u32)
    }

    /// Lets the right-hand side of a row move with that of another one: so much for each unit
    /// of that. It counts for nobody who solves the model, but for whoever asks what more of
    /// the other one would be worth.
    pub fn moves(
        &mut self,
        (resource, period): (ResourceId, u32),
        with: (ResourceId, u32),
        factor: f64,
    ) {
        let periods = self.model.periods;
        let row = |(resource, period): (ResourceId, u32)| resource.0 * periods + period;
        self.model.moves.push((row(with), row((resource, period)), factor));
    }

    /// Adds the next level: a cost path for each block, in their order. Extra columns
    /// cost nothing on it.
    pub fn level(&mut self, label: impl Into<String>, blocks: Vec<CostPath>) {
        self.level_with(label, blocks, Vec::new(), Vec::new());
    }

    /// Adds the next level with cost tables (each of T + 1 entries) and costs of the
    /// extra columns (missing ones are zero).
    pub fn level_with(
        &mut self,
        label: impl Into<String>,
        blocks: Vec<CostPath>,
        tables: Vec<Vec<f64>>,
        mut extras: Vec<f64>,
    ) {
        extras.resize(extras.len().max(self.model.extras.len()), 0.0);
        self.push(Level {
            label: label.into(),
            paths: Paths::All(blocks),
            tables,
            extras,
            tolerance: 0.0,
        });
    }

    /// Adds the next level, on which only the blocks named, by ascending position, cost
    /// something: for levels that are as many as there are blocks.
    pub fn level_of_few(
        &mut self,
        label: impl Into<String>,
        blocks: Vec<(BlockId, CostPath)>,
        tables: Vec<Vec<f64>>,
    ) {
        let (label, paths, extras) = (label.into(), Paths::Few(blocks), Vec::new());
        self.push(Level { label, paths, tables, extras, tolerance: 0.0 });
    }

    fn push(&mut self, mut level: Level) {
        level.tolerance = tolerance::REDUCED_COST * smallest_cost(&level);
        self.model.levels.push(level);
    }

    /// Checks the parts and hands over the model.
    ///
    /// # Errors
    ///
    /// [`ModelError`] names the first part that is not well formed: a number that is
    /// not finite, a wrong length, an unknown position, a cost path that falls.
    pub fn build(mut self) -> Result<Model, ModelError> {
        self.model.moves.sort_by_key(|&(row, other, _)| (row, other));
        super::error::verify(&self.model)?;
        Ok(self.model)
    }
}

/// The smallest positive difference in cost between neighbouring periods.
fn smallest_cost(level: &Level) -> f64 {
    let steps = |table: &[f64]| {
        table
            .windows(2)
            .map(|pair| pair[1] - pair[0])
            .filter(|step| *step > 0.0)
            .fold(f64::INFINITY, f64::min)
    };
    let table_steps: Vec<f64> = level.tables.iter().map(|table| steps(table)).collect();
    let blocks = level.paths().map(|(_, path)| match path {
        CostPath::Slope { rate, unserved, .. } => {
            let positive = |value: f64| if value > 0.0 { value } else { f64::INFINITY };
            positive(rate).min(positive(unserved))
        }
        CostPath::Table { table, scale } if scale > 0.0 => {
            scale * table_steps.get(table as usize).copied().unwrap_or(f64::INFINITY)
        }
        CostPath::Zero | CostPath::Table { .. } => f64::INFINITY,
        CostPath::Draw => 1.0,
    });
    let extras = level.extras.iter().map(|cost| cost.abs()).filter(|cost| *cost > 0.0);
    let smallest = blocks.chain(extras).fold(f64::INFINITY, f64::min);
    if smallest.is_finite() { smallest } else { 1.0 }
}
