//! Quotes where a tranche comes before one that counts first: no promise covers it, and what
//! makes it later is listed.

use crate::support::months::month;
use apportion::analysis::{QuoteError, Quoter};
use apportion::planner::Planner;
use apportion::scenario::{
    Inquiry, Line, Order, Partner, Policy, Product, Ramp, Scenario, ScenarioBuilder, Tier, Tranche,
};

fn quoter(orders: impl IntoIterator<Item = Order>) -> Quoter {
    let builder = Scenario::builder("hall", month(0), 8)
        .product(Product::new("u"))
        .line(Line::new("l", Ramp::flat(10.0)).makes("u"))
        .partner(Partner::new("p"))
        .partner(Partner::new("n"))
        .policy(Policy::tiers("t", [Tier::new("all")]));
    let scenario = orders.into_iter().fold(builder, ScenarioBuilder::order).build().unwrap();
    let policy = scenario.policy("t").unwrap().clone();
    Quoter::new(scenario, &policy, &Planner::new()).unwrap()
}

/// The first tranche is due before the second and can be taken only in June, so that the ten
/// of January are in no promise of the order.
fn with_a_loose_tranche() -> Order {
    let late = Tranche::new(10.0).due(month(-1)).release(month(5));
    Order::new("A", "p", "u", month(-3)).tranche(late).tranche(Tranche::new(10.0).due(month(0)))
}

#[test]
fn a_tranche_that_no_promise_covers_is_listed_when_it_is_made_later() {
    let mut quoter = quoter([with_a_loose_tranche()]);
    let inquiry = Inquiry::new("n", "u", 10.0);
    let quote = quoter.quote(&inquiry).unwrap();
    assert_eq!(quote.completion, Some(month(0)));
    let [later] = &quote.later[..] else { panic!("{quote:?}") };
    assert_eq!((later.order.as_str(), &later.tranches[..]), ("A", &[2][..]));
    assert_eq!((later.months, later.unit_months), (Some(0), 10.0));
    let text = quote.to_string();
    assert!(
        !text.contains("nobody in the plan is delayed") && text.contains("later tranches"),
        "{text}"
    );
    // Booked, that is what happens.
    let booked = quoter.book(&inquiry).unwrap();
    assert_eq!(booked.quote, quote);
    assert_eq!(booked.plan.order("A").unwrap().tranches[1].completion, Some(month(1)));
}

#[test]
fn a_quote_counts_what_was_booked_and_not_itself() {
    let order = Order::new("X", "p", "u", month(-1)).quantity(20.0).due(month(1));
    let mut quoter = quoter([order]);
    let ask = || Inquiry::new("n", "u", 20.0);
    assert_eq!(quoter.quote(&ask()).unwrap().completion, Some(month(3)));
    assert_eq!(quoter.quote(&ask()).unwrap().completion, Some(month(3)));
    assert!(quoter.book(&ask().named("N")).unwrap().quote.later.is_empty());
    assert_eq!(quoter.quote(&ask()).unwrap().completion, Some(month(5)));
    assert!(matches!(quoter.quote(&ask().named("N")), Err(QuoteError::Inquiry(_))));
}
