//! Caps: rows of their own, and ways to make a product that count in them.

use super::shared::Shared;
use crate::model::{Carry, FamilyId, ModelBuilder, ResourceId};
use crate::ranking::Ranking;
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
        // What is taken from a stock was made for nobody.
        let ahead = self.ranking.method().makes_ahead()
            && scenario.products()[demand.product].stock().is_some();
        !ahead
            && touched.into_iter().any(|touched| touched)
            && cap.partner().is_none_or(|id| scenario.partners()[demand.partner].id() == id)
            && cap.product().is_none_or(|id| product == id)
            && cap.tier().is_none_or(|name| tier.is_some_and(|tier| tier == name))
    }

    /// Adds a row for each cap and month. Where a cap does not hold, the row says no more
    /// than that nobody gets more than there is.
    pub(super) fn rows(&self, builder: &mut ModelBuilder) -> Vec<ResourceId> {
        let scenario = self.scenario;
        let mut rows = Vec::with_capacity(scenario.caps().len());
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
            let label = format!("at most {}", cap.id());
            rows.push(builder.resource(label, Carry::Lost, rhs.collect()));
        }
        rows
    }
}

/// The family that counts in some caps and is like another one otherwise: its recipes are
/// copies that also take from the caps' rows.
pub(super) fn family(
    scenario: &Scenario,
    shared: &mut Shared,
    base: FamilyId,
    product: usize,
    caps: &[usize],
) -> FamilyId {
    if caps.is_empty() {
        return base;
    }
    if let Some(&known) = shared.capped.get(&(base, caps.to_vec())) {
        return known;
    }
    let id = scenario.products()[product].id();
    let mut family = Vec::new();
    for recipe in shared.builder.recipes_of(base) {
        let position = shared.lines[recipe.index()];
        let line = position.map(|position| scenario.lines()[position].id());
        let usage = scenario.lines().iter().find(|part| Some(part.id()) == line);
        let usage = usage.and_then(|line| line.usage().get(id));
        let mut uses = Vec::new();
        for &cap in caps {
            let row = shared.cap_rows[cap];
            let cap = &scenario.caps()[cap];
            let component =
                scenario.components().iter().find(|part| Some(part.id()) == cap.component());
            let usage = usage.filter(|_| cap.line() == line);
            let need = component.and_then(|part| part.need().get(id));
            uses.extend(usage.or(need).map(|&takes| (row, takes)));
        }
        family.push(shared.builder.recipe_like(recipe, uses));
        shared.lines.push(position);
    }
    let family = shared.builder.family(family);
    shared.capped.insert((base, caps.to_vec()), family);
    family
}
