//! Lines: capacity that is lost if it is not used.

use crate::resources::amount::Amount;
use crate::resources::book::Book;
use crate::resources::resource::{Resource, Takes};

/// Every line, by id.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let lines = book.scenario.lines().iter().enumerate();
    lines
        .map(|(position, line)| {
            let products = book.scenario.products().iter().enumerate();
            let usage = products.filter_map(|(product, part)| {
                let usage = line.usage().get(part.id())?;
                Some((product, position, Amount::Always(*usage)))
            });
            let (id, offered) = (line.id().as_str(), book.scenario.capacity_at(position));
            Resource::new(id, id, offered, Takes::Making(usage.collect()))
        })
        .collect()
}
