//! Labour: hours that lines share and that are lost if they are not used.

use crate::resources::book::Book;
use crate::resources::resource::{Resource, Takes};

/// All labour, by id.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let scenario = book.scenario;
    let labour = scenario.labour().iter();
    labour
        .map(|labour| {
            let need = book.made().filter_map(|(product, line)| {
                let (made, by) = (scenario.products()[product].id(), scenario.lines()[line].id());
                labour.hours_for(by, made).map(|hours| (product, line, hours))
            });
            let offered = labour.hours_in(scenario.horizon(), scenario.calendar());
            let id = labour.id().as_str();
            Resource::new(id, id, offered, Takes::Making(need.collect()))
        })
        .collect()
}
