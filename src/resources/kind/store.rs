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
    let limit = product.stock().and_then(Stockpile::storage_limit);
    let store = |id: String, limit: f64| {
        let nothing = vec![0.0; book.scenario.months() as usize];
        let label = format!("stock of {id}");
        Resource::new(id, label, nothing, Takes::Storing(position)).keeping(0.0, limit)
    };
    let id = product.id().as_str();
    let mut stores = vec![store(id.to_owned(), limit.unwrap_or(f64::INFINITY))];
    // What is made for somebody under a cap may go to nobody else, or it would count for nobody.
    stores.extend(named(book, position).into_iter().map(|(caps, takers)| {
        let caps: Vec<&str> = caps.iter().map(|cap| book.scenario.caps()[*cap].id()).collect();
        let id = if caps.is_empty() {
            format!("{id} (uncapped)")
        } else {
            format!("{id}: {}", caps.join(", "))
        };
        store(id, f64::INFINITY).for_some(takers)
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
