//! What a recipe of a model uses, to build one like it.

use apportion::model::{Model, Recipe, ResourceId, Use};

/// The uses of a recipe, period by period.
pub(crate) fn of(model: &Model, recipe: &Recipe) -> Vec<(ResourceId, Use)> {
    let mut resources: Vec<ResourceId> =
        recipe.all_uses().iter().flatten().map(|part| part.0).collect();
    resources.sort_unstable();
    resources.dedup();
    let amount = |resource: ResourceId, period: usize| {
        let uses = recipe.uses_in(period).iter();
        uses.filter(|part| part.0 == resource).map(|part| part.1).sum()
    };
    let by_period = |resource| (0..model.periods()).map(|t| amount(resource, t)).collect();
    resources.into_iter().map(|resource| (resource, Use::ByPeriod(by_period(resource)))).collect()
}
