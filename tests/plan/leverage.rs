//! What a step more of each line and component saves, against plans of the changed scenario,
//! and the warning where prices say otherwise.

use crate::support::months::month;
use apportion::planner::{PlanError, Planner};
use apportion::prices::Leverage;
use apportion::scenario::{
    Cap, Component, Line, Order, Partner, Policy, Product, Ramp, Scenario, Stockpile, Tier,
};

/// Two products with a line each. The fast line is short of one unit at the beginning and
/// has room after that: the first unit more saves a lot, the second nothing. The slow line
/// is short for ever, of little each month.
fn expiring(fast: f64, slow: f64) -> Scenario {
    let order = |id: &str, product: &str, quantity: f64, urgency: f64| {
        Order::new(id, "all", product, month(0)).quantity(quantity).due(month(0)).urgency(urgency)
    };
    Scenario::builder("expiring", month(0), 12)
        .product(Product::new("pump"))
        .product(Product::new("valve"))
        .line(Line::new("fast", Ramp::flat(100.0 * fast)).makes("pump"))
        .line(Line::new("slow", Ramp::flat(50.0 * slow)).makes("valve"))
        .partner(Partner::new("all"))
        .order(order("A", "pump", 101.0, 60.0))
        .order(order("B", "valve", 200.0, 1.0))
        .policy(Policy::tiers("tiers", [Tier::new("all")]))
        .policy(Policy::first_come_first_served("queue"))
        .build()
        .unwrap()
}

fn backlog(scenario: &Scenario) -> f64 {
    let policy = scenario.policy("tiers").unwrap();
    Planner::new().plan(scenario, policy).unwrap().finished().unwrap().levels[0].objective
}

fn leverage(scenario: &Scenario, step: f64) -> Result<Leverage, PlanError> {
    Planner::new().leverage(scenario, scenario.policy("tiers").unwrap(), 1, step)
}

#[test]
fn what_is_saved_is_the_difference_of_plans() {
    let scenario = expiring(1.0, 1.0);
    let before = backlog(&scenario);
    for step in [0.01, 0.1, 0.5] {
        let found = leverage(&scenario, step).unwrap();
        let of = |id: &str| found.rows.iter().find(|row| row.part.id.as_str() == id).unwrap();
        let more = 1.0 + step;
        let (fast, slow) = (of("fast").saved, of("slow").saved);
        assert!((fast - (before - backlog(&expiring(more, 1.0)))).abs() < 1e-6, "{step}");
        assert!((slow - (before - backlog(&expiring(1.0, more)))).abs() < 1e-6, "{step}");
        let both = before - backlog(&expiring(more, more));
        assert!((found.together - both).abs() < 1e-6, "{step}");
        // Each line has a product of its own.
        assert!(found.synergy().abs() < 1e-6, "{step}");
    }
}

/// By hand: one pump is a month late, at weight 60. Ten more a month save that one, 60. Valves
/// come in four months: 50 each 0, 1, 2 and 3 late, 300 in all; with 55, 55 · (0 + 1 + 2) and
/// the last 35 three late are 270, so that 30 are saved.
/// The price of the fast line promises 60 for each of ten pumps in the first month.
#[test]
fn prices_that_expire_are_told() {
    let scenario = expiring(1.0, 1.0);
    let found = leverage(&scenario, 0.1).unwrap();
    assert_eq!(found.rows[0].part.id.as_str(), "fast");
    assert!((found.rows[0].saved - 60.0).abs() < 1e-9, "{found:?}");
    assert!((found.rows[0].promised - 600.0).abs() < 1e-9, "{found:?}");
    assert!((found.rows[1].saved - 30.0).abs() < 1e-9, "{found:?}");
    assert!(found.misled().is_empty());

    // With half as many again, 60 are saved as before, but valves take 75, 75 and 50: 175
    // unit-months, and 125 are saved.
    let found = leverage(&scenario, 0.5).unwrap();
    assert_eq!(found.rows[0].part.id.as_str(), "slow");
    assert!((found.rows[0].saved - 125.0).abs() < 1e-9, "{found:?}");
    let misled = found.misled();
    assert_eq!(misled.len(), 1);
    assert_eq!(
        (misled[0].promising.part.id.as_str(), misled[0].better.part.id.as_str()),
        ("fast", "slow")
    );
    let text = found.to_string();
    assert!(text.contains("Prices mislead: they put fast"), "{text}");
    assert_eq!(Leverage::from_json(&found.to_json().unwrap()).unwrap(), found);
    assert_eq!(found.to_csv().lines().count(), 3);
}

/// A line and its component run out together: more of one alone saves nothing.
#[test]
fn parts_that_need_each_other() {
    let scenario = Scenario::builder("pair", month(0), 12)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump"))
        .component(Component::new("seal", Ramp::flat(10.0)).needed("pump", 1.0))
        .partner(Partner::new("all"))
        .order(Order::new("A", "all", "pump", month(0)).quantity(60.0).due(month(0)))
        .policy(Policy::tiers("tiers", [Tier::new("all")]))
        .build()
        .unwrap();
    let found = leverage(&scenario, 0.5).unwrap();
    assert!(found.rows.iter().all(|row| row.saved == 0.0), "{found:?}");
    // 10 each month, 0 to 5 late: 150. With 15, 0 to 3 late: 90.
    assert!((found.together - 60.0).abs() < 1e-9 && (found.synergy() - 60.0).abs() < 1e-9);
    assert!(found.to_string().contains("they need each other"));
}

/// Five a month. By a cap L may have two of them in January; the other two of its four are a
/// month late, and so is one of the two of M, who takes one a month. Half as much again is one
/// more by the cap, in January alone, where it holds; that saves one. Of the hall it is ten in
/// four months, which save nothing. A limit or a store is nothing that one has more of.
#[test]
fn a_step_is_of_what_there_is_where_it_bounds() {
    let order = |id: &str, partner: &str, quantity: f64| {
        Order::new(id, partner, "pump", month(-3)).quantity(quantity).due(month(0))
    };
    let scenario = Scenario::builder("capped", month(0), 4)
        .product(Product::new("pump"))
        .product(Product::new("valve").stockpile(Stockpile::new().limit(3.0)))
        .line(Line::new("hall", Ramp::flat(5.0)).makes("pump").makes("valve"))
        .partner(Partner::new("low"))
        .partner(Partner::new("high"))
        .order(order("L", "low", 4.0))
        .order(order("M", "high", 2.0).most_per_month(1.0))
        .cap(Cap::of_line("two", "hall").for_partner("low").amount(2.0).to(month(0)))
        .policy(Policy::tiers("tiers", [Tier::new("all")]))
        .build()
        .unwrap();
    let found = leverage(&scenario, 0.5).unwrap();
    let rows = found.rows.iter().map(|row| (row.part.id.as_str(), row.units, row.saved));
    assert_eq!(rows.collect::<Vec<_>>(), [("two", 1.0, 1.0), ("hall", 10.0, 0.0)]);
    assert_eq!(found.together, 1.0);
}

/// H has two of the four of January, L the other two of its six: four are a month late. Of six a
/// month it has four, and two are late. The tier of H has nothing that could be saved.
#[test]
fn each_level_has_its_own() {
    let order = |id: &str, quantity: f64| {
        Order::new(id, id, "pump", month(-3)).quantity(quantity).due(month(0))
    };
    let scenario = Scenario::builder("strict", month(0), 4)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(4.0)).makes("pump"))
        .partner(Partner::new("H").attribute("rank", 1.0))
        .partner(Partner::new("L").attribute("rank", 2.0))
        .order(order("H", 2.0))
        .order(order("L", 6.0))
        .policy(Policy::tiers(
            "tiers",
            [Tier::new("first").at_most("rank", 1.0), Tier::new("rest")],
        ))
        .build()
        .unwrap();
    let policy = scenario.policy("tiers").unwrap();
    for (level, saved) in [(1, 0.0), (2, 2.0)] {
        let found = Planner::new().leverage(&scenario, policy, level, 0.5).unwrap();
        assert_eq!((found.level, found.rows[0].saved, found.together), (level, saved, saved));
    }
}

/// Two valves of weight 1 are a month late, and one pump of weight 2: five more of either line
/// save two. At a price of 1 the five of the valves promise five, at 2 those of the pumps ten.
#[test]
fn of_what_saves_alike_the_more_promising_comes_first() {
    let order = |id: &str, product: &str, quantity: f64, urgency: f64| {
        Order::new(id, "all", product, month(0)).quantity(quantity).due(month(0)).urgency(urgency)
    };
    let scenario = Scenario::builder("alike", month(0), 4)
        .product(Product::new("pump"))
        .product(Product::new("valve"))
        .line(Line::new("a", Ramp::flat(10.0)).makes("valve"))
        .line(Line::new("b", Ramp::flat(10.0)).makes("pump"))
        .partner(Partner::new("all"))
        .order(order("A", "valve", 12.0, 1.0))
        .order(order("B", "pump", 11.0, 2.0))
        .policy(Policy::tiers("tiers", [Tier::new("all")]))
        .build()
        .unwrap();
    let found = leverage(&scenario, 0.5).unwrap();
    let rows = found.rows.iter().map(|row| (row.part.id.as_str(), row.saved, row.promised));
    assert_eq!(rows.collect::<Vec<_>>(), [("b", 2.0, 10.0), ("a", 2.0, 5.0)]);
}

/// Saved and promised: a 5 and 5, b 3 and 7, c 3 and 4, d 1 and 9. D promises more than a, which
/// saves more, and so does b; a and c have nobody who saves more and promises less.
#[test]
fn who_promises_more_than_the_better_is_named_the_boldest_first() {
    let row = |(id, saved, promised): (&str, f64, f64)| {
        let part = serde_json::json!({ "kind": "line", "id": id });
        serde_json::json!({ "part": part, "units": 1.0, "promised": promised, "saved": saved })
    };
    let rows = [("a", 5.0, 5.0), ("b", 3.0, 7.0), ("c", 3.0, 4.0), ("d", 1.0, 9.0)].map(row);
    let leverage = serde_json::json!({
        "scenario": "s", "policy": "p", "level": 1, "name": "backlog", "step": 0.1,
        "rows": rows, "together": 12.0,
    });
    let leverage = Leverage::from_json(&leverage.to_string()).unwrap();
    let misled = leverage.misled();
    let pairs = misled.iter().map(|pair| (pair.promising.part.id.as_str(), &*pair.better.part.id));
    assert_eq!(pairs.collect::<Vec<_>>(), [("d", "a"), ("b", "a")]);
}

#[test]
fn what_makes_no_sense_is_refused() {
    let scenario = expiring(1.0, 1.0);
    for step in [0.0, -0.1, f64::NAN, f64::INFINITY] {
        assert!(matches!(leverage(&scenario, step), Err(PlanError::Step(_))));
    }
    let tiers = scenario.policy("tiers").unwrap();
    let queue = scenario.policy("queue").unwrap();
    let planner = Planner::new();
    for level in [0, 99] {
        let answer = planner.leverage(&scenario, tiers, level, 0.1);
        assert!(matches!(answer, Err(PlanError::UnknownLevel { .. })));
    }
    assert!(matches!(planner.leverage(&scenario, queue, 1, 0.1), Err(PlanError::NoPrices(_))));
}
