//! Labour: hours that lines share and that are lost if they are not used.

use crate::resources::amount::Amount;
use crate::resources::book::Book;
use crate::resources::resource::{Resource, Takes};

/// All labour, by id.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let scenario = book.scenario;
    let labour = scenario.labour().iter();
    let good = book.good_shares();
    labour
        .map(|labour| {
            let need = book.made().filter_map(|(product, line)| {
                let (made, by) = (scenario.products()[product].id(), scenario.lines()[line].id());
                let hours = Amount::Always(labour.hours_for(by, made)?);
                let amount = hours.of_good(labour.need_per(), good[line].as_deref())?;
                Some((product, line, amount))
            });
            let offered = labour.hours_in(scenario.horizon(), scenario.calendar());
            let id = labour.id().as_str();
            Resource::new(id, id, offered, Takes::Making(need.collect()))
        })
        .collect()
}
