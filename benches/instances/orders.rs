//! Order books.

use apportion::scenario::{Month, Order};

use super::case::Case;
use super::chance::Chance;
use super::policies;

/// An order book with the quantity ordered of each product.
pub(super) struct Book {
    pub(super) orders: Vec<Order>,
    pub(super) totals: Vec<f64>,
}

/// Orders of 1 to 100 units, due in any month, released 0 to 24 months before.
pub(super) fn book(case: &Case, partners: usize, start: Month, chance: &mut Chance) -> Book {
    let products = case.shape.products();
    let mut totals = vec![0.0; products];
    let month = |index: u32| start + index;
    let mut orders = Vec::with_capacity(case.orders as usize);
    for index in 0..case.orders {
        let product = chance.position(products);
        let quantity = f64::from(chance.whole(1, 100));
        let due = chance.whole(0, case.months - 1);
        let release = due.saturating_sub(chance.whole(0, 24));
        let partner = policies::name(chance.position(partners));
        let id = format!("order {index:06}");
        totals[product] += quantity;
        orders.push(
            Order::new(id, partner, self::product(product), month(release))
                .quantity(quantity)
                .due(month(due)),
        );
    }
    Book { orders, totals }
}

/// The id of a product.
pub(super) fn product(index: usize) -> String {
    format!("product {index:02}")
}
