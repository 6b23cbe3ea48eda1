//! Components: what a month leaves stays in stock.

use crate::resources::amount::Amount;
use crate::resources::book::Book;
use crate::resources::resource::{Resource, Takes};
use crate::scenario::{Component, ProductId};

/// Every component, by id.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let components = book.scenario.components().iter().enumerate();
    let good = book.good_shares();
    components
        .map(|(position, component)| {
            let need = book.made().filter_map(|(product, line)| {
                let need = need(book, component, book.scenario.products()[product].id())?;
                let amount = need.of_good(component.need_per(), good[line].as_deref())?;
                Some((product, line, amount))
            });
            let (id, offered) = (component.id().as_str(), book.scenario.supply_at(position));
            Resource::new(id, id, offered, Takes::Making(need.collect()))
                .keeping(component.opening_stock() + component.carried_stock(), f64::INFINITY)
                .carrying(component.carried_stock())
        })
        .collect()
}

/// The pieces that a unit of a product needs.
fn need(book: &Book<'_>, component: &Component, product: &ProductId) -> Option<Amount> {
    let need = component.need().get(product)?;
    let months = || book.scenario.horizon().iter();
    let by_month = || months().map(|month| need.in_month(month)).collect::<Vec<f64>>();
    Some(need.constant().map_or_else(|| by_month().into(), Amount::Always))
}
