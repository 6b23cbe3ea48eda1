//! Variants of a scenario are what would be built from the beginning, and refuse what would be refused.

use crate::support::cases;
use crate::support::generator::drawn;
use apportion::Plan;
use apportion::scenario::{Line, Month, Order, Ramp, Scenario, ScenarioError, Severity};
use proptest::prelude::*;

fn codes(error: &ScenarioError) -> Vec<&'static str> {
    match error {
        ScenarioError::Invalid(findings) => {
            let errors = findings.iter().filter(|part| part.severity() == Severity::Error);
            errors.map(|part| part.code.as_str()).collect()
        }
        _ => panic!("{error}"),
    }
}

/// The warnings, but for the place in the file.
fn told(scenario: &Scenario) -> Vec<(&'static str, String)> {
    let told = scenario.warnings().iter().map(|part| (part.code.as_str(), part.value.clone()));
    let mut told: Vec<_> = told.collect();
    told.sort();
    told
}

fn small() -> Scenario {
    Scenario::from_path("examples/data/shells_155mm.toml").unwrap()
}

proptest! {
    #![proptest_config(cases(60))]

    /// Who takes an order out, and gives it back, has what there was, where nothing else is said of it.
    #[test]
    fn orders_come_and_go(case in drawn(), which in any::<usize>()) {
        let all = case.to_builder().commitments([]).build().unwrap();
        let plain = all.policies().iter().all(|policy| policy.overrides().is_empty())
            && all.reservations().iter().all(|part| part.entitlements().is_empty());
        if all.orders().is_empty() || !plain {
            return Ok(());
        }
        let order = all.orders()[which % all.orders().len()].clone();
        let less = all.without_order(order.id().as_str()).unwrap();
        prop_assert!(less.order(order.id().as_str()).is_none());
        let again = less.with_orders([order.clone()]).unwrap();
        prop_assert_eq!(again.demands(), all.demands());
        prop_assert_eq!(&again, &all);
        let twice = all.with_orders([order.clone(), order]).unwrap_err();
        prop_assert!(codes(&twice).contains(&"E104"), "{twice}");
    }

    /// The same line in its own place changes nothing, another ramp is that of a scenario built with it.
    #[test]
    fn lines_change_alone(case in drawn(), which in any::<usize>()) {
        let line = case.lines()[which % case.lines().len()].clone();
        let same = case.with_line(line.clone()).unwrap();
        prop_assert_eq!(&same, &case.scenario);
        prop_assert_eq!(told(&same), told(&case));
        let slower = case.with_ramp(line.id().as_str(), Ramp::flat(0.0)).unwrap();
        let anew = slower.to_builder().build().unwrap();
        prop_assert_eq!(&slower, &anew);
        prop_assert_eq!(slower.demands(), anew.demands());
        prop_assert_eq!(told(&slower), told(&anew));
    }

    /// A scenario is a value like others: it goes through serde and comes back.
    #[test]
    fn serde_keeps_a_scenario(case in drawn()) {
        let value = serde_json::to_value(&case.scenario).unwrap();
        let read: Scenario = serde_json::from_value(value).unwrap();
        prop_assert_eq!(&read, &case.scenario);
    }
}

#[test]
fn what_is_new_is_validated() {
    let scenario = small();
    let unknown = scenario.with_ramp("no such line", Ramp::flat(1.0)).unwrap_err();
    assert_eq!(codes(&unknown), ["E106"]);
    let id = scenario.lines()[0].id().clone();
    let wrong = scenario.with_ramp(id.as_str(), Ramp::flat(-1.0)).unwrap_err();
    assert!(!codes(&wrong).is_empty());
    let wrong = scenario.with_line(Line::new("new", Ramp::flat(1.0)).makes("nothing")).unwrap_err();
    assert_eq!(codes(&wrong), ["E106"]);
    let month: Month = "2024-06".parse().unwrap();
    let order = Order::new("new", "nobody", "nothing", month).quantity(1.0).due(month);
    let wrong = scenario.with_orders([order]).unwrap_err();
    assert_eq!(codes(&wrong), ["E106", "E106"]);
    assert_eq!(scenario.without_order("no such order").unwrap(), scenario);
}

#[test]
fn serde_validates() {
    let mut value = serde_json::to_value(small()).unwrap();
    value["months"] = 0.into();
    let error = serde_json::from_value::<Scenario>(value).unwrap_err().to_string();
    assert!(error.contains("E101"), "{error}");
}

/// A warm start from a plan of the scenario whose ramp changed.
#[test]
fn a_changed_ramp_is_planned() {
    let scenario = small();
    let id = scenario.lines()[0].id().as_str().to_owned();
    let before: Plan = apportion::plan(&scenario, "tiers").unwrap();
    let more =
        scenario.capacity(&id).unwrap().iter().fold(0.0, |most: f64, units| most.max(*units));
    let after =
        apportion::plan(&scenario.with_ramp(&id, Ramp::flat(more)).unwrap(), "tiers").unwrap();
    assert!(after.levels[0].objective <= before.levels[0].objective);
}
