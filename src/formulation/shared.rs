//! What all orders share: lines, components, and the ways to make each product.

use std::collections::BTreeMap;

use super::key::key;
use super::{limits, stocks};
use crate::model::{Carry, FamilyId, Model, ModelBuilder, RecipeId, ResourceId};
use crate::scenario::{Demand, Scenario};

/// What all orders share: lines, components, and the ways to make each product.
#[derive(Debug, Clone)]
pub(super) struct Shared {
    pub(super) builder: ModelBuilder,
    /// For each product its recipes, each with the position of its line, if it has one.
    pub(super) recipes: Vec<Vec<(RecipeId, Option<usize>)>>,
    /// For each product.
    pub(super) families: Vec<FamilyId>,
    /// For orders with a monthly limit, by position.
    pub(super) own_families: BTreeMap<usize, FamilyId>,
    /// For families of which something is capped.
    pub(super) capped: BTreeMap<(FamilyId, Vec<usize>), FamilyId>,
    pub(super) cap_rows: Vec<ResourceId>,
    /// Line of each recipe.
    pub(super) lines: Vec<Option<usize>>,
    /// Products made ahead, and what is made for their stocks.
    pub(super) stocks: Vec<usize>,
    pub(super) columns: Vec<stocks::Column>,
    /// Units of each product that may be wanted on top of the book.
    pub(super) more: f64,
}

impl Shared {
    /// `ahead`: whether products that can be kept in stock are made ahead.
    pub(super) fn new(scenario: &Scenario, ahead: bool) -> Self {
        Self::with_more(scenario, ahead, 0.0)
    }

    /// The same where so many units of each product may be wanted on top of the book.
    pub(super) fn with_more(scenario: &Scenario, ahead: bool, more: f64) -> Self {
        let mut builder = Model::builder(scenario.months());
        for (index, line) in scenario.lines().iter().enumerate() {
            builder.resource(line.id().as_str(), Carry::Lost, scenario.capacity(index));
        }
        for (index, component) in scenario.components().iter().enumerate() {
            let mut supply = scenario.supply(index);
            if let Some(first) = supply.first_mut() {
                *first += component.opening_stock();
            }
            let carry = Carry::Stock { limit: f64::INFINITY };
            builder.resource(component.id().as_str(), carry, supply);
        }
        let mut shared = Self {
            builder,
            recipes: Vec::new(),
            families: Vec::new(),
            own_families: BTreeMap::new(),
            capped: BTreeMap::new(),
            cap_rows: Vec::new(),
            lines: Vec::new(),
            stocks: Vec::new(),
            columns: Vec::new(),
            more,
        };
        shared.products(scenario, ahead);
        shared.own_families = limits::add(scenario, &mut shared);
        shared
    }

    /// One recipe for each product and line that makes it, one family for each product.
    pub(super) fn products(&mut self, scenario: &Scenario, ahead: bool) {
        for (index, product) in scenario.products().iter().enumerate() {
            if ahead && product.stock().is_some() {
                let taking = stocks::add(scenario, index, self);
                self.families.push(self.builder.family(vec![taking]));
                self.recipes.push(vec![(taking, None)]);
                continue;
            }
            let mut family = Vec::new();
            for (position, line) in scenario.lines().iter().enumerate() {
                let Some(&usage) = line.usage().get(product.id()) else { continue };
                let mut uses = vec![(ResourceId(position as u32), usage)];
                uses.extend(stocks::needs(scenario, product));
                let label = format!("{} on {}", product.id(), line.id());
                let key = key(line.id().as_str(), 0);
                family.push((self.builder.recipe(label, key, uses), Some(position)));
                self.lines.push(Some(position));
            }
            let recipes = family.iter().map(|&(recipe, _)| recipe).collect();
            self.families.push(self.builder.family(recipes));
            self.recipes.push(family);
        }
    }

    /// The ways to make a tranche.
    pub(super) fn family(&self, demand: &Demand) -> FamilyId {
        let own = self.own_families.get(&demand.order);
        own.copied().unwrap_or(self.families[demand.product])
    }
}
