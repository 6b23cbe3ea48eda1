//! What is in stock for whom nobody in a book is.

use std::collections::BTreeSet;

use crate::ranking::Ranking;
use crate::resources::caps_for;
use crate::scenario::{CarriedStock, ProductId, Scenario};

/// The book with what was made for whom caps name, and nobody in it is any more, as stock of
/// everybody. The plan has it so; but an order that is asked for may be whom they name, and what
/// others were promised of it would be in stock for that one alone.
pub(super) fn shelved(book: Scenario, ranking: &Ranking) -> Scenario {
    let carries = |product: &crate::scenario::Product| {
        product.stock().is_some_and(|stock| !stock.carried().is_empty())
    };
    if !book.products().iter().any(carries) {
        return book;
    }
    let mut named: BTreeSet<(&ProductId, BTreeSet<&str>)> = BTreeSet::new();
    for demand in book.demands().iter().filter(|demand| carries(&book.products()[demand.product])) {
        let caps = caps_for(&book, ranking, demand).into_iter();
        let caps = caps.map(|cap| book.caps()[cap].id()).collect();
        named.insert((book.products()[demand.product].id(), caps));
    }
    let nobodys = |product: &ProductId, part: &CarriedStock| {
        !named.contains(&(product, part.caps.iter().map(String::as_str).collect()))
    };
    let builder = book.to_builder().shelve(nobodys);
    // What is in stock is as valid on the shelf.
    builder.build().unwrap_or(book)
}
