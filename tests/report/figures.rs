//! The figures of plans and comparisons as people read them.

use crate::support::months::month;
use apportion::analysis::Comparison;
use apportion::plan::Plan;
use apportion::report::{orders_csv, plan_text};
use apportion::scenario::{
    Commitment, Line, Order, Partner, Policy, Product, Ramp, Scenario, ScenarioBuilder, Tier,
};

fn hall(product: Product, rate: f64) -> ScenarioBuilder {
    Scenario::builder("hall", month(0), 3)
        .product(product)
        .line(Line::new("hall", Ramp::flat(rate)).makes("a"))
        .partner(Partner::new("p"))
        .policy(Policy::tiers("t", [Tier::new("all")]))
}

fn order(id: &str, due: i32, quantity: f64) -> Order {
    Order::new(id, "p", "a", month(-1)).due(month(due)).quantity(quantity)
}

/// A plan, its text, and that of its comparison.
fn told(builder: ScenarioBuilder) -> (Plan, String, String) {
    let plan = apportion::planner::plan(&builder.build().unwrap(), "t").unwrap();
    let text = plan_text(&plan).to_string();
    let compared = Comparison::of(std::slice::from_ref(&plan), 0).unwrap().to_string();
    (plan, text, compared)
}

#[test]
fn what_is_measured_is_printed_as_a_measure_and_halves_go_up() {
    let product = Product::new("a").counted(apportion::scenario::Counting::Measured);
    let orders = [order("A", 0, 0.125), order("B", 0, 0.375), order("C", 0, 3.0)];
    let (_, text, _) = told(orders.into_iter().fold(hall(product, 1.0), ScenarioBuilder::order));
    let shown = |id: &str| {
        let mut words =
            text.lines().find(|line| line.trim().starts_with(id)).unwrap().split_whitespace();
        words.nth(3).unwrap().to_owned()
    };
    assert_eq!([shown("A "), shown("B "), shown("C ")], ["0.13", "0.38", "3"], "{text}");
    assert!(text.contains("0.50 open"), "{text}");
}

/// What is short is told in digits that show it, and what it is made of in the same.
#[test]
fn a_conflict_has_the_digits_that_explain_it() {
    let product = Product::new("a").counted(apportion::scenario::Counting::Measured);
    let told = |second: f64| {
        let builder = hall(product.clone(), 1.8).order(order("X", 0, 1.0));
        let builder = builder.order(order("Y", 0, second));
        let promise = |order: &str, units| Commitment::new(order, units, month(0));
        let scenario = builder.commitments([promise("X", 1.0), promise("Y", second)]);
        apportion::planner::plan(&scenario.build().unwrap(), "t").unwrap_err().to_string()
    };
    let text = told(0.800_000_5);
    for digits in ["short of 0.0000005 in all", "Y: 0.8000005 by", "X: 1 by", "of 1.80"] {
        assert!(text.contains(digits), "{digits}: {text}");
    }
    let text = told(1.05);
    for digits in ["short of 0.25 in all", "Y: 1.05 by", "X: 1 by", "of 1.80"] {
        assert!(text.contains(digits), "{digits}: {text}");
    }
}

#[test]
fn what_is_under_way_and_not_due_is_neither_on_time_nor_late() {
    let builder = hall(Product::new("a"), 1.0).order(order("N", 0, 1.0));
    let (plan, text, compared) = told(builder.order(order("L", 9, 10.0)));
    let expected =
        "Orders: 1 of 1 orders on time, 1 not due yet, 1 not completed by the last month";
    assert!(text.contains(expected), "{text}");
    assert!(compared.contains("1/1"), "{compared}");
    assert!(compared.contains("1 order is due after the last month and under way"), "{compared}");
    assert!(plan.is_not_due(&plan.orders[0]) && !plan.is_not_due(&plan.orders[1]));
}

#[test]
fn work_in_progress_at_the_end_is_named() {
    let (plan, text, compared) = told(hall(Product::new("a"), 0.5).order(order("A", 0, 2.0)));
    assert!((plan.in_progress(&plan.orders[0]) - 0.5).abs() < 1e-9);
    let expected = "Made and not delivered by the last month: 0.50 units, of 1 order";
    assert!(text.contains(expected), "{text}");
    assert!(compared.contains("0.50 units made and not delivered"), "{compared}");
}

#[test]
fn the_month_of_most_is_told_beside_on_time() {
    // 48, 96 and 100: half in the first month, 95 % in the second, all in the third.
    let (plan, text, compared) = told(hall(Product::new("a"), 48.0).order(order("A", 0, 100.0)));
    let of = &plan.orders[0];
    assert_eq!((of.delivered_by(0.95), of.completion), (Some(month(1)), Some(month(2))));
    assert_eq!(plan.delivered_by(1.0), Some(month(2)));
    assert!(text.contains("95 % of all units by 2026-02"), "{text}");
    assert!(compared.contains("95 % by"), "{compared}");
    let csv = orders_csv(&plan);
    let column = csv.lines().next().unwrap().split(',').position(|name| name == "delivered_95");
    let cell = csv.lines().nth(1).unwrap().split(',').nth(column.unwrap());
    assert_eq!(cell, Some("2026-02"));
}
