//! The model that every contestant solves.

use apportion::formulation::{Model, ModelError};

/// The model with its first level alone: the weighted backlog.
///
/// Keys do not matter to it; they are numbered.
pub(crate) fn first_level(model: &Model) -> Result<Model, ModelError> {
    let mut builder = Model::builder(model.periods() as u32);
    let mut resources = Vec::new();
    for resource in model.resources() {
        resources.push(builder.resource(
            resource.label(),
            resource.carry(),
            resource.rhs().to_vec(),
        ));
    }
    let mut recipes = Vec::new();
    for (recipe, key) in model.recipes().iter().zip(0..) {
        let uses = recipe.uses().iter().map(|&(id, usage)| (resources[id.index()], usage));
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
    if let Some(level) = model.levels().first() {
        let tables = level.tables().to_vec();
        builder.level_with(level.label(), level.blocks().to_vec(), tables, Vec::new());
    }
    builder.build()
}
