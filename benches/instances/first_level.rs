//! The model that every contestant solves.

use apportion::model::{Model, ModelError};

/// The model with its first level alone: the weighted backlog.
///
/// Keys do not matter to it; they are numbered.
pub(crate) fn first_level(model: &Model) -> Result<Model, ModelError> {
    rebuilt(model, |_, _| 1.0)
}

/// The same with another capacity of the first resource in one month.
pub(crate) fn with_month(model: &Model, month: usize, factor: f64) -> Result<Model, ModelError> {
    rebuilt(model, |resource, period| if (resource, period) == (0, month) { factor } else { 1.0 })
}

/// The same with every right-hand side times a factor, by position of the resource and period.
pub(crate) fn rebuilt(
    model: &Model,
    factor: impl Fn(usize, usize) -> f64,
) -> Result<Model, ModelError> {
    let mut builder = Model::builder(model.periods() as u32);
    let mut resources = Vec::new();
    for (index, resource) in model.resources().iter().enumerate() {
        let rhs = resource.rhs().iter().enumerate();
        let rhs = rhs.map(|(period, value)| factor(index, period) * value).collect();
        resources.push(builder.resource(resource.label(), resource.carry(), rhs));
    }
    let mut recipes = Vec::new();
    for (recipe, key) in model.recipes().iter().zip(0..) {
        let uses = recipe.uses_in(0).iter().map(|&(id, usage)| (resources[id.index()], usage));
        recipes.push(builder.recipe(recipe.label(), key, uses.collect()));
    }
    let mut families = Vec::new();
    for family in model.families() {
        families.push(builder.family(family.iter().map(|id| recipes[id.index()]).collect()));
    }
    for (block, key) in model.blocks().iter().zip(0..) {
        let span = block.first() as u32..=block.last() as u32;
        let id = builder.block(key, families[block.family().index()], span, block.quantity());
        builder.limit(id, block.limit());
    }
    for extra in model.extras() {
        let entry = |(row, value)| {
            let (resource, period) = model.row_parts(row);
            (resources[resource.index()], period as u32, value)
        };
        let entries: Vec<_> = extra.entries().map(entry).collect();
        builder.extra(extra.label(), (extra.lower(), extra.upper()), &entries);
    }
    if let Some(level) = model.levels().first() {
        let blocks = model.block_ids().map(|block| level.path(block)).collect();
        let tables = level.tables().to_vec();
        builder.level_with(level.label(), blocks, tables, level.extras().to_vec());
    }
    builder.build()
}
