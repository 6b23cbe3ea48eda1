//! What is passed over, and what is said of it, is checked.

use std::path::Path;

use crate::support::plans::{assert_clean, clean_plan};
use apportion::check::{Code, check};
use apportion::plan::{PassedOver, Plan};
use apportion::scenario::Scenario;

/// A, of which 100 are taken whole or not at all and 60 can be made, and B, which gets the 60.
fn all_or_nothing() -> Scenario {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios/all_or_nothing");
    Scenario::from_path(root.join("scenario.toml")).unwrap()
}

/// A fault in the plan of a policy: what it is, what is found, and how it is made.
type InPlanOf<'a> = (&'a str, &'a str, Code, &'a dyn Fn(&mut Plan));

/// What is made for B is made for A.
fn for_a(plan: &mut Plan) {
    let made = std::mem::take(&mut plan.orders[1].tranches[0].production);
    plan.orders[0].tranches[0].production = made;
}

#[test]
fn what_is_passed_over_is_checked() {
    let scenario = all_or_nothing();
    let faults: &[InPlanOf<'_>] = &[
        ("nothing passed over", "tiers", Code::BoundUnproven, &|plan| plan.passed_over.clear()),
        ("less passed over", "tiers", Code::BoundUnproven, &|plan| {
            plan.passed_over[0].units = 40.0;
        }),
        ("more than there is", "tiers", Code::PassedOver, &|plan| {
            plan.passed_over[0].units = 101.0;
        }),
        ("no number", "tiers", Code::PassedOver, &|plan| plan.passed_over[0].units = f64::NAN),
        ("no such tranche", "tiers", Code::PassedOver, &|plan| plan.passed_over[0].tranche = 1),
        ("twice", "tiers", Code::PassedOver, &|plan| {
            plan.passed_over.push(plan.passed_over[0].clone());
        }),
        ("what ships by the unit", "tiers", Code::PassedOver, &|plan| {
            plan.passed_over.push(PassedOver::new("B".into(), 0, 1.0));
        }),
        ("by a rule", "queue", Code::PassedOver, &|plan| {
            plan.passed_over.push(PassedOver::new("A".into(), 0, 100.0));
        }),
        ("made though passed over", "tiers", Code::MadeThough, &for_a),
        ("made in vain", "tiers", Code::InVain, &for_a),
        ("made in vain by a rule", "queue", Code::InVain, &for_a),
        ("a rule that keeps it", "queue", Code::RuleBroken, &for_a),
        ("a higher root", "tiers", Code::RootUnproven, &|plan| plan.root[0].bound = Some(600.0)),
        ("a root without prices", "tiers", Code::RootUnproven, &|plan| plan.root[0].prices = None),
        ("a root above the plan", "tiers", Code::RootLevels, &|plan| {
            plan.root[0].bound = Some(2000.0);
        }),
        ("a root that goes on", "tiers", Code::RootLevels, &|plan| {
            plan.root.push(plan.levels[1].clone());
        }),
        ("no root", "tiers", Code::RootLevels, &|plan| plan.root.clear()),
        ("another level", "tiers", Code::RootLevels, &|plan| plan.root[0].name.push('s')),
        ("a higher root of a sequence", "sequence", Code::RootUnproven, &|plan| {
            if let Some(late) = &mut plan.root[0].late {
                late[0].bound = Some(600.0);
            }
        }),
        ("no list of a sequence", "sequence", Code::RootLevels, &|plan| plan.root[0].late = None),
        ("better as delivered", "tiers", Code::AsDelivered, &|plan| {
            plan.levels[0].delivered = Some(520.0);
        }),
        ("nothing as delivered", "queue", Code::AsDelivered, &|plan| {
            plan.levels[0].delivered = None;
        }),
        ("draws as delivered", "tiers", Code::AsDelivered, &|plan| {
            plan.levels[5].delivered = Some(1.0);
        }),
    ];
    for (name, policy, code, spoil) in faults {
        let mut plan = clean_plan(&scenario, policy);
        spoil(&mut plan);
        let report = check(&scenario, &plan);
        assert!(report.has(*code), "{name}: no {code} in {report}");
    }
}

#[test]
fn plans_with_something_passed_over_survive_writing() {
    let scenario = all_or_nothing();
    for policy in ["tiers", "sequence", "queue"] {
        let plan = clean_plan(&scenario, policy);
        let read = Plan::from_json(&plan.to_json().unwrap()).unwrap();
        assert_eq!(read, plan);
        assert_clean(&scenario, &read);
    }
}
