//! Policies on cases small enough to work out by hand.

use apportion::plan::Plan;
use apportion::planner::plan;
use apportion::scenario::{
    Criterion, Inside, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Score, Tier,
    Tiers,
};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// One line that makes one unit a month, from 2026-01 for a year; partners A, B, C with
/// an attribute `rank`.
fn one_a_month(ranks: [f64; 3]) -> apportion::scenario::ScenarioBuilder {
    let mut builder = Scenario::builder("one a month", month("2026-01"), 12)
        .product(Product::new("unit"))
        .line(Line::new("line", Ramp::flat(1.0)).makes("unit"));
    for (id, rank) in ["A", "B", "C"].into_iter().zip(ranks) {
        builder = builder.partner(Partner::new(id).attribute("rank", rank));
    }
    builder
}

fn order(partner: &str, due: &str) -> Order {
    Order::new(partner, partner, "unit", month("2026-01")).quantity(1.0).due(month(due))
}

fn completion(plan: &Plan, order: &str) -> String {
    plan.order(order).unwrap().completion.map_or("never".to_owned(), |month| month.to_string())
}

fn weighted(plan: &Plan, weights: [f64; 3]) -> f64 {
    let ids = ["A", "B", "C"];
    ids.iter()
        .zip(weights)
        .map(|(id, weight)| weight * f64::from(plan.order(id).unwrap().lateness.unwrap()))
        .sum()
}

/// The trap: capacity 1 a month, A and C weigh 3 and are due in month 2, B weighs 2 and
/// is due in month 1. The optimum is B, A, C with 3; strict tiers give A, C, B with 4.
#[test]
fn weights_are_not_tiers() {
    let weights = [3.0, 2.0, 3.0];
    let scenario = one_a_month(weights)
        .orders([order("A", "2026-02"), order("B", "2026-01"), order("C", "2026-02")])
        .policy(Policy::new(
            "weights",
            Score::new([Criterion::new("rank", 0.0, 3.0)])
                .weights(apportion::scenario::WeightScale::linear(0.000_001, 3.0)),
        ))
        .policy(Policy::tiers(
            "tiers",
            [Tier::new("three").at_least("rank", 3.0), Tier::new("rest")],
        ))
        .build()
        .unwrap();
    let optimum = plan(&scenario, "weights").unwrap();
    assert_eq!(completion(&optimum, "B"), "2026-01");
    assert_eq!(completion(&optimum, "A"), "2026-02");
    assert_eq!(completion(&optimum, "C"), "2026-03");
    assert!((weighted(&optimum, weights) - 3.0).abs() < 1e-9);
    assert!((optimum.levels[0].objective - 3.0).abs() < 1e-5);

    let strict = plan(&scenario, "tiers").unwrap();
    assert_eq!(completion(&strict, "A"), "2026-01");
    assert_eq!(completion(&strict, "C"), "2026-02");
    assert_eq!(completion(&strict, "B"), "2026-03");
    assert!((weighted(&strict, weights) - 4.0).abs() < 1e-9);
}

/// 15 CFR 700.14(b), first example: a DO order due 3 June needs what an unrated order
/// holds; the unrated order must slip.
#[test]
fn dpas_rated_before_unrated() {
    let scenario = one_a_month([0.0; 3])
        .orders([order("A", "2026-01"), order("B", "2026-01").rating("DO")])
        .policy(Policy::dpas("dpas"))
        .policy(Policy::first_come_first_served("queue"))
        .build()
        .unwrap();
    let before = plan(&scenario, "queue").unwrap();
    assert_eq!(completion(&before, "A"), "2026-01");
    let dpas = plan(&scenario, "dpas").unwrap();
    assert_eq!(completion(&dpas, "B"), "2026-01");
    assert_eq!(completion(&dpas, "A"), "2026-02");
}

/// 15 CFR 700.14(b), second example: a DX order due 15 July and a DO order due 2 June
/// can both be met, so nothing changes. A sort by rating fails it.
#[test]
fn dpas_moves_nothing_that_need_not_move() {
    let scenario = Scenario::builder("June and July", month("2026-06"), 6)
        .product(Product::new("unit"))
        .line(Line::new("line", Ramp::flat(1.0)).makes("unit"))
        .partner(Partner::new("army"))
        .order(
            Order::new("DO", "army", "unit", month("2026-01"))
                .quantity(1.0)
                .due(month("2026-06"))
                .rating("DO"),
        )
        .order(
            Order::new("DX", "army", "unit", month("2026-02"))
                .quantity(1.0)
                .due(month("2026-07"))
                .rating("DX"),
        )
        .policy(Policy::dpas("dpas"))
        .build()
        .unwrap();
    let dpas = plan(&scenario, "dpas").unwrap();
    assert_eq!(completion(&dpas, "DO"), "2026-06");
    assert_eq!(completion(&dpas, "DX"), "2026-07");

    // The naive rule: highest rating first, each takes the earliest month left.
    let mut book: Vec<_> = scenario.orders().iter().collect();
    book.sort_by_key(|order| order.rating_given() != Some("DX"));
    let naive: Vec<(&str, Month)> = book
        .iter()
        .zip(0..)
        .map(|(order, index)| (order.id().as_str(), scenario.month(index)))
        .collect();
    assert_eq!(naive[1], ("DO", month("2026-07")), "the naive sort makes the DO order late");
}

/// Where both are on time, the rated order comes first, whoever was booked earlier.
#[test]
fn dpas_delivers_rated_orders_first_among_those_on_time() {
    let scenario = one_a_month([0.0; 3])
        .order(order("A", "2026-09"))
        .order(
            Order::new("B", "B", "unit", month("2026-01"))
                .release(month("2026-01"))
                .quantity(1.0)
                .due(month("2026-03"))
                .rating("DX"),
        )
        .policy(Policy::dpas("dpas"))
        .build()
        .unwrap();
    let dpas = plan(&scenario, "dpas").unwrap();
    assert_eq!(completion(&dpas, "B"), "2026-01");
    assert_eq!(completion(&dpas, "A"), "2026-02");
}

/// Equal ratings in conflict: by required date, not by receipt (15 CFR 700.14(c)(1)).
#[test]
fn dpas_ties_go_by_required_date() {
    let signed = |id: &str, signed: &str, due: &str| {
        Order::new(id, id, "unit", month(signed))
            .quantity(1.0)
            .release(month("2026-04"))
            .due(month(due))
            .rating("DO")
    };
    let scenario = one_a_month([0.0; 3])
        .orders([signed("A", "2026-01", "2026-04"), signed("B", "2026-02", "2026-03")])
        .policy(Policy::dpas("dpas"))
        .build()
        .unwrap();
    let dpas = plan(&scenario, "dpas").unwrap();
    assert_eq!(completion(&dpas, "B"), "2026-04", "the earlier required date prevails");
    assert_eq!(completion(&dpas, "A"), "2026-05");
}

/// Inside a tier: an equal split gives each order the same share of every month, in whole units.
#[test]
fn equal_split_shares_each_month() {
    let orders = [("A", 2.0), ("B", 4.0)].map(|(id, quantity)| {
        Order::new(id, id, "unit", month("2026-01")).quantity(quantity).due(month("2026-01"))
    });
    let scenario = one_a_month([0.0; 3])
        .orders(orders)
        .policy(Policy::new("split", Tiers::new([Tier::new("all")]).inside(Inside::EqualSplit)))
        .build()
        .unwrap();
    let split = plan(&scenario, "split").unwrap();
    // A's share is 1/3 of a unit, 2/3, 1, …, B's twice that: B's first is whole by February, the
    // second of B and the first of A by March, for which A comes first.
    let months = |id: &str| -> Vec<Month> {
        let production = &split.order(id).unwrap().tranches[0].production;
        assert!(production.iter().all(|part| (part.quantity - 1.0).abs() < 1e-9), "{id}");
        production.iter().map(|part| part.month).collect()
    };
    assert_eq!(months("A"), ["2026-02", "2026-05"].map(month));
    assert_eq!(months("B"), ["2026-01", "2026-03", "2026-04", "2026-06"].map(month));
}

/// Released after due: the backlog until the release cannot be avoided, and is counted.
#[test]
fn release_after_due_is_backlog() {
    let scenario = one_a_month([0.0; 3])
        .order(order("A", "2026-02").release(month("2026-05")))
        .policy(Policy::tiers("all", [Tier::new("all")]))
        .build()
        .unwrap();
    let plan = plan(&scenario, "all").unwrap();
    assert_eq!(completion(&plan, "A"), "2026-05");
    assert_eq!(plan.order("A").unwrap().lateness, Some(3));
    assert!((plan.levels[0].objective - 3.0).abs() < 1e-9);
    assert_eq!(plan.backlog.total[..6], [0.0, 1.0, 1.0, 1.0, 0.0, 0.0]);
}

/// Equal weights, same product: the last word is due month, contract month, id.
#[test]
fn equals_go_by_due_contract_and_id() {
    let signed = |id: &str, signed: &str| {
        Order::new(id, id, "unit", month(signed)).quantity(1.0).due(month("2026-01"))
    };
    let scenario = one_a_month([0.0; 3])
        .orders([signed("C", "2025-05"), signed("B", "2025-06"), signed("A", "2025-06")])
        .policy(Policy::tiers("all", [Tier::new("all")]))
        .build()
        .unwrap();
    let plan = plan(&scenario, "all").unwrap();
    assert_eq!(completion(&plan, "C"), "2026-01");
    assert_eq!(completion(&plan, "A"), "2026-02");
    assert_eq!(completion(&plan, "B"), "2026-03");
}
