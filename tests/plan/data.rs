//! The scenarios in `examples/data`: they load, they plan under every policy, and what
//! their comments promise holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::support::plans::used;
use apportion::plan::{Plan, ResourceKind, Status};
use apportion::planner::plan;
use apportion::scenario::{Month, Scenario};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/data")
}

fn load(name: &str) -> Scenario {
    Scenario::from_path(data().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A scenario file and a plan for each of its policies.
struct Case {
    scenario: Scenario,
    plans: BTreeMap<String, Plan>,
}

/// Every scenario file of the folder, planned once for all tests.
static ALL: LazyLock<BTreeMap<String, Case>> = LazyLock::new(|| {
    let paths = fs::read_dir(data()).unwrap().map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|kind| kind == "toml" || kind == "json"))
        .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
        .map(|name| {
            let scenario = load(&name);
            let policies = scenario.policies().iter().map(|policy| policy.id().to_string());
            let plans = policies
                .map(|id| {
                    (id.clone(), plan(&scenario, &id).unwrap_or_else(|e| panic!("{id}: {e}")))
                })
                .collect();
            (name, Case { scenario, plans })
        })
        .collect()
});

#[test]
fn the_files_are_there() {
    let names: Vec<&str> = ALL.keys().map(String::as_str).collect();
    for name in ["interceptors.toml", "shells_155mm.toml", "shells_155mm_actual.toml"] {
        assert!(names.contains(&name), "{names:?}");
    }
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn total(scenario: &Scenario) -> f64 {
    scenario.orders().iter().map(apportion::scenario::Order::total).sum()
}

fn peak(plan: &Plan, partner: &str) -> f64 {
    let months = plan.backlog.partners.iter().find(|(id, _)| id.as_str() == partner).unwrap().1;
    months.iter().copied().fold(0.0, f64::max)
}

fn completion(plan: &Plan, order: &str) -> Month {
    plan.order(order).unwrap().completion.unwrap()
}

#[test]
fn every_file_has_the_five_kinds_of_policy_in_the_same_order() {
    for (name, Case { scenario, .. }) in ALL.iter() {
        let rules: Vec<(&str, &str)> = scenario
            .policies()
            .iter()
            .map(|policy| (policy.id().as_str(), policy.rule().name()))
            .collect();
        let expected = [
            ("queue", "first_come_first_served"),
            ("pro_rata", "pro_rata"),
            ("priority", "score"),
            ("tiers", "tiers"),
            ("dpas", "dpas"),
        ];
        assert_eq!(rules, expected, "{name}");
        assert_eq!(scenario.months(), 96, "{name}");
    }
}

/// Of every product more is due, in some month, than all lines together could have made.
#[test]
fn demand_runs_ahead_of_capacity() {
    for (name, Case { scenario, plans }) in ALL.iter() {
        for product in scenario.products() {
            let product = product.id().as_str();
            let mut made = vec![0.0; scenario.months() as usize];
            for line in scenario.lines() {
                let usage = line.usage().iter().find(|(made, _)| made.as_str() == product);
                let Some((_, usage)) = usage else { continue };
                let rates = line.ramp().rates(scenario.start(), scenario.months());
                made.iter_mut().zip(rates).for_each(|(sum, rate)| *sum += rate / usage);
            }
            // Tranches as a plan lists them: with their due months.
            let orders = plans["queue"].orders.iter().filter(|order| order.product == product);
            let tranches: Vec<_> = orders.flat_map(|order| &order.tranches).collect();
            let mut capacity = 0.0;
            let ahead = made.iter().enumerate().any(|(index, made)| {
                capacity += made;
                let due = tranches.iter().filter(|part| part.due <= scenario.month(index));
                due.map(|part| part.quantity).sum::<f64>() > capacity
            });
            assert!(ahead, "{name}: {product} is never scarce");
        }
    }
}

#[test]
fn every_policy_has_a_plan_that_can_be_trusted_and_no_two_are_alike() {
    for (name, Case { scenario, plans }) in ALL.iter() {
        let mut dates = BTreeSet::new();
        for (id, plan) in plans {
            let rule = scenario.policy(id).unwrap().rule();
            let status =
                if matches!(rule.ruling().method(), apportion::scenario::Method::Optimised(_)) {
                    Status::Proven
                } else {
                    Status::Rule
                };
            assert_eq!(plan.status, status, "{name}, {id}");
            let left: f64 = plan.orders.iter().map(apportion::plan::OrderPlan::undelivered).sum();
            assert!(left <= 0.01 * total(scenario), "{name}, {id}: {left} undelivered");
            dates.insert(plan.orders.iter().map(|order| order.completion).collect::<Vec<_>>());
        }
        assert_eq!(dates.len(), plans.len(), "{name}: two policies promise the same dates");
    }
}

#[test]
fn the_shells_are_the_same_orders_on_two_ramps() {
    let planned = &ALL["shells_155mm.toml"].scenario;
    let reached = &ALL["shells_155mm_actual.toml"].scenario;
    assert_eq!(planned.orders(), reached.orders());
    assert_eq!(planned.partners(), reached.partners());
    assert_eq!(planned.components(), reached.components());
    assert_eq!(planned.policies(), reached.policies());
    assert_eq!(planned.orders().len(), 38);
    assert_eq!(planned.partners().len(), 18);
    assert_eq!(total(planned), 4_069_000.0);

    // The plan of February 2024 and what became of it.
    let rate =
        |scenario: &Scenario, when: &str| scenario.lines()[0].ramp().rates(month(when), 1)[0];
    for (when, plan, fact) in [
        ("2023-01", 14_000.0, 14_000.0),
        ("2023-10", 28_000.0, 28_000.0),
        ("2024-10", 60_000.0, 40_000.0),
        ("2025-04", 75_000.0, 40_000.0),
    ] {
        assert_eq!((rate(planned, when), rate(reached, when)), (plan, fact), "{when}");
    }
    assert_eq!(rate(planned, "2025-10"), 100_000.0);
}

#[test]
fn the_slip_of_the_ramp_makes_the_shells_late() {
    let planned = &ALL["shells_155mm.toml"].plans;
    let reached = &ALL["shells_155mm_actual.toml"].plans;
    for (id, promised) in planned {
        let kept = &reached[id];
        let last = |plan: &Plan| plan.orders.iter().filter_map(|order| order.completion).max();
        assert!(last(kept) >= last(promised).map(|month| month + 6), "{id}");
        let unit_months = |plan: &Plan| plan.backlog.total.iter().sum::<f64>();
        assert!(unit_months(kept) > unit_months(promised), "{id}");
    }
    // Charges run out under the plan, projectiles under the ramp that was reached.
    let empty =
        |plan: &Plan| used(plan, ResourceKind::Component, 0).left.iter().any(|&stock| stock < 1.0);
    assert!(planned.values().all(empty));
    assert!(!reached.values().any(empty));
}

#[test]
fn who_gains_and_who_loses_in_the_shells() {
    let plans = &ALL["shells_155mm.toml"].plans;
    let (queue, priority, dpas) = (&plans["queue"], &plans["priority"], &plans["dpas"]);
    // Small partners that spend two per cent wait for years under a ranking, ...
    for order in ["PT-1", "BE-1", "ES-1"] {
        let slip = completion(priority, order) - completion(queue, order);
        assert!(slip >= 36, "{order}: {slip} months");
    }
    assert_eq!(peak(priority, "portugal"), 12_000.0);
    // ... while those that spend most gain, ...
    for order in ["LV-2", "PL-2", "UA-4", "IL-2"] {
        assert!(completion(priority, order) < completion(queue, order), "{order}");
    }
    // ... and the highest rating is never late.
    assert_eq!(peak(dpas, "ukraine"), 0.0);
    assert!(peak(queue, "ukraine") > 300_000.0);
}

#[test]
fn the_interceptors_share_seekers_and_motors() {
    let Case { scenario, plans } = &ALL["interceptors.toml"];
    assert_eq!(scenario.products().len(), 4);
    assert!(scenario.lines().iter().any(|line| {
        let usages: Vec<f64> = line.usage().values().copied().collect();
        usages.len() > 1 && usages.windows(2).any(|pair| pair[0] != pair[1])
    }));
    let ordered = |product: &str| -> f64 {
        let orders = scenario.orders().iter().filter(|order| *order.product() == product);
        orders.map(apportion::scenario::Order::total).sum()
    };
    assert_eq!(ordered("pac3_mse"), 6_260.0);
    assert_eq!(ordered("thaad"), 1_056.0);
    assert_eq!(ordered("gmlrs"), 67_156.0);
    assert_eq!(ordered("javelin"), 13_065.0);
    for plan in plans.values() {
        for component in plan.resources_of(ResourceKind::Component) {
            let id = component.id();
            assert!(component.left.iter().any(|&stock| stock < 1.0), "{id} is never scarce");
        }
    }
}
