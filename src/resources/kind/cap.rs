//! Caps: at most so much of a line or component for somebody.

use crate::ranking::Ranking;
use crate::resources::book::Book;
use crate::resources::resource::{Bounds, Keeps, Resource};
use crate::scenario::{Cap, Demand, Scenario};

/// Every cap, by id; `of` are the resources before it. None without a ranking, which says who
/// is in which tier.
pub(super) fn all(book: &Book<'_>, of: &[Resource]) -> Vec<Resource> {
    let Some(ranking) = book.ranking else { return Vec::new() };
    book.scenario.caps().iter().filter_map(|cap| resource(book, ranking, cap, of)).collect()
}

fn resource(book: &Book<'_>, ranking: &Ranking, cap: &Cap, of: &[Resource]) -> Option<Resource> {
    let scenario = book.scenario;
    let line = scenario.lines().iter().position(|line| Some(line.id()) == cap.line());
    let component = scenario.components().iter();
    let component = component.zip(scenario.lines().len()..);
    let component = component.filter(|(part, _)| Some(part.id()) == cap.component());
    let position = line.or_else(|| component.map(|(_, position)| position).next())?;
    let capped = of.get(position)?;
    let takers = scenario.demands().iter().enumerate();
    let takers = takers.filter(|(_, demand)| is_for(scenario, ranking, cap, demand));
    let takers = takers.map(|(index, _)| index).collect();
    let counted = capped.counted();
    let holds: Vec<bool> =
        (0..counted.len()).map(|month| cap.holds_in(scenario.month(month))).collect();
    let free = free(capped);
    let offered = counted
        .iter()
        .zip(&holds)
        .zip(free)
        .map(|((&counts, &holds), free)| if holds { cap.monthly(counts) } else { free });
    let share = cap.share_given().unwrap_or(0.0);
    let (id, label) = (cap.id(), format!("at most {}", cap.id()));
    let resource = Resource::new(id, label, offered.collect(), capped.takes().clone());
    Some(resource.for_some(takers).bounding(Bounds { of: position, holds, share }))
}

/// How much a cap that does not hold offers of each unit that there is: it bounds nothing.
pub(in crate::resources) const FREE: f64 = 2.0;

/// More than anybody can use of a resource in each month.
fn free(capped: &Resource) -> Vec<f64> {
    let mut there = 0.0;
    let most = capped.arrivals().into_iter().map(|arrives| {
        there = match capped.keeps() {
            Keeps::Nothing => arrives,
            Keeps::Stock { .. } => there + arrives,
        };
        FREE * there + 1.0
    });
    most.collect()
}

/// The caps, by position in [`Scenario::caps`], that a tranche counts in, which need not be
/// one of the scenario that other tranches are of.
///
/// Complexity: O(caps × (lines + components)).
pub(crate) fn caps_for(scenario: &Scenario, ranking: &Ranking, demand: &Demand) -> Vec<usize> {
    let caps = scenario.caps().iter().enumerate();
    let own = caps.filter(|(_, cap)| is_for(scenario, ranking, cap, demand));
    own.map(|(position, _)| position).collect()
}

/// Whether a cap is for a tranche and bounds something that the tranche takes. A plan that goes on
/// with another one keeps the tiers with which that began.
fn is_for(scenario: &Scenario, ranking: &Ranking, cap: &Cap, demand: &Demand) -> bool {
    let product = &scenario.products()[demand.product];
    let tier = ranking.tiers().get(ranking.tier_at(demand.order, scenario.since()));
    let made = scenario.lines().iter().filter(|line| Some(line.id()) == cap.line());
    let needed = scenario.components().iter();
    let needed = needed.filter(|part| Some(part.id()) == cap.component());
    let mut touched = made
        .map(|line| line.usage().contains_key(product.id()))
        .chain(needed.map(|part| part.need().contains_key(product.id())));
    touched.any(|touched| touched)
        && cap.partner().is_none_or(|id| scenario.partners()[demand.partner].id() == id)
        && cap.product().is_none_or(|id| product.id() == id)
        && cap.tier().is_none_or(|name| tier.is_some_and(|tier| tier == name))
}
