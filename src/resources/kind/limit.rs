//! Monthly limits of orders.

use crate::resources::book::Book;
use crate::resources::resource::{Resource, Takes};

/// The limit of every order that has one, by id.
pub(super) fn all(book: &Book<'_>) -> Vec<Resource> {
    let limited = book.scenario.limited_orders();
    limited
        .filter_map(|position| {
            let order = &book.scenario.orders()[position];
            let (first, demands) = book.scenario.demands_at(position);
            let most = vec![order.most_per_month_given()?; book.scenario.months() as usize];
            let (id, label) = (order.id().as_str(), format!("limit of {}", order.id()));
            let own = (first..first + demands.len()).collect();
            Some(Resource::new(id, label, most, Takes::Serving).for_some(own))
        })
        .collect()
}
