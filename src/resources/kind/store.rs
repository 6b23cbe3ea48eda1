//! Stores of products that are made ahead.

use std::collections::BTreeMap;

use super::cap::caps_for;
use crate::resources::book::Book;
use crate::resources::resource::{Resource, Takes};
use crate::scenario::Stockpile;

/// The store of every product that is made ahead and, where a cap names somebody who takes of it,
/// the stock of each set of caps that name the same and the shelf, by id.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let mut stores: Vec<Resource> =
        book.scenario.stocked_products().flat_map(|position| of_product(book, position)).collect();
    stores.sort_by(|a, b| a.id().cmp(b.id()));
    stores
}

fn of_product(book: &Book<'_>, position: usize) -> Vec<Resource> {
    let product = &book.scenario.products()[position];
    let opening = product.stock().map_or(0.0, Stockpile::opening_stock);
    let received = book.scenario.receipts_at(position);
    let mut carried = carried(book, position);
    let begins = opening + carried.values().sum::<f64>();
    // What is there, and what arrives by itself, has a place.
    let there = begins + received.iter().sum::<f64>();
    let limit = product.stock().and_then(Stockpile::storage_limit);
    let limit = limit.map_or(f64::INFINITY, |limit| limit.max(there));
    let label = |id: &str| format!("stock of {id}");
    let id = product.id().as_str();
    let takes = Takes::Storing(position);
    let nothing = vec![0.0; received.len()];
    let own = Resource::new(id, label(id), received.clone(), takes).keeping(begins, limit);
    let mut stores = vec![own];
    let Some(named) = named(book, position) else { return stores };
    // What is made for somebody under a cap may go to nobody else, or it would count for nobody.
    stores.extend(named.into_iter().map(|(caps, takers)| {
        let opening = carried.remove(&caps).unwrap_or(0.0);
        let caps: Vec<&str> = caps.iter().map(|cap| book.scenario.caps()[*cap].id()).collect();
        let id = if caps.is_empty() {
            format!("{id} (uncapped)")
        } else {
            format!("{id}: {}", caps.join(", "))
        };
        let store = Resource::new(&id, label(&id), nothing.clone(), Takes::Storing(position));
        store.keeping(opening, f64::INFINITY).for_some(takers)
    }));
    // What nobody made here counts in no cap and is anybody's; so is what was made for whom nobody is
    // any more.
    let shelf = opening + carried.values().sum::<f64>();
    if shelf + received.iter().sum::<f64>() > 0.0 {
        let id = format!("{id} (shelf)");
        let shelf = Resource::new(&id, label(&id), received, Takes::Shelf(position))
            .keeping(shelf, f64::INFINITY);
        stores.push(shelf);
    }
    stores
}

/// The tranches of a product by the caps that name them; none if no cap names any, unless an order
/// that is asked for may be named and is to be told from what is there.
fn named(book: &Book<'_>, product: usize) -> Option<BTreeMap<Vec<usize>, Vec<usize>>> {
    let ranking = book.ranking.filter(|_| !book.scenario.caps().is_empty())?;
    let mut sets: BTreeMap<Vec<usize>, Vec<usize>> = BTreeMap::new();
    let demands = book.scenario.demands().iter().enumerate();
    for (index, demand) in demands.filter(|(_, demand)| demand.product == product) {
        sets.entry(caps_for(book.scenario, ranking, demand)).or_default().push(index);
    }
    (book.asked || !sets.keys().all(Vec::is_empty)).then_some(sets)
}

/// What is carried in stock, by the caps for whose beneficiaries it was made.
fn carried(book: &Book<'_>, product: usize) -> BTreeMap<Vec<usize>, f64> {
    let mut carried: BTreeMap<Vec<usize>, f64> = BTreeMap::new();
    let stock = book.scenario.products()[product].stock();
    for part in stock.into_iter().flat_map(Stockpile::carried) {
        let caps = book.scenario.caps().iter().enumerate();
        let caps = caps.filter(|(_, cap)| part.caps.iter().any(|id| id == cap.id()));
        *carried.entry(caps.map(|(cap, _)| cap).collect()).or_insert(0.0) += part.quantity;
    }
    carried
}
