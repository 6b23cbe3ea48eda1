//! Expansions: what they mean for everybody, and that the check notices wrong claims.

use apportion::analysis::{CompareError, compare_expansion};
use apportion::check::{Code, check};
use apportion::plan::Plan;
use apportion::planner::{Planner, plan};
use apportion::scenario::Scenario;

const CLAIMED: &str = include_str!("../scenarios/expansion_claimed_by_who_pays/scenario.toml");
const STARVING: &str = include_str!("../scenarios/expansion_that_starves/scenario.toml");

#[test]
fn everybody_s_gain_is_told() {
    let scenario = Scenario::from_toml(CLAIMED).unwrap();
    let policy = scenario.policy("tiers").unwrap();
    let effect = compare_expansion(&scenario, policy, "more", &Planner::new()).unwrap();
    assert_eq!(effect.cases[0].scenario, "claims without more");
    assert_eq!(effect.cases[1].scenario, "claims with more");
    // Without: H until April, L in May and June. With: H until March, L by February.
    let gain = |id: &str| effect.cases[1].partner(id).unwrap().gain.unwrap();
    assert!((gain("low") - 4.0).abs() < 1e-9, "{}", gain("low"));
    assert!((gain("high") - (0.0 + 1.0 + 2.0 + 3.0 - 5.0) / 4.0).abs() < 1e-9, "{}", gain("high"));
    assert!(effect.to_string().contains("claims with more"), "{effect}");
    // The scenario itself stays as it is, on or off.
    let off = scenario.to_builder().switch("more", false).build().unwrap();
    assert!(off.reservations().is_empty() && !scenario.reservations().is_empty());
    assert_eq!(compare_expansion(&off, policy, "more", &Planner::new()).unwrap(), effect);
    let none = compare_expansion(&scenario, policy, "other", &Planner::new());
    assert!(matches!(none, Err(CompareError::UnknownExpansion { .. })));
    assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap()).unwrap(), scenario);
}

#[test]
fn what_starves_shows() {
    let scenario = Scenario::from_toml(STARVING).unwrap();
    let starving = plan(&scenario, "all").unwrap();
    // One of three places, in three of six months.
    assert!((starving.expansions[0].used(&starving.resources).unwrap() - 3.0 / 18.0).abs() < 1e-12);
    let text = apportion::report::plan_text(&starving).to_string();
    assert!(text.contains("Expansions") && text.contains("16.7 %"), "{text}");
    let fed = include_str!("../scenarios/expansion_of_a_component/scenario.toml");
    let fed = plan(&Scenario::from_toml(fed).unwrap(), "all").unwrap();
    // Two of five pieces were missing without it.
    assert!((fed.expansions[0].used(&fed.resources).unwrap() - 2.0 / 5.0).abs() < 1e-12);
}

#[test]
fn the_check_notices_what_is_said_of_expansions() {
    let scenario = Scenario::from_toml(CLAIMED).unwrap();
    let plan = plan(&scenario, "tiers").unwrap();
    assert!(check(&scenario, &plan).is_clean());
    let spoilt = |spoil: &dyn Fn(&mut Plan), code: Code| {
        let mut plan = plan.clone();
        spoil(&mut plan);
        let report = check(&scenario, &plan);
        assert!(report.violations().iter().all(|found| found.code == code), "{report}");
        assert!(report.has(code), "{code}");
    };
    spoilt(&|plan| plan.expansions.clear(), Code::ExpansionList);
    spoilt(&|plan| plan.expansions[0].cost = 1.0, Code::ExpansionList);
    spoilt(&|plan| plan.expansions[0].payer = None, Code::ExpansionList);
    spoilt(&|plan| plan.expansions[0].on = false, Code::ExpansionList);
    spoilt(&|plan| plan.expansions[0].added[2] = 0.0, Code::ExpansionAdded);
    spoilt(&|plan| plan.expansions[0].added.clear(), Code::SeriesLength);
    // The plan of another scenario: the expansion is not built.
    let off = scenario.to_builder().switch("more", false).build().unwrap();
    let report = check(&off, &plan);
    assert!(report.has(Code::Capacity) && report.has(Code::ResourceOffered), "{report}");
}
