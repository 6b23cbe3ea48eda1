//! Customers who leave, lots and least shipments: worked out by hand, and on random
//! scenarios.

use crate::support::cases;
use crate::support::generator::{Draws, Feature, drawn};
use crate::support::months::month;
use crate::support::plans::{
    Fault, assert_engines_agree, assert_found, clean_plan, delivered, place, planned, prices_mut,
};
use apportion::check::Code;
use apportion::plan::{Plan, ResourceKind};
use apportion::planner::Planner;
use apportion::scenario::{
    Commitment, Gate, Line, Order, Partner, Policy, Product, Ramp, Scenario, ScenarioBuilder, Tier,
    Tranche,
};
use proptest::prelude::*;

fn order(id: &str, signed: i32, quantity: f64) -> Order {
    Order::new(id, id, "pump", month(signed)).quantity(quantity).due(month(1))
}

/// One hall that makes 10 pumps a month, each worth 3; `A` comes before `B`.
fn hall(a: Order, b: Order) -> ScenarioBuilder {
    Scenario::builder("hall", month(0), 6)
        .product(Product::new("pump").worth(3.0))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("A").attribute("merit", 2.0))
        .partner(Partner::new("B"))
        .order(a)
        .order(b)
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::tiers(
            "tiers",
            [Tier::new("high").at_least("merit", 2.0), Tier::new("low")],
        ))
}

#[test]
fn who_waits_too_long_leaves() {
    // A takes the months 0 and 1. B takes month 2, and leaves after it with 10 of its 20.
    let b = order("B", -2, 20.0).cancel_after(1);
    let scenario = hall(order("A", -3, 20.0), b).build().unwrap();
    for policy in ["queue", "tiers"] {
        let plan = clean_plan(&scenario, policy);
        assert_eq!(delivered(&plan, "B", 0), [(2, 10.0)], "{policy}");
        let b = plan.order("B").unwrap();
        assert_eq!((b.lost, b.completion, b.undelivered()), (10.0, None, 10.0));
        assert_eq!(b.tranches[0].until, Some(month(2)));
        // Due in month 1 and gone after month 2: nobody waits any more.
        assert_eq!(plan.backlog.partners["B"], [0.0, 20.0, 10.0, 0.0, 0.0, 0.0]);
        let loss = &plan.losses[0];
        assert_eq!((loss.partner.as_str(), loss.units, loss.value), ("B", 10.0, 30.0));
        let text = apportion::report::plan_text(&plan).to_string();
        assert!(text.contains("10 lost") && text.contains("a value of 30"), "{text}");
        assert_eq!(Plan::from_json(&plan.to_json().unwrap()).unwrap(), plan);
    }
    // 20 late in month 1, 10 of them made one month late. The others are lost after the two months
    // in which B is there, and 12 count on top, however long the horizon.
    let plan = clean_plan(&scenario, "tiers");
    assert_eq!(plan.levels[1].objective, 10.0 * 1.0 + 10.0 * (2.0 + 12.0));
}

#[test]
fn a_policy_serves_first_whom_it_would_lose() {
    // All weigh the same. A waits, B does not: A goes after B, though signed before.
    let b = order("B", -2, 20.0).cancel_after(0);
    let policy = Policy::tiers("alike", [Tier::new("all")]);
    let scenario = hall(order("A", -3, 20.0), b).policy(policy).build().unwrap();
    let plan = clean_plan(&scenario, "alike");
    assert!(plan.losses.is_empty());
    assert_eq!(delivered(&plan, "B", 0), [(0, 10.0), (1, 10.0)]);
    assert_eq!(delivered(&plan, "A", 0), [(2, 10.0), (3, 10.0)]);
}

#[test]
fn a_tranche_may_have_a_limit_of_its_own() {
    let b = Order::new("B", "B", "pump", month(-2))
        .due(month(1))
        .cancel_after(0)
        .tranche(Tranche::new(5.0))
        .tranche(Tranche::new(8.0).cancel_after(3));
    let plan = clean_plan(&hall(order("A", -3, 20.0), b).build().unwrap(), "tiers");
    let b = plan.order("B").unwrap();
    assert_eq!((b.tranches[0].lost, b.tranches[1].lost), (5.0, 0.0));
    assert_eq!(delivered(&plan, "B", 1), [(2, 8.0)]);
}

#[test]
fn lots_are_delivered_whole() {
    // 10 and 20 are made by months 0 and 1: one lot of 6, then three, and the rest.
    let a = order("A", -3, 20.0).lot(6.0);
    let plan = clean_plan(&hall(a, order("B", -2, 5.0)).build().unwrap(), "queue");
    assert_eq!(delivered(&plan, "A", 0), [(0, 6.0), (1, 14.0)]);
    // 25 are 24 in lots of 6 by month 2, in which the last one is complete.
    let a = order("A", -3, 25.0).lot(6.0);
    let plan = clean_plan(&hall(a, order("B", -2, 5.0)).build().unwrap(), "queue");
    assert_eq!(delivered(&plan, "A", 0), [(0, 6.0), (1, 12.0), (2, 7.0)]);
    assert_eq!(plan.order("A").unwrap().on_time, 18.0);
}

#[test]
fn shipments_wait_until_they_are_large_enough() {
    // 10 a month of 45: 10 are too few, 20 go; 10 more are too few, 20 go; the rest goes.
    let a = order("A", -3, 45.0).least_shipment(15.0);
    let plan = clean_plan(&hall(a, order("B", -2, 5.0)).build().unwrap(), "queue");
    assert_eq!(delivered(&plan, "A", 0), [(1, 20.0), (3, 20.0), (4, 5.0)]);
    // With lots of 8, 20 made are 16 to deliver.
    let a = order("A", -3, 45.0).least_shipment(15.0).lot(8.0);
    let plan = clean_plan(&hall(a, order("B", -2, 5.0)).build().unwrap(), "queue");
    assert_eq!(delivered(&plan, "A", 0), [(1, 16.0), (3, 24.0), (4, 5.0)]);
}

/// B may have pumps from February on, and takes none before April.
#[test]
fn an_open_gate_is_no_release() {
    let b = order("B", -2, 5.0).release(month(3));
    let gate = Gate::new(["pump"]).at_least("class", 1.0);
    let of = |id: &str, from: i32| {
        Partner::new(id).attribute("class", 0.0).attribute_from(month(from), "class", 1.0)
    };
    let plan = |from: i32| {
        let scenario = Scenario::builder("hall", month(0), 6)
            .product(Product::new("pump"))
            .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
            .partner(of("B", from))
            .order(b.clone())
            .policy(Policy::tiers("tiers", [Tier::new("all")]).gate(gate.clone()))
            .build()
            .unwrap();
        delivered(&clean_plan(&scenario, "tiers"), "B", 0)
    };
    assert_eq!(plan(1), [(3, 5.0)]);
    assert_eq!(plan(4), [(4, 5.0)]);
}

/// One a month. The first tranche is due in February and can be delivered from March on, the second
/// is due in May and can be from January on: what is due first has its months first, and the second
/// what is left around them.
#[test]
fn of_an_order_in_a_queue_what_is_due_first_goes_first() {
    let a = Order::new("A", "A", "pump", month(-3))
        .tranche(Tranche::new(2.0).due(month(1)).release(month(2)))
        .tranche(Tranche::new(3.0).due(month(4)).release(month(0)));
    let scenario = Scenario::builder("hall", month(0), 6)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
        .partner(Partner::new("A"))
        .order(a)
        .policy(Policy::first_come_first_served("queue"))
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "queue");
    assert_eq!(delivered(&plan, "A", 0), [(2, 1.0), (3, 1.0)]);
    assert_eq!(delivered(&plan, "A", 1), [(0, 1.0), (1, 1.0), (4, 1.0)]);
}

/// Ten each, both due in March, when nobody is late. B is of the higher tier then, though not in
/// January: it comes first among equals, though A was signed before.
#[test]
fn equals_come_by_their_tier_in_the_due_month() {
    let partner = |id: &str, before: f64, after: f64| {
        Partner::new(id).attribute("merit", before).attribute_from(month(1), "merit", after)
    };
    let order = |id: &str, signed: i32| {
        Order::new(id, id, "pump", month(signed)).quantity(10.0).due(month(2))
    };
    let scenario = Scenario::builder("hall", month(0), 6)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(partner("A", 2.0, 1.0))
        .partner(partner("B", 1.0, 2.0))
        .order(order("A", -3))
        .order(order("B", -2))
        .policy(Policy::tiers(
            "tiers",
            [Tier::new("high").at_least("merit", 2.0), Tier::new("low")],
        ))
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "tiers");
    assert_eq!(delivered(&plan, "B", 0), [(0, 10.0)]);
    assert_eq!(delivered(&plan, "A", 0), [(1, 10.0)]);
}

/// Of orders of one rating that can all be on time the one with the earlier required date comes
/// first, though the other was received before it and has the smaller id.
#[test]
fn ratings_serve_whoever_is_on_time_by_required_date() {
    let order = |id: &str, signed: i32, due: i32| {
        let order = Order::new(id, "A", "pump", month(signed)).quantity(10.0);
        order.due(month(due)).rating("DO")
    };
    let scenario = Scenario::builder("hall", month(0), 6)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("A"))
        .order(order("A-1", -2, 3))
        .order(order("B-1", -1, 2))
        .policy(Policy::dpas("dpas"))
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "dpas");
    assert_eq!(delivered(&plan, "B-1", 0), [(0, 10.0)]);
    assert_eq!(delivered(&plan, "A-1", 0), [(1, 10.0)]);
}

#[test]
fn an_order_has_its_share_of_a_month_and_no_more() {
    // A may take 4 a month over both of its tranches; B takes the rest.
    let a = Order::new("A", "A", "pump", month(-3))
        .due(month(1))
        .most_per_month(4.0)
        .tranche(Tranche::new(6.0))
        .tranche(Tranche::new(4.0).due(month(2)));
    let scenario = hall(a, order("B", -2, 20.0)).build().unwrap();
    let plan = clean_plan(&scenario, "queue");
    assert_eq!(delivered(&plan, "A", 0), [(0, 4.0), (1, 2.0)]);
    assert_eq!(delivered(&plan, "A", 1), [(1, 2.0), (2, 2.0)]);
    assert_eq!(delivered(&plan, "B", 0), [(0, 6.0), (1, 6.0), (2, 8.0)]);
    // The second tranche is not due before month 2, in which 4 can be made: B, who is due
    // in month 1, has all else of that.
    let plan = clean_plan(&scenario, "tiers");
    assert_eq!(delivered(&plan, "A", 0), [(0, 4.0), (1, 2.0)]);
    assert_eq!(delivered(&plan, "A", 1), [(2, 4.0)]);
    assert_eq!(delivered(&plan, "B", 0), [(0, 6.0), (1, 8.0), (2, 6.0)]);
    assert_eq!(plan.levels[0].objective, 0.0);
}

#[test]
fn limits_hold_over_several_lines() {
    let a = order("A", -3, 20.0).most_per_month(7.0);
    let line = Line::new("annexe", Ramp::flat(5.0)).makes("pump");
    let scenario = hall(a, order("B", -2, 30.0)).line(line).build().unwrap();
    let plan = clean_plan(&scenario, "tiers");
    assert_eq!(delivered(&plan, "A", 0), [(0, 7.0), (1, 7.0), (2, 6.0)]);
    assert_eq!(delivered(&plan, "B", 0), [(0, 8.0), (1, 8.0), (2, 9.0), (3, 5.0)]);
    // 6 of A are one month late, and each unit of its limit in months 0 and 1 saves one.
    assert_eq!(plan.levels[0].objective, 6.0);
    let prices = plan.levels[0].prices.as_ref().unwrap();
    assert_eq!(prices[place(&plan, ResourceKind::Limit, 0)][..3], [1.0, 1.0, 0.0]);
    // A limit is a cause of conflicts, too.
    let promise = Commitment::new("A", 15.0, month(1));
    let scenario = scenario.to_builder().commitment(promise).build().unwrap();
    let error = Planner::new().plan(&scenario, scenario.policy("tiers").unwrap()).unwrap_err();
    let text = error.to_string();
    assert!(text.contains("monthly limit of order A, 2026-01 to 2026-02: room of 14"), "{text}");
}

#[test]
fn spoilt_limits_are_found() {
    let a = order("A", -3, 20.0).most_per_month(7.0);
    let scenario = hall(a, order("B", -2, 5.0)).build().unwrap();
    let plan = clean_plan(&scenario, "tiers");
    let faults: &[Fault<'_>] = &[
        ("too much in a month", Code::MonthlyLimit, &|plan| {
            let made = &mut plan.orders[0].tranches[0].production;
            made[0].quantity += 1.0;
            made[1].quantity -= 1.0;
        }),
        ("no prices of limits", Code::PricesShape, &|plan| {
            let limit = place(plan, ResourceKind::Limit, 0);
            plan.levels[0].prices.as_mut().unwrap().remove(limit);
        }),
        ("a price below zero", Code::PriceInvalid, &|plan| {
            prices_mut(plan, 0, ResourceKind::Limit, 0)[0] = -1.0;
        }),
        ("a price too few", Code::BoundUnproven, &|plan| {
            prices_mut(plan, 0, ResourceKind::Limit, 0).fill(0.0);
        }),
    ];
    assert_found(&scenario, &plan, faults);
}

#[test]
fn terms_survive_writing_and_tables() {
    let a = order("A", -3, 20.0).lot(6.0).least_shipment(12.0).cancel_after(4);
    let a = a.most_per_month(9.0);
    let scenario = hall(a, order("B", -2, 5.0)).build().unwrap();
    assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap()).unwrap(), scenario);
    assert_eq!(Scenario::from_json(&scenario.to_json().unwrap()).unwrap(), scenario);
    let table = "id,partner,product,signed,due,quantity,cancel_after,lot,least_shipment,most_per_month\n\
                 A,A,pump,2025-10,2026-02,20,4,6,12,9\n";
    let orders = Order::from_csv(table.as_bytes()).unwrap();
    assert_eq!(orders[..], scenario.orders()[..1]);
    let wrong = table.replace(",4,", ",soon,");
    let error = Order::from_csv(wrong.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("E701 line 2, at cancel_after = soon"), "{error}");
}

#[test]
fn spoilt_losses_are_found() {
    let b = order("B", -2, 20.0).cancel_after(1).lot(5.0).least_shipment(10.0);
    let scenario = hall(order("A", -3, 20.0), b).build().unwrap();
    let plan = clean_plan(&scenario, "tiers");
    let faults: &[Fault<'_>] = &[
        ("made after leaving", Code::CustomerGone, &|plan| {
            let made = &mut plan.orders[1].tranches[0].production;
            made[0].month = month(3);
        }),
        ("waits for ever", Code::TrancheFact, &|plan| plan.orders[1].tranches[0].until = None),
        ("less lost of a tranche", Code::Lost, &|plan| plan.orders[1].tranches[0].lost = 9.0),
        ("less lost of an order", Code::Lost, &|plan| plan.orders[1].lost = 0.0),
        ("no loss", Code::LossList, &|plan| plan.losses.clear()),
        ("another value", Code::LossList, &|plan| plan.losses[0].value = 10.0),
        ("still waiting", Code::OrderBacklog, &|plan| {
            plan.orders[1].backlog.pop();
        }),
        ("a part of a lot", Code::Deliveries, &|plan| {
            plan.orders[1].tranches[0].deliveries[0].quantity = 9.0;
        }),
    ];
    assert_found(&scenario, &plan, faults);
}

/// A generated scenario with terms of delivery.
fn terms() -> Draws {
    drawn().with([
        Feature::Cancellations,
        Feature::Lots,
        Feature::Shipments,
        Feature::MonthlyLimits,
        Feature::Score,
    ])
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn plans_hold(case in terms()) {
        for policy in case.policies() {
            planned(&case, policy.id().as_str());
        }
    }

    #[test]
    fn engines_agree(case in terms()) {
        assert_engines_agree(&case, "score", 1e-7);
    }
}
