//! What all orders share: the rows of what is scarce, and the ways to make each product.

use std::collections::{BTreeMap, BTreeSet};

use super::build::BuildColumn;
use super::key::key;
use super::row::row_of;
use super::stocks::{self, Stocked};
use crate::model::{Carry, FamilyId, Model, ModelBuilder, RecipeId, ResourceId, Use};
use crate::resources::{Amount, Keeps, Resource, Resources, Takes};
use crate::scenario::{Demand, Scenario};

/// A model that has resources, recipes and families, and no blocks yet.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    pub(super) builder: ModelBuilder,
    /// Everything scarce. The model's resources begin with these, in their order.
    pub(super) resources: Resources,
    /// For each product the ways to have a unit of it: each a recipe, with the position of its
    /// line; none where it is taken from stock.
    pub(super) ways: Vec<Vec<(RecipeId, Option<usize>)>>,
    /// For each product.
    pub(super) families: Vec<FamilyId>,
    /// For each product, and resources of which only some take.
    restricted: BTreeMap<(usize, Vec<usize>), FamilyId>,
    /// Line of each recipe.
    pub(super) lines: Vec<Option<usize>>,
    /// For each product the recipe that takes a unit off the shelf.
    shelves: Vec<Option<RecipeId>>,
    /// All recipes that do.
    pub(super) off_the_shelf: BTreeSet<RecipeId>,
    /// What is made for stock.
    pub(super) columns: Vec<BuildColumn>,
}

impl Shared {
    /// `more`: units of each product that may be wanted on top of the book.
    pub(super) fn new(scenario: &Scenario, resources: Resources, more: f64) -> Self {
        let mut builder = Model::builder(scenario.months());
        for (_, resource) in resources.iter() {
            builder.resource(resource.label(), carry(resource), resource.arrivals());
        }
        for (position, month, other, moved, factor) in resources.moves() {
            builder.moves((row_of(other), moved as u32), (row_of(position), month as u32), factor);
        }
        let mut shared = Self {
            builder,
            resources,
            ways: Vec::new(),
            families: Vec::new(),
            restricted: BTreeMap::new(),
            lines: Vec::new(),
            shelves: Vec::new(),
            off_the_shelf: BTreeSet::new(),
            columns: Vec::new(),
        };
        shared.products(scenario, more);
        // Ways that only some have come in the order of their tranches, whichever of them is
        // part of a model.
        for (position, demand) in scenario.demands().iter().enumerate() {
            shared.family(position, demand);
        }
        shared
    }

    /// One recipe for each product and line that makes it, one family for each product.
    fn products(&mut self, scenario: &Scenario, more: f64) {
        for (index, product) in scenario.products().iter().enumerate() {
            if let Some(store) = self.resources.store_of(index) {
                let (resources, builder) = (&self.resources, &mut self.builder);
                for stock in resources.stocks().iter().filter(|stock| stock.product == index) {
                    let stocked = Stocked {
                        product: index,
                        rows: stock.stores.iter().map(|store| row_of(*store)).collect(),
                        caps: &stock.caps,
                        name: resources.get(stock.own()).id(),
                    };
                    let mut columns = stocks::add(scenario, resources, &stocked, more, builder);
                    self.columns.append(&mut columns);
                }
                let shelf = resources.shelf_of(index);
                let shelf = shelf
                    .map(|shelf| stocks::off_the_shelf(scenario, (index, store, shelf), builder));
                let taking = stocks::taking(scenario, (index, store), builder);
                self.lines.extend(shelf.map(|_| None));
                self.off_the_shelf.extend(shelf);
                self.shelves.push(shelf);
                self.lines.push(None);
                self.families.push(self.builder.family(vec![taking]));
                self.ways.push(vec![(taking, None)]);
                continue;
            }
            self.shelves.push(None);
            let mut ways = Vec::new();
            for (position, line) in scenario.lines().iter().enumerate() {
                if !line.usage().contains_key(product.id()) {
                    continue;
                }
                let uses = self.resources.making(index, position).iter();
                let uses = uses.map(|(resource, amount)| (row_of(*resource), used(amount)));
                let uses: Vec<(ResourceId, Use)> = uses.collect();
                let label = format!("{} on {}", product.id(), line.id());
                let key = key(line.id().as_str(), 0);
                let recipe = self.builder.recipe_by_period(label, key, &uses);
                ways.push((recipe, Some(position)));
                self.lines.push(Some(position));
            }
            let recipes = ways.iter().map(|&(recipe, _)| recipe).collect();
            self.families.push(self.builder.family(recipes));
            self.ways.push(ways);
        }
    }

    /// The ways to have a unit of a tranche: those of its product, which also take of the
    /// resources of which only some take.
    pub(super) fn family(&mut self, position: usize, demand: &Demand) -> FamilyId {
        let restricted = self.resources.restricted(position);
        if restricted.is_empty() {
            return self.families[demand.product];
        }
        self.family_taking(demand.product, restricted.to_vec())
    }

    /// The ways to have a unit of a product that also take of these resources.
    pub(super) fn family_taking(&mut self, product: usize, restricted: Vec<usize>) -> FamilyId {
        if restricted.is_empty() {
            return self.families[product];
        }
        let wanted = (product, restricted);
        if let Some(&known) = self.restricted.get(&wanted) {
            return known;
        }
        let mut family = Vec::new();
        // Who has a stock of its own may take off the shelf instead.
        let is_own = |position: &&usize| match self.resources.get(**position).takes() {
            Takes::Storing(_) => true,
            Takes::Making(_) | Takes::Serving | Takes::Shelf(_) => false,
        };
        let apart = wanted.1.iter().any(|position| is_own(&position));
        if let Some(shelf) = self.shelves[product].filter(|_| apart) {
            let others = wanted.1.iter().filter(|position| !is_own(position));
            let more = others.filter_map(|&position| {
                let amount = self.resources.get(position).per_unit_delivered(product)?;
                Some((row_of(position), Use::Always(amount)))
            });
            let more: Vec<(ResourceId, Use)> = more.collect();
            family.push(self.shelf_like(shelf, &more));
        }
        for (recipe, line) in self.ways[product].clone() {
            let takes = |&position: &usize| {
                let resource = self.resources.get(position);
                let made = line.and_then(|line| resource.per_unit_made(product, line));
                let delivered = || resource.per_unit_delivered(product).map(Use::Always);
                Some((row_of(position), made.map(used).or_else(delivered)?))
            };
            let more: Vec<(ResourceId, Use)> = wanted.1.iter().filter_map(takes).collect();
            family.push(self.builder.recipe_like(recipe, &more));
            self.lines.push(line);
        }
        let family = self.builder.family(family);
        self.restricted.insert(wanted, family);
        family
    }

    /// Another way to take a unit off the shelf.
    fn shelf_like(&mut self, like: RecipeId, more: &[(ResourceId, Use)]) -> RecipeId {
        let recipe = self.builder.recipe_like(like, more);
        self.lines.push(None);
        self.off_the_shelf.insert(recipe);
        recipe
    }

    /// The ways to have a unit of a product from a stock that nobody else has, or off the shelf.
    pub(super) fn family_apart(&mut self, product: usize, own: ResourceId) -> FamilyId {
        let mut family = Vec::new();
        if let Some(shelf) = self.shelves[product] {
            family.push(self.shelf_like(shelf, &[]));
        }
        for (recipe, line) in self.ways[product].clone() {
            family.push(self.builder.recipe_like(recipe, &[(own, Use::Always(1.0))]));
            self.lines.push(line);
        }
        self.builder.new_family(family)
    }

    /// The ways to have a unit of a product that also take one of a row of their own.
    pub(super) fn family_with(&mut self, base: FamilyId, own: ResourceId) -> FamilyId {
        let mut family = Vec::new();
        for recipe in self.builder.recipes_of(base) {
            let line = self.lines[recipe.index()];
            family.push(self.builder.recipe_like(recipe, &[(own, Use::Always(1.0))]));
            self.lines.push(line);
        }
        self.builder.new_family(family)
    }
}

/// The same in the words of the model.
fn used(amount: &Amount) -> Use {
    match amount {
        Amount::Always(amount) => Use::Always(*amount),
        Amount::ByMonth(amounts) => Use::ByPeriod(amounts.clone()),
    }
}

fn carry(resource: &Resource) -> Carry {
    match resource.keeps() {
        Keeps::Nothing => Carry::Lost,
        Keeps::Stock { limit, .. } => Carry::Stock { limit },
    }
}
