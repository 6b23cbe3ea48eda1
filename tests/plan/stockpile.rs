//! Products made ahead: worked out by hand, and on random scenarios.

use crate::support::cases;
use crate::support::generator::{Draws, Feature, drawn};
use crate::support::months::month;
use crate::support::plans::{
    Fault, assert_engines_agree, assert_found, assert_stopped_holds, clean_plan, delivered, place,
    planned, prices_mut, produced, used, used_mut, with_orders,
};
use apportion::check::Code;
use apportion::plan::{Plan, ResourceKind};
use apportion::scenario::{
    Commitment, Line, Order, Partner, Policy, Product, Ramp, Scenario, ScenarioBuilder, Stockpile,
    Tier,
};
use proptest::prelude::*;

/// One hall that makes 10 pumps a month; `A` wants 30 by month 3 and takes none before
/// month 2.
fn hall(stockpile: Option<Stockpile>) -> ScenarioBuilder {
    let pump = Product::new("pump");
    let pump = match stockpile {
        Some(stockpile) => pump.stockpile(stockpile),
        None => pump,
    };
    Scenario::builder("hall", month(0), 6)
        .product(pump)
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("A"))
        .order(
            Order::new("A", "A", "pump", month(0)).quantity(30.0).release(month(2)).due(month(3)),
        )
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::tiers("all", [Tier::new("all")]))
}

#[test]
fn what_is_made_ahead_is_delivered_at_release() {
    let to_order = clean_plan(&hall(None).build().unwrap(), "all");
    assert_eq!(delivered(&to_order, "A", 0), [(2, 10.0), (3, 10.0), (4, 10.0)]);
    assert!(to_order.resources_of(ResourceKind::Store).next().is_none());

    let plan = clean_plan(&hall(Some(Stockpile::new())).build().unwrap(), "all");
    assert_eq!(delivered(&plan, "A", 0), [(2, 30.0)]);
    let hall = || "hall".to_owned();
    assert_eq!(produced(&plan, "A", 0), [(0, hall(), 10.0), (1, hall(), 10.0), (2, hall(), 10.0)]);
    let stock = used(&plan, ResourceKind::Store, 0);
    assert_eq!(stock.offered, [10.0, 10.0, 10.0, 0.0, 0.0, 0.0].map(Some));
    assert_eq!(stock.used, [0.0, 0.0, 30.0, 0.0, 0.0, 0.0]);
    assert_eq!(stock.left, [10.0, 20.0, 0.0, 0.0, 0.0, 0.0]);
    // 10 and 20 are in stock at the end of the first two months.
    let held = plan.levels.iter().find(|level| level.name == "stock held").unwrap();
    assert_eq!(held.objective, 30.0);
    let text = apportion::report::plan_text(&plan).to_string();
    assert!(text.contains("Made ahead"), "{text}");
    assert_eq!(Plan::from_json(&plan.to_json().unwrap()).unwrap(), plan);
}

/// What the level counts from is a thousand million times what is held: rounding of the one is
/// nothing of the other.
#[test]
fn little_stock_of_very_much() {
    let order = |id: &str, due: i32, quantity: f64| {
        Order::new(id, "A", "pump", month(0)).quantity(quantity).release(month(due)).due(month(due))
    };
    let mut builder = Scenario::builder("hall", month(0), 120)
        .product(Product::new("pump").stockpile(Stockpile::new()))
        .line(Line::new("hall", Ramp::flat(1e7)).makes("pump"))
        .partner(Partner::new("A"))
        .policy(Policy::tiers("all", [Tier::new("all")]));
    for due in 1..100 {
        // One unit more than the line makes, every tenth month, and one less in those before.
        let other = if due % 10 == 0 {
            1.0
        } else if due % 10 == 9 {
            -1.0
        } else {
            0.0
        };
        builder = builder.order(order(&format!("A{due:02}"), due, 1e7 + other));
    }
    let plan = clean_plan(&builder.build().unwrap(), "all");
    let held = plan.levels.iter().find(|level| level.name == "stock held").unwrap();
    assert!((held.objective - 9.0).abs() < 1e-3, "{}", held.objective);
    assert!(held.gap().unwrap().abs() < 1e-3, "{held:?}");
}

#[test]
fn a_store_holds_so_much_and_is_filled_late() {
    // 5 can be kept: they are made in month 1, not before.
    let scenario = hall(Some(Stockpile::new().limit(5.0))).build().unwrap();
    let plan = clean_plan(&scenario, "all");
    assert_eq!(delivered(&plan, "A", 0), [(2, 15.0), (3, 10.0), (4, 5.0)]);
    let stock = used(&plan, ResourceKind::Store, 0);
    assert_eq!(stock.offered, [0.0, 5.0, 10.0, 10.0, 5.0, 0.0].map(Some));
    assert_eq!(stock.left, [0.0, 5.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap()).unwrap(), scenario);
    assert_eq!(Scenario::from_json(&scenario.to_json().unwrap()).unwrap(), scenario);
}

/// One order alone: nobody's rule has to choose.
#[test]
fn rules_make_ahead_as_the_optimum_does() {
    for limit in [None, Some(5.0)] {
        let stock = limit.map_or_else(Stockpile::new, |limit| Stockpile::new().limit(limit));
        let scenario = hall(Some(stock)).policy(Policy::pro_rata("shares")).build().unwrap();
        let best = clean_plan(&scenario, "all");
        let queue = clean_plan(&scenario, "queue");
        assert_eq!(queue.orders, best.orders);
        assert_eq!(queue.resources, best.resources);
        // Who shares out does not look ahead: what is left of a month is used at once.
        let shares = clean_plan(&scenario, "shares");
        assert_eq!(delivered(&shares, "A", 0), delivered(&best, "A", 0));
    }
}

#[test]
fn what_weighs_more_is_held_less() {
    // Both products are wanted in month 2, of which the hall makes half: one of them is
    // made before, and it is the one that weighs less.
    let order =
        |id: &str| Order::new(id, "A", id, month(0)).quantity(5.0).release(month(1)).due(month(1));
    let scenario = Scenario::builder("two", month(0), 3)
        .product(Product::new("a").stockpile(Stockpile::new().holding(2.0)))
        .product(Product::new("b").stockpile(Stockpile::new()))
        .line(Line::new("hall", Ramp::flat(5.0)).makes("a").makes("b"))
        .partner(Partner::new("A"))
        .order(order("a"))
        .order(order("b"))
        .policy(Policy::tiers("all", [Tier::new("all")]))
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "all");
    assert_eq!(used(&plan, ResourceKind::Store, 0).offered, [0.0, 5.0, 0.0].map(Some));
    assert_eq!(used(&plan, ResourceKind::Store, 1).offered, [5.0, 0.0, 0.0].map(Some));
}

/// Ten are wanted in month 1, of which the hall makes five. All are taken in one month, so the
/// first made are those of the first order by its id, though the other was signed before.
#[test]
fn of_one_month_the_first_made_go_to_the_first_order() {
    let order = |id: &str, signed: i32| {
        let order = Order::new(id, "A", "pump", month(signed)).quantity(5.0);
        order.release(month(1)).due(month(1))
    };
    let scenario = Scenario::builder("two", month(0), 3)
        .product(Product::new("pump").stockpile(Stockpile::new()))
        .line(Line::new("hall", Ramp::flat(5.0)).makes("pump"))
        .partner(Partner::new("A"))
        .order(order("A-1", 0))
        .order(order("B-1", -1))
        .policy(Policy::tiers("all", [Tier::new("all")]))
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "all");
    for (id, made) in [("A-1", 0), ("B-1", 1)] {
        assert_eq!(delivered(&plan, id, 0), [(1, 5.0)], "{id}");
        assert_eq!(produced(&plan, id, 0), [(made, "hall".to_owned(), 5.0)], "{id}");
    }
}

/// Five a month, which either of two halls can make: all on the first by its id.
#[test]
fn what_either_line_can_make_ahead_is_made_on_the_first() {
    let order = |index: i32| {
        let order = Order::new(format!("A-{index}"), "A", "pump", month(0)).quantity(5.0);
        order.release(month(index)).due(month(index))
    };
    let scenario = Scenario::builder("two halls", month(0), 8)
        .product(Product::new("pump").stockpile(Stockpile::new()))
        .line(Line::new("east", Ramp::flat(5.0)).makes("pump"))
        .line(Line::new("west", Ramp::flat(5.0)).makes("pump"))
        .partner(Partner::new("A"))
        .orders((0..8).map(order))
        .policy(Policy::tiers("all", [Tier::new("all")]))
        .build()
        .unwrap();
    let plan = clean_plan(&scenario, "all");
    assert_eq!(used(&plan, ResourceKind::Line, 0).used, [5.0; 8]);
    assert_eq!(used(&plan, ResourceKind::Line, 1).used, [0.0; 8]);
}

#[test]
fn commitments_and_limits_are_about_what_is_taken() {
    let scenario = hall(Some(Stockpile::new()));
    let scenario = scenario.commitment(Commitment::new("A", 25.0, month(2))).build().unwrap();
    let plan = clean_plan(&scenario, "all");
    assert_eq!((plan.commitments[0].kept, plan.levels[0].objective), (25.0, 0.0));
    assert_eq!(delivered(&plan, "A", 0), [(2, 30.0)]);

    let order = Order::new("A", "A", "pump", month(0)).quantity(30.0).release(month(2));
    let scenario = with_orders(&hall(Some(Stockpile::new())).build().unwrap(), |_| {
        order.clone().due(month(3)).most_per_month(12.0)
    });
    let plan = clean_plan(&scenario, "all");
    assert_eq!(delivered(&plan, "A", 0), [(2, 12.0), (3, 12.0), (4, 6.0)]);
    // As late as possible: 12 until month 2, 10 and 2 from before in month 3, 6 in month 4.
    let made = [0.0, 4.0, 10.0, 10.0, 6.0, 0.0].map(Some);
    assert_eq!(used(&plan, ResourceKind::Store, 0).offered, made);
}

#[test]
fn spoilt_stocks_are_found() {
    let scenario = hall(Some(Stockpile::new().limit(5.0))).build().unwrap();
    let plan = clean_plan(&scenario, "all");
    let faults: &[Fault<'_>] = &[
        ("made too early for the store", Code::StockBalance, &|plan| {
            let made = &mut plan.orders[0].tranches[0].production;
            made[0].quantity = 6.0;
            made[1].quantity = 9.0;
        }),
        ("taken before it is made", Code::StockBalance, &|plan| {
            let taken = &mut plan.orders[0].tranches[0].taken;
            taken[0].quantity = 16.0;
            taken[1].quantity = 9.0;
        }),
        ("taken before release", Code::Release, &|plan| {
            plan.orders[0].tranches[0].taken[0].month = month(1);
        }),
        ("taken too often", Code::Quantity, &|plan| {
            plan.orders[0].tranches[0].taken[2].quantity = 6.0;
        }),
        ("taken nothing", Code::Amount, &|plan| {
            plan.orders[0].tranches[0].taken[2].quantity = 0.0;
        }),
        ("taken after the end", Code::Month, &|plan| {
            plan.orders[0].tranches[0].taken[2].month = month(6);
        }),
        ("taken in any order", Code::CellSequence, &|plan| {
            plan.orders[0].tranches[0].taken.reverse();
        }),
        ("another stock", Code::ResourceLeft, &|plan| {
            used_mut(plan, ResourceKind::Store, 0).left[1] = 4.0;
        }),
        ("no stocks", Code::ResourceList, &|plan| {
            plan.resources.retain(|part| part.kind() != ResourceKind::Store);
        }),
        ("no prices of stocks", Code::PricesShape, &|plan| {
            let store = place(plan, ResourceKind::Store, 0);
            plan.levels[0].prices.as_mut().unwrap().remove(store);
        }),
        ("stocks without price", Code::BoundUnproven, &|plan| {
            prices_mut(plan, 0, ResourceKind::Store, 0).fill(0.0);
        }),
        ("held for nothing", Code::Objective, &|plan| {
            let held = plan.levels.iter_mut().find(|level| level.name == "stock held");
            held.unwrap().objective = 0.0;
        }),
    ];
    assert_found(&scenario, &plan, faults);
    let plan = clean_plan(&hall(None).build().unwrap(), "all");
    let faults: &[Fault<'_>] = &[("taken from no stock", Code::StockTaken, &|plan| {
        let tranche = &mut plan.orders[0].tranches[0];
        tranche.taken = tranche.deliveries.clone();
    })];
    assert_found(&hall(None).build().unwrap(), &plan, faults);
}

/// A generated scenario in which products are kept in stock.
fn stocked() -> Draws {
    drawn().with([Feature::Stockpiles, Feature::Score, Feature::Tiers])
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn plans_hold(case in stocked()) {
        for policy in case.policies() {
            planned(&case, policy.id().as_str());
        }
    }

    #[test]
    fn engines_agree(case in stocked()) {
        assert_engines_agree(&case, "score", 1e-7);
    }

    #[test]
    fn stopped_plans_hold(case in stocked(), pivots in 0..60_u64) {
        for policy in ["score", "tiers"] {
            assert_stopped_holds(&case, policy, pivots);
        }
    }
}
