//! A plan from elsewhere, spoilt in one place: whoever takes plans answers or refuses, and
//! never panics.

use std::fs;
use std::path::Path;

use crate::support::generator::{Generator, Size};
use apportion::analysis::explain::{displaced, displaced_against, why_late};
use apportion::analysis::way_out::{WayOutQuery, ways_out};
use apportion::analysis::{Comparison, Difference, Quoter};
use apportion::check::check;
use apportion::plan::PlanFileError;
use apportion::plan::{Plan, PromisedFor};
use apportion::planner::{OnConflict, Planner};
use apportion::report::{backlog_csv, deliveries_csv, orders_csv, plan_text};
use apportion::scenario::{Inquiry, Scenario};
use serde_json::{Value, json};

/// Every place in a value.
fn places(value: &Value, path: &str, found: &mut Vec<String>) {
    found.push(path.to_owned());
    match value {
        Value::Array(list) => {
            // Entries of a list are alike: a few do.
            for index in (0..list.len()).filter(|index| *index < 3 || index + 1 == list.len()) {
                places(&list[index], &format!("{path}/{index}"), found);
            }
        }
        Value::Object(table) => {
            for (key, part) in table {
                places(part, &format!("{path}/{}", key.replace('/', "~1")), found);
            }
        }
        _ => {}
    }
}

/// What a value of this kind can be instead, and still be read.
fn instead(value: &Value) -> Vec<Value> {
    match value {
        Value::Number(_) => [0.0, -1.0, 0.5, 1e300, -1e300, 1e-300]
            .into_iter()
            .map(|number| json!(number))
            .chain([json!(0), json!(1), json!(7), json!(4_294_967_295_u32), json!(u64::MAX)])
            .collect(),
        Value::String(text) => ["", "x", "0001-01", "9999-12", "2026-12"]
            .into_iter()
            .filter(|other| other != text)
            .map(|other| json!(other))
            .chain([Value::Null])
            .collect(),
        Value::Array(list) => {
            let mut shorter = list.clone();
            shorter.pop();
            let mut twice = list.clone();
            twice.extend(list.last().cloned());
            let mut turned = list.clone();
            turned.reverse();
            vec![json!([]), json!(shorter), json!(twice), json!(turned)]
        }
        Value::Bool(yes) => vec![json!(!yes)],
        Value::Object(_) | Value::Null => vec![Value::Null],
    }
}

/// Everything that takes a plan.
fn use_it(scenario: &Scenario, good: &Plan, plan: &Plan, how: &str) {
    println!("{how}");
    let planner = Planner::new().on_conflict(OnConflict::LeastBreach);
    let _ = check(scenario, plan).to_string();
    let _ = Difference::of(good, plan).to_string();
    let _ = Difference::of(plan, good).to_csv();
    if let Ok(comparison) = Comparison::of(&[good.clone(), plan.clone()], 0) {
        let _ = (comparison.to_string(), comparison.to_csv());
    }
    let _ = (deliveries_csv(plan), orders_csv(plan), backlog_csv(plan));
    let _ = (plan_text(plan).to_string(), plan.promises(scenario, PromisedFor::DueOrPlanned));
    if let Ok(why) = why_late(scenario, plan) {
        let _ = (why.to_string(), why.to_csv());
    }
    let _ = (displaced(scenario, plan).is_ok(), displaced_against(scenario, good, plan).is_ok());
    let query = WayOutQuery::new().orders_at_most(1).plans_at_most(1);
    let _ = ways_out(scenario, plan, &planner, &query).is_ok();
    if let Ok(mut quoter) = Quoter::with_plan(scenario.clone(), plan.clone(), &planner) {
        let order = &scenario.orders()[0];
        let sketch = Inquiry::new(order.partner().clone(), order.product().clone(), 3.0);
        let _ = (quoter.quote(&sketch).is_ok(), quoter.book(&sketch).is_ok());
    }
}

fn spoil(scenario: &Scenario, policy: &str, every: usize) {
    let planner = Planner::new().on_conflict(OnConflict::LeastBreach);
    let plan = planner.plan(scenario, scenario.policy(policy).unwrap()).unwrap();
    let plan = plan.finished().unwrap();
    let value: Value = serde_json::from_str(&plan.to_json().unwrap()).unwrap();
    let mut found = Vec::new();
    places(&value, "", &mut found);
    let (mut read, mut turn) = (0, 0);
    for place in &found {
        for other in instead(value.pointer(place).unwrap()) {
            turn += 1;
            if turn % (every * thinned()) != 0 {
                continue;
            }
            let mut spoilt = value.clone();
            *spoilt.pointer_mut(place).unwrap() = other.clone();
            if let Ok(spoilt) = Plan::from_json(&spoilt.to_string()) {
                read += 1;
                use_it(scenario, &plan, &spoilt, &format!("{policy}: {place} = {other}"));
            }
        }
    }
    assert!(read > 0, "{read} of {turn} could be read");
}

/// An optimised build spoils more places.
fn thinned() -> usize {
    if cfg!(debug_assertions) { 4 } else { 1 }
}

/// The scenario of docs/FORMAT.md, in which everything occurs.
fn full() -> Scenario {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/FORMAT.md");
    let document = fs::read_to_string(document).unwrap();
    let full = document.split("```toml complete\n").nth(2).unwrap();
    Scenario::from_toml(full.split("```").next().unwrap()).unwrap()
}

#[test]
fn plans_of_the_full_scenario() {
    let scenario = full();
    for policy in scenario.policies() {
        spoil(&scenario, policy.id().as_str(), 151);
    }
}

/// Where once somebody panicked, or ran for ever.
#[test]
fn bounds_that_a_plan_turns_around() {
    let scenario = full();
    let planner = Planner::new().on_conflict(OnConflict::LeastBreach);
    let plan = planner.plan(&scenario, scenario.policy("tiers").unwrap()).unwrap();
    let plan = plan.finished().unwrap();
    let mut less = plan.clone();
    less.expansions[0].added[0] = -1.0;
    assert!(plan_text(&less).to_string().contains("third shift"));
    let mut less = plan.clone();
    for order in &mut less.orders {
        order.tranches.iter_mut().flat_map(|t| &mut t.production).for_each(|p| p.quantity = -1.0);
    }
    assert!(why_late(&scenario, &less).is_ok());
    for months in [0, 1201, u32::MAX] {
        let mut other = plan.clone();
        other.months = months;
        let read = Plan::from_json(&other.to_json().unwrap());
        assert!(matches!(read, Err(PlanFileError::Months(found)) if found == months));
    }
}

#[test]
fn plans_of_random_scenarios() {
    for seed in 0..2 {
        let text = Generator::new(seed).all().sized(Size::SMALL).draft().to_toml();
        let scenario = Scenario::from_toml(&text).unwrap();
        for policy in scenario.policies() {
            spoil(&scenario, policy.id().as_str(), 97);
        }
    }
}
