//! Stores of products that are made ahead.

use std::collections::BTreeMap;

use super::cap::caps_for;
use crate::resources::book::Book;
use crate::resources::resource::{Resource, Takes};
use crate::scenario::Stockpile;

/// The store of every product that is made ahead and, where a cap names somebody who takes of it,
/// the stock of each set of caps that name the same, by id.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let mut stores: Vec<Resource> =
        book.scenario.stocked_products().flat_map(|position| of_product(book, position)).collect();
    stores.sort_by(|a, b| a.id().cmp(b.id()));
    stores
}

fn of_product(book: &Book<'_>, position: usize) -> Vec<Resource> {
    let product = &book.scenario.products()[position];
    let opening = product.stock().map_or(0.0, Stockpile::opening_stock);
    let received = book.scenario.receipts(position);
    // What is there, and what arrives by itself, has a place.
    let there = opening + received.iter().sum::<f64>();
    let limit = product.stock().and_then(Stockpile::storage_limit);
    let limit = limit.map_or(f64::INFINITY, |limit| limit.max(there));
    let label = |id: &str| format!("stock of {id}");
    let id = product.id().as_str();
    let takes = Takes::Storing(position);
    let nothing = vec![0.0; received.len()];
    let own = Resource::new(id, label(id), received, takes).keeping(opening, limit);
    let mut stores = vec![own];
    // What is made for somebody under a cap may go to nobody else, or it would count for nobody.
    stores.extend(named(book, position).into_iter().map(|(caps, takers)| {
        let caps: Vec<&str> = caps.iter().map(|cap| book.scenario.caps()[*cap].id()).collect();
        let id = if caps.is_empty() {
            format!("{id} (uncapped)")
        } else {
            format!("{id}: {}", caps.join(", "))
        };
        let store = Resource::new(&id, label(&id), nothing.clone(), Takes::Storing(position));
        store.keeping(0.0, f64::INFINITY).for_some(takers)
    }));
    stores
}

/// The tranches of a product by the caps that name them, if any does.
fn named(book: &Book<'_>, product: usize) -> BTreeMap<Vec<usize>, Vec<usize>> {
    let mut sets: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    let Some(ranking) = book.ranking.filter(|_| !book.scenario.caps().is_empty()) else {
        return sets;
    };
    let demands = book.scenario.demands().iter().enumerate();
    for (index, demand) in demands.filter(|(_, demand)| demand.product == product) {
        sets.entry(caps_for(book.scenario, ranking, demand)).or_default().push(index);
    }
    if sets.keys().all(Vec::is_empty) { BTreeMap::new() } else { sets }
}
