//! How a plan uses what is scarce.

use super::served::{SHELF, Served};
use crate::formulation::Formulation;
use crate::plan::{ResourceUse, ShareOf};
use crate::resources::{Keeps, Resource};
use crate::scenario::Scenario;
use crate::tolerance;

/// Every resource of the list. Complexity: O(production × resources taken) and O(resources ×
/// months).
pub(super) fn resources(
    scenario: &Scenario,
    formulation: &Formulation,
    served: &Served,
) -> Vec<ResourceUse> {
    let list = formulation.resources();
    let months = scenario.months() as usize;
    let mut used = vec![vec![0.0; months]; list.len()];
    let mut stored = vec![Vec::new(); list.len()];
    for &store in list.stocks().iter().flat_map(|stock| &stock.stores) {
        stored[store] = list.get(store).offered().to_vec();
    }
    for (index, demand) in scenario.demands().iter().enumerate() {
        let stores = list.stock_of(demand.product, index).map_or(&[][..], |stock| &stock.stores);
        let restricted = list.restricted(index);
        for &(month, line, units) in &served.made[index] {
            for (resource, amount) in list.making(demand.product, line) {
                used[*resource][month] += amount.in_month(month) * units;
            }
            for &resource in restricted {
                let amount = list.get(resource).per_unit_made(demand.product, line);
                let amount = amount.map_or(0.0, |amount| amount.in_month(month));
                used[resource][month] += amount * units;
            }
            for &store in stores {
                stored[store][month] += units;
            }
        }
        for &(month, line, units) in served.of(index) {
            let shelf = list.shelf_for(demand.product, index).filter(|_| line == SHELF);
            if let Some(shelf) = shelf {
                used[shelf][month] += units;
            }
            // A store of its own is among the restricted.
            for &resource in restricted.iter().chain(stores.first()) {
                if shelf.is_some() && stores.last() == Some(&resource) {
                    continue;
                }
                let amount = list.get(resource).per_unit_delivered(demand.product);
                used[resource][month] += amount.unwrap_or(0.0) * units;
            }
        }
    }
    let uses = list.iter().zip(used).zip(stored);
    uses.map(|(((key, resource), used), stored)| {
        let offered: Vec<Option<f64>> = if stored.is_empty() {
            (0..months).map(|month| resource.bound(month)).collect()
        } else {
            stored.into_iter().map(Some).collect()
        };
        let left = left(resource, &offered, &used);
        let share_of = resource.bounds().filter(|bounds| bounds.share > 0.0);
        let share_of = share_of.map(|bounds| ShareOf { position: bounds.of, share: bounds.share });
        ResourceUse::new(key.clone(), offered, used, left, share_of)
    })
    .collect()
}

/// The stock at the end of each month, where there is one.
fn left(resource: &Resource, offered: &[Option<f64>], used: &[f64]) -> Vec<f64> {
    let Keeps::Stock { opening, .. } = resource.keeps() else { return Vec::new() };
    let mut left = opening;
    let mut size: f64 = left;
    let stock = offered.iter().zip(used).map(|(offered, used)| {
        let offered = offered.unwrap_or(0.0);
        size = size.max(left + offered);
        left += offered - used;
        // What rounding leaves of an empty store is nothing.
        if tolerance::is_dust(left, size) { 0.0 } else { left }
    });
    stock.collect()
}
