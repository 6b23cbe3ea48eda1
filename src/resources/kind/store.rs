//! Stores of products that are made ahead.

use crate::resources::book::Book;
use crate::resources::resource::{Resource, Takes};
use crate::scenario::Stockpile;

/// The store of every product that is made ahead, by id.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let stocked = book.scenario.stocked_products();
    stocked
        .map(|position| {
            let product = &book.scenario.products()[position];
            let limit = product.stock().and_then(Stockpile::storage_limit);
            let nothing = vec![0.0; book.scenario.months() as usize];
            let (id, label) = (product.id().as_str(), format!("stock of {}", product.id()));
            Resource::new(id, label, nothing, Takes::Storing(position))
                .keeping(0.0, limit.unwrap_or(f64::INFINITY))
        })
        .collect()
}
