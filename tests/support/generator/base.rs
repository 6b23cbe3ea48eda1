//! The book that features are added to: one product, one line, orders of one quantity.

use std::collections::BTreeMap;

use super::draft::{Draft, Line, Order, Partner, Product};
use super::month::At;
use super::ramp::Ramp;
use super::random::Random;
use super::size::Size;

/// What is ordered is from 0.7 to 1.6 times what can be made.
pub(crate) fn book(seed: u64, size: &Size, random: &mut Random) -> Draft {
    let months = random.whole(size.months.0, size.months.1);
    let partners: Vec<Partner> =
        (0..random.whole(2, size.partners)).map(|number| partner(number, random)).collect();
    let count = random.whole(size.orders.0, size.orders.1);
    let orders: Vec<Order> =
        (1..=count).map(|number| order(number, months, size, &partners, random)).collect();
    let wanted: f64 = orders.iter().map(Order::total).sum();
    let load = f64::from(random.whole(7, 16)) / 10.0;
    let rate = random.rate(wanted / (f64::from(months) * load));
    let usage = BTreeMap::from([("p1".to_owned(), 1.0)]);
    let line = Line {
        id: "l1".to_owned(),
        usage,
        ramp: Ramp::flat(rate),
        good: Vec::new(),
        outages: Vec::new(),
    };
    Draft {
        version: 1,
        name: format!("generated {seed}"),
        start: At(0),
        months: months as u32,
        calendar: None,
        products: vec![Product { id: "p1".to_owned(), ..Product::default() }],
        components: Vec::new(),
        lines: vec![line],
        labour: Vec::new(),
        partners,
        orders,
        commitments: Vec::new(),
        reservations: Vec::new(),
        caps: Vec::new(),
        expansions: Vec::new(),
        policies: Vec::new(),
    }
}

fn partner(number: i32, random: &mut Random) -> Partner {
    let mut attributes = BTreeMap::new();
    attributes.insert("spending".to_owned(), f64::from(random.whole(2, 10)) / 2.0);
    attributes.insert("rank".to_owned(), f64::from(random.whole(1, 9)));
    if number == 0 || random.chance(60) {
        attributes.insert("front".to_owned(), f64::from(random.whole(0, 1)));
    }
    Partner { id: format!("n{}", number + 1), attributes, changes: Vec::new() }
}

fn order(
    number: i32,
    months: i32,
    size: &Size,
    partners: &[Partner],
    random: &mut Random,
) -> Order {
    let signed = random.whole(-5, months / 2);
    let due = random.whole(signed.max(-1), signed.max(0) + months / 2);
    Order {
        id: format!("o{number}"),
        partner: random.one_of(partners).id,
        product: "p1".to_owned(),
        signed: At(signed).into(),
        due: Some(At(due).into()),
        release: None,
        urgency: None,
        quantity: Some(f64::from(random.whole(1, size.quantity))),
        delivered: Vec::new(),
        made: None,
        priority: None,
        sequence: None,
        rating: None,
        cancel_after: None,
        most_per_month: None,
        lot: None,
        least_shipment: None,
        tranches: Vec::new(),
    }
}
