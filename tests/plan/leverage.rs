//! What a step more of each line and component saves, against plans of the changed scenario,
//! and the warning where prices say otherwise.

use crate::support::months::month;
use apportion::planner::{PlanError, Planner};
use apportion::prices::Leverage;
use apportion::scenario::{Component, Line, Order, Partner, Policy, Product, Ramp, Scenario, Tier};

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
