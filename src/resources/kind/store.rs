//! Stores of products that are made ahead.

use crate::resources::book::Book;
use crate::resources::resource::{Resource, Takes};
use crate::scenario::Stockpile;

/// The store of every product that is made ahead, by id; none if all is made to order.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let stocked = book.ahead.then(|| book.scenario.stocked_products());
    stocked
        .into_iter()
        .flatten()
        .map(|position| {
            let product = &book.scenario.products()[position];
            let opening = product.stock().map_or(0.0, Stockpile::opening_stock);
            let received = book.scenario.receipts(position);
            // What is there, and what arrives by itself, has a place.
            let there = opening + received.iter().sum::<f64>();
            let limit = product.stock().and_then(Stockpile::storage_limit);
            let limit = limit.map_or(f64::INFINITY, |limit| limit.max(there));
            let (id, label) = (product.id().as_str(), format!("stock of {}", product.id()));
            Resource::new(id, label, received, Takes::Storing(position)).keeping(opening, limit)
        })
        .collect()
}
