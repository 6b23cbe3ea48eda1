//! Caps: rows of their own, and ways to make a product that count in them.

use std::collections::BTreeMap;

use crate::formulation::{Carry, FamilyId, ModelBuilder, RecipeId, ResourceId};
use crate::policy::Ranking;
use crate::scenario::{Cap, Demand, Scenario};

/// The caps of a scenario under a ranking.
pub(super) struct Caps<'a> {
    scenario: &'a Scenario,
    ranking: &'a Ranking,
}

impl<'a> Caps<'a> {
    pub(super) fn new(scenario: &'a Scenario, ranking: &'a Ranking) -> Self {
        Self { scenario, ranking }
    }

    /// The caps (positions in [`Scenario::caps`]) that a tranche counts in.
    pub(super) fn of(&self, demand: &Demand) -> Vec<usize> {
        let caps = self.scenario.caps().iter().enumerate();
        caps.filter(|(_, cap)| self.counts(cap, demand)).map(|(index, _)| index).collect()
    }

    fn counts(&self, cap: &Cap, demand: &Demand) -> bool {
        let scenario = self.scenario;
        let product = scenario.products()[demand.product].id();
        let tier = self.ranking.tiers().get(self.ranking.orders()[demand.order].tier);
        let lines = scenario.lines().iter();
        let components = scenario.components().iter();
        let made = lines.filter(|line| Some(line.id()) == cap.line());
        let needed = components.filter(|part| Some(part.id()) == cap.component());
        let touched = made.map(|line| line.usage().contains_key(product));
        let touched = touched.chain(needed.map(|part| part.need().contains_key(product)));
        touched.into_iter().any(|touched| touched)
            && cap.partner().is_none_or(|id| scenario.partners()[demand.partner].id() == id)
            && cap.product().is_none_or(|id| product == id)
            && cap.tier().is_none_or(|name| tier.is_some_and(|tier| tier == name))
    }

    /// Adds a row for each cap and month. Where a cap does not hold, the row says no more
    /// than that nobody gets more than there is.
    pub(super) fn rows(&self, builder: &mut ModelBuilder) {
        let scenario = self.scenario;
        for cap in scenario.caps() {
            let line = scenario.lines().iter().position(|line| Some(line.id()) == cap.line());
            let component =
                scenario.components().iter().position(|part| Some(part.id()) == cap.component());
            let (offered, most) = match (line, component) {
                (Some(line), _) => (scenario.capacity(line), scenario.capacity(line)),
                (_, Some(component)) => {
                    let mut arrives = scenario.supply(component);
                    if let Some(first) = arrives.first_mut() {
                        *first += scenario.components()[component].opening_stock();
                    }
                    let mut most = arrives.clone();
                    for month in 1..most.len() {
                        most[month] += most[month - 1];
                    }
                    (arrives, most)
                }
                _ => (Vec::new(), Vec::new()),
            };
            let months = offered.iter().zip(most).enumerate();
            let rhs = months.map(|(month, (&offered, most))| {
                if cap.holds_in(scenario.month(month)) { cap.monthly(offered) } else { most }
            });
            builder.resource(format!("at most {}", cap.id()), Carry::Lost, rhs.collect());
        }
    }
}

/// Families of recipes by product and caps.
pub(super) struct Families<'a> {
    scenario: &'a Scenario,
    /// Without caps, by product; and the recipes in the order of product and line.
    plain: Vec<FamilyId>,
    recipes: Vec<RecipeId>,
    capped: BTreeMap<(usize, Vec<usize>), FamilyId>,
}

impl<'a> Families<'a> {
    pub(super) fn new(scenario: &'a Scenario, plain: Vec<FamilyId>, recipes: usize) -> Self {
        let recipes = (0..recipes as u32).map(RecipeId).collect();
        Self { scenario, plain, recipes, capped: BTreeMap::new() }
    }

    /// The family of a product that counts in some caps. New recipes are copies of the
    /// plain ones that also take from the caps' rows; `lines` gets the line of each.
    pub(super) fn of(
        &mut self,
        product: usize,
        caps: &[usize],
        builder: &mut ModelBuilder,
        lines: &mut Vec<usize>,
    ) -> FamilyId {
        if caps.is_empty() {
            return self.plain[product];
        }
        if let Some(&known) = self.capped.get(&(product, caps.to_vec())) {
            return known;
        }
        let scenario = self.scenario;
        let first_row = scenario.lines().len() + scenario.components().len();
        let id = scenario.products()[product].id();
        let makers = scenario.products()[..product].iter().map(|before| {
            scenario.lines().iter().filter(|line| line.usage().contains_key(before.id())).count()
        });
        let mut next: usize = makers.sum();
        let mut family = Vec::new();
        for (position, line) in scenario.lines().iter().enumerate() {
            let Some(&usage) = line.usage().get(id) else { continue };
            let mut uses = Vec::new();
            for &cap in caps {
                let row = ResourceId((first_row + cap) as u32);
                let cap = &scenario.caps()[cap];
                let component =
                    scenario.components().iter().find(|part| Some(part.id()) == cap.component());
                if cap.line() == Some(line.id()) {
                    uses.push((row, usage));
                } else if let Some(&need) = component.and_then(|part| part.need().get(id)) {
                    uses.push((row, need));
                }
            }
            family.push(builder.recipe_like(self.recipes[next], uses));
            lines.push(position);
            next += 1;
        }
        let family = builder.family(family);
        self.capped.insert((product, caps.to_vec()), family);
        family
    }
}
