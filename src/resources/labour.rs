//! Labour: hours that lines share and that are lost if they are not used.

use super::book::Book;
use super::resource::{Resource, Takes};

/// All labour, by id.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let scenario = book.scenario;
    let labour = scenario.labour().iter().enumerate();
    labour
        .map(|(position, labour)| {
            let need = book.made().filter_map(|(product, line)| {
                let (made, by) = (scenario.products()[product].id(), scenario.lines()[line].id());
                labour.hours_for(by, made).map(|hours| (product, line, hours))
            });
            let (id, offered) = (labour.id().as_str(), scenario.hours(position));
            Resource::new(id, id, offered, Takes::Making(need.collect()))
        })
        .collect()
}
