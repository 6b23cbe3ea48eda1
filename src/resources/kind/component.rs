//! Components: what a month leaves stays in stock.

use crate::resources::book::Book;
use crate::resources::resource::{Resource, Takes};

/// Every component, by id.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let components = book.scenario.components().iter().enumerate();
    components
        .map(|(position, component)| {
            let need = book.made().filter_map(|(product, line)| {
                let id = book.scenario.products()[product].id();
                component.need().get(id).map(|&need| (product, line, need))
            });
            let (id, offered) = (component.id().as_str(), book.scenario.supply(position));
            Resource::new(id, id, offered, Takes::Making(need.collect()))
                .keeping(component.opening_stock(), f64::INFINITY)
        })
        .collect()
}
