//! The independent parts of a model.

use super::cost::CostPath;
use super::ids::{BlockId, ExtraId, FamilyId, RecipeId, ResourceId};
use super::model::Model;
use super::parts::{Extra, Level, Paths, Recipe};

/// A part of a model that shares nothing with the rest: a model of its own, and where
/// its things are in the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelPart {
    model: Model,
    resources: Vec<u32>,
    recipes: Vec<u32>,
    blocks: Vec<u32>,
    extras: Vec<u32>,
}

impl ModelPart {
    /// The part as a model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// For each resource of the part its position in the whole.
    pub fn resources(&self) -> &[u32] {
        &self.resources
    }

    /// For each recipe of the part its position in the whole.
    pub fn recipes(&self) -> &[u32] {
        &self.recipes
    }

    /// For each block of the part its position in the whole.
    pub fn blocks(&self) -> &[u32] {
        &self.blocks
    }

    /// For each extra column of the part its position in the whole.
    pub fn extras(&self) -> &[u32] {
        &self.extras
    }
}

/// Sets that can be joined (Tarjan 1975), with path halving.
struct Sets(Vec<usize>);

impl Sets {
    fn find(&mut self, mut item: usize) -> usize {
        while self.0[item] != item {
            self.0[item] = self.0[self.0[item]];
            item = self.0[item];
        }
        item
    }

    /// Joins all items and returns their set; `none` if there are none.
    fn join(&mut self, items: impl Iterator<Item = usize>, none: usize) -> usize {
        let mut joined = None;
        for item in items {
            let (a, b) = (self.find(item), self.find(joined.unwrap_or(item)));
            // Under the smaller name, so that names do not depend on the order.
            self.0[a.max(b)] = a.min(b);
            joined = Some(a.min(b));
        }
        joined.unwrap_or(none)
    }
}

impl Model {
    /// The independent parts, in the order of their first resource; what touches no
    /// resource comes last. Empty if the model does not fall apart.
    ///
    /// Complexity: O(size of the model), and a copy of it if it falls apart.
    pub fn parts(&self) -> Vec<ModelPart> {
        let count = self.resources.len();
        // One more set, for what touches nothing.
        let mut sets = Sets((0..=count).collect());
        let families: Vec<usize> = self
            .families
            .iter()
            .map(|family| {
                let uses = family.iter().flat_map(|&recipe| self.recipe(recipe).all_uses());
                sets.join(uses.flatten().map(|part| part.0.index()), count)
            })
            .collect();
        let extras: Vec<usize> = self
            .extras
            .iter()
            .map(|extra| {
                sets.join(extra.entries().map(|(row, _)| self.row_parts(row).0.index()), count)
            })
            .collect();
        let mut numbers = vec![usize::MAX; count + 1];
        let mut number = 0;
        for (set, own) in numbers.iter_mut().enumerate() {
            if sets.find(set) == set {
                *own = number;
                number += 1;
            }
        }
        let loose = families.contains(&count) || extras.contains(&count);
        if number - usize::from(!loose) <= 1 {
            return Vec::new();
        }
        let mut parts: Vec<Lists> = vec![Lists::default(); number];
        for resource in 0..count {
            parts[numbers[sets.find(resource)]].resources.push(resource as u32);
        }
        let of_family: Vec<usize> = families.iter().map(|&set| numbers[sets.find(set)]).collect();
        for (index, &part) in of_family.iter().enumerate() {
            parts[part].families.push(index as u32);
        }
        for (index, block) in self.blocks.iter().enumerate() {
            parts[of_family[block.family.index()]].blocks.push(index as u32);
        }
        for (index, &set) in extras.iter().enumerate() {
            parts[numbers[sets.find(set)]].extras.push(index as u32);
        }
        if !loose {
            parts.pop();
        }
        parts.into_iter().map(|lists| lists.build(self)).collect()
    }
}

/// What belongs to a part, by position in the whole.
#[derive(Debug, Clone, Default)]
struct Lists {
    resources: Vec<u32>,
    families: Vec<u32>,
    blocks: Vec<u32>,
    extras: Vec<u32>,
}

/// Where each position of the whole is in the part; nothing is looked up that is not.
fn places(list: &[u32], whole: usize) -> Vec<u32> {
    let mut places = vec![0; whole];
    for (&position, place) in list.iter().zip(0..) {
        places[position as usize] = place;
    }
    places
}

impl Lists {
    /// The moves among the rows of the part, in its numbers.
    fn moves(&self, whole: &Model, resource_at: &[u32]) -> Vec<(u32, u32, f64)> {
        let row = |row: u32| {
            let (resource, period) = whole.row_parts(row as usize);
            let own = self.resources.binary_search(&resource.0).ok();
            own.map(|_| resource_at[resource.index()] * whole.periods + period as u32)
        };
        let moves = whole.moves.iter();
        moves.filter_map(|&(of, other, factor)| Some((row(of)?, row(other)?, factor))).collect()
    }

    /// The paths of the blocks of the part.
    fn paths(&self, whole: &Paths) -> Paths {
        match whole {
            Paths::All(paths) => {
                Paths::All(self.blocks.iter().map(|&block| paths[block as usize]).collect())
            }
            Paths::Few(paths) => {
                let own = |&(block, path): &(BlockId, CostPath)| {
                    let position = self.blocks.binary_search(&block.0).ok()?;
                    Some((BlockId(position as u32), path))
                };
                Paths::Few(paths.iter().filter_map(own).collect())
            }
        }
    }

    fn build(self, whole: &Model) -> ModelPart {
        let resource_at = places(&self.resources, whole.resources.len());
        let family_at = places(&self.families, whole.families.len());
        let mut recipes: Vec<u32> = self
            .families
            .iter()
            .flat_map(|&family| whole.families[family as usize].iter().map(|recipe| recipe.0))
            .collect();
        recipes.sort_unstable();
        recipes.dedup();
        let recipe_at = places(&recipes, whole.recipes.len());
        let recipe = |&position: &u32| {
            let recipe = &whole.recipes[position as usize];
            let moved = |resource: ResourceId| ResourceId(resource_at[resource.index()]);
            Recipe { uses: recipe.uses.renumbered(moved), ..recipe.clone() }
        };
        let extra = |&position: &u32| {
            let extra = &whole.extras[position as usize];
            let moved = |(row, value): (usize, f64)| {
                let (resource, period) = whole.row_parts(row);
                (resource_at[resource.index()] * whole.periods + period as u32, value)
            };
            Extra { entries: extra.entries().map(moved).collect(), ..extra.clone() }
        };
        let level = |level: &Level| Level {
            label: level.label.clone(),
            paths: self.paths(&level.paths),
            tables: level.tables.clone(),
            extras: self.extras.iter().map(|&extra| level.extra(ExtraId(extra))).collect(),
            tolerance: level.tolerance,
        };
        let family = |&position: &u32| {
            let family = &whole.families[position as usize];
            family.iter().map(|recipe| RecipeId(recipe_at[recipe.index()])).collect()
        };
        let model = Model {
            periods: whole.periods,
            first: whole.first,
            resources: self
                .resources
                .iter()
                .map(|&r| whole.resources[r as usize].clone())
                .collect(),
            recipes: recipes.iter().map(recipe).collect(),
            families: self.families.iter().map(family).collect(),
            blocks: self
                .blocks
                .iter()
                .map(|&position| {
                    let mut block = whole.blocks[position as usize];
                    block.family = FamilyId(family_at[block.family.index()]);
                    block
                })
                .collect(),
            extras: self.extras.iter().map(extra).collect(),
            levels: whole.levels.iter().map(level).collect(),
            moves: self.moves(whole, &resource_at),
        };
        ModelPart {
            model,
            resources: self.resources,
            recipes,
            blocks: self.blocks,
            extras: self.extras,
        }
    }
}
