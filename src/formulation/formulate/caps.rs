//! Caps: rows of their own, and what a unit takes of them.

use crate::formulation::{Carry, ModelBuilder};
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

    /// The caps (positions in [`Scenario::caps`]) that a tranche counts in. What is made
    /// ahead is nobody's when it is made, so it counts in none.
    pub(super) fn of(&self, demand: &Demand) -> Vec<usize> {
        let product = &self.scenario.products()[demand.product];
        if product.stock().is_some() && self.ranking.rule().is_optimised() {
            return Vec::new();
        }
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
    /// than that nobody gets more than there is. Returns the position of the first one.
    pub(super) fn rows(&self, builder: &mut ModelBuilder) -> usize {
        let scenario = self.scenario;
        let mut first = None;
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
            let row = builder.resource(label, Carry::Lost, rhs.collect());
            first.get_or_insert(row.index());
        }
        first.unwrap_or(0)
    }
}

/// The caps among these from which a unit of a product takes something when it is made
/// on a line, and how much.
pub(super) fn takes(
    scenario: &Scenario,
    product: usize,
    line: Option<usize>,
    caps: &[usize],
) -> Vec<(usize, f64)> {
    let id = scenario.products()[product].id();
    let Some(line) = line.map(|line| &scenario.lines()[line]) else { return Vec::new() };
    let take = |&position: &usize| {
        let cap = &scenario.caps()[position];
        let mut components = scenario.components().iter();
        let component = components.find(|part| Some(part.id()) == cap.component());
        let usage = line.usage().get(id).filter(|_| cap.line() == Some(line.id()));
        let need = component.and_then(|part| part.need().get(id));
        Some((position, *usage.or(need)?))
    };
    caps.iter().filter_map(take).collect()
}
