//! Comparison in depth: value, concentration, use and cost, worked out by hand; and that
//! no policy has less backlog than the best possible.

use crate::support::cases;
use std::fs;
use std::path::PathBuf;

use crate::support::generator::{Size, drawn};
use crate::support::plans::{counted, least_breach};
use apportion::analysis::{
    CompareError, Comparison, Study, compare, compare_scenarios, gini, plans, study,
};
use apportion::plan::{Plan, Status};
use apportion::planner::{OnConflict, Planner};
use apportion::scenario::{
    Criterion, Gate, Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, ScenarioBuilder,
    Tranche,
};
use proptest::prelude::*;

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// Ten a month for half a year. North (signed first) wants 20 pumps worth 1, due in March;
/// south 20 valves worth 5, due in January.
fn builder() -> ScenarioBuilder {
    Scenario::builder("works", month("2026-01"), 6)
        .product(Product::new("pump"))
        .product(Product::new("valve").worth(5.0))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump").makes("valve"))
        .partner(Partner::new("north").attribute("need", 0.0))
        .partner(Partner::new("south").attribute("need", 1.0))
        .order(
            Order::new("N", "north", "pump", month("2026-01")).quantity(20.0).due(month("2026-03")),
        )
        .order(
            Order::new("S", "south", "valve", month("2026-01"))
                .quantity(20.0)
                .due(month("2026-01"))
                .urgency(7.0),
        )
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::score("need", [Criterion::new("need", 0.0, 1.0)]))
}

fn scenario() -> Scenario {
    builder().build().unwrap()
}

/// Queue: north in January and February, south in March and April.
/// Need: south first, north on time as well but for ten in April.
#[test]
fn figures_by_hand() {
    let study = study(&[scenario()], &Planner::new(), None).unwrap();
    let (case, queue) = study.case("queue").unwrap();
    assert_eq!(case.status, Status::Rule);
    // Waits: north 0 and 1 months, on average 0.5; south 2 and 3, on average 2.5; 20 units
    // each: 20 · 20 · 2 · |2.5 − 0.5| / (2 · 40 · 60).
    assert_eq!(queue.concentration, Some(20.0 * 20.0 * 2.0 * 2.0 / (2.0 * 40.0 * 60.0)));
    assert_eq!((queue.value.ordered, queue.value.delivered), (120.0, 120.0));
    assert_eq!((queue.value.late, queue.value.wait), (100.0, 10.0 + 5.0 * (20.0 + 30.0)));
    assert_eq!(queue.value.average_wait(), Some(260.0 / 120.0));
    // South is late by 2 and 3 months. The best possible: south 10 in January and 10 in
    // February, one month late, and north then: 10 in March and 10 in April, a month late.
    // Urgency does not count.
    assert_eq!((queue.cost.waiting, queue.cost.least), (50.0, Some(20.0)));
    let bound = queue.cost.bound.unwrap();
    assert!((bound - 20.0).abs() < 1e-6, "{bound}");
    assert!((queue.cost.share().unwrap() - 1.5).abs() < 1e-6);

    // In value: ten valves wait a month, and no others; ten pumps wait a month.
    assert_eq!((queue.cost_in_value.waiting, queue.cost_in_value.least), (250.0, Some(60.0)));

    let (_, need) = study.case("need").unwrap();
    assert_eq!(need.cost.waiting, 20.0);
    assert!(need.cost.gap().unwrap().abs() < 1e-6);
    // South gains 2 months on 100 of value; north loses 2 on 20.
    assert_eq!(need.partner("south").unwrap().gain, Some(200.0));
    assert_eq!(need.partner("north").unwrap().gain, Some(-40.0));
    assert_eq!(need.winners()[0].partner, "south");
    assert_eq!(need.losers()[0].partner, "north");
    // Four of six months are full.
    let hall = &need.resources[0];
    assert_eq!((hall.offered, hall.used, hall.months_full), (60.0, 40.0, 4));
    assert_eq!(need.resources.len(), 1);
}

/// What nobody is able to make is no fault of a policy; units that are never delivered wait
/// to the end.
#[test]
fn undelivered_units_wait_to_the_end() {
    let scenario = builder()
        .order(
            Order::new("M", "north", "pump", month("2026-01")).quantity(40.0).due(month("2026-05")),
        )
        .build()
        .unwrap();
    let study = study(&[scenario], &Planner::new(), Some("need")).unwrap();
    let (_, queue) = study.case("queue").unwrap();
    // M by id first: January to April; N in May and June, late by 2 and 3; S never: 6 each.
    assert_eq!(queue.cost.waiting, 20.0 + 30.0 + 6.0 * 20.0);
    // Capacity for 60 of 80. The least: ten of S one month late, ten of N, ten of M, and
    // twenty of M never, which wait from May to the end of June.
    assert_eq!(queue.cost.least, Some(10.0 + 10.0 + 10.0 + 2.0 * 20.0));
    assert_eq!(queue.value.undelivered(), 100.0);
}

/// M comes first by contract month and id and fills the line for all six months: sixty of its
/// valves are delivered by June, the month in which they are due, so that none of them is late.
/// The ten that are missing when the horizon ends are due in the month after it, and not late
/// either; N's twenty pumps and S's twenty valves, due before and never made, are.
#[test]
fn what_is_not_due_yet_is_not_late_in_value() {
    let not_late = Order::new("M", "north", "valve", month("2026-01"))
        .tranche(Tranche::new(60.0).due(month("2026-06")))
        .tranche(Tranche::new(10.0).due(month("2026-07")));
    let scenario = builder().order(not_late).build().unwrap();
    let study = study(&[scenario], &Planner::new(), Some("queue")).unwrap();
    let (case, queue) = study.case("queue").unwrap();
    assert_eq!(queue.value.undelivered(), 5.0 * 10.0 + 20.0 + 5.0 * 20.0);
    assert_eq!(queue.value.late, 20.0 + 5.0 * 20.0);
    assert_eq!(queue.partner("north").unwrap().value.late, 20.0);
    assert_eq!(case.totals.late, 20.0 + 20.0);
}

/// A policy that serves fewer is measured against what it could do for those.
#[test]
fn gates_are_part_of_the_best_possible() {
    let gated =
        Policy::first_come_first_served("gated").gate(Gate::new(["valve"]).at_least("need", 2.0));
    let scenario = builder().policy(gated).build().unwrap();
    let study = study(&[scenario], &Planner::new(), None).unwrap();
    let (case, depth) = study.case("gated").unwrap();
    assert_eq!((case.totals.not_eligible, depth.value.ordered), (20.0, 20.0));
    assert_eq!((depth.cost.waiting, depth.cost.least), (0.0, Some(0.0)));
    assert_eq!((depth.cost.gap(), depth.cost.share()), (Some(0.0), None));
    assert_eq!(depth.partner("south").unwrap().gain, None);
    assert_eq!(study.case("queue").unwrap().1.cost.least, Some(20.0));
}

#[test]
fn any_number_of_scenarios() {
    let slow = scenario();
    let fast = {
        let line = Line::new("second hall", Ramp::flat(10.0)).makes("valve");
        Scenario::builder("two halls", month("2026-01"), 6)
            .product(slow.products()[0].clone())
            .product(slow.products()[1].clone())
            .line(slow.lines()[0].clone())
            .line(line)
            .partner(slow.partners()[0].clone())
            .partner(slow.partners()[1].clone())
            .orders(slow.orders().iter().cloned())
            .policy(slow.policies()[0].clone())
            .build()
            .unwrap()
    };
    let planner = Planner::new();
    let both = [slow.clone(), fast];
    let found = study(&both, &planner, None).unwrap();
    let names: Vec<&str> = found.comparison.cases.iter().map(|c| c.scenario.as_str()).collect();
    assert_eq!(names, ["works", "works", "two halls"]);
    let (last, best) = (&found.depths[2], found.depths[2].cost.least);
    assert_eq!((last.resources.len(), best), (2, Some(0.0)));
    assert_eq!(last.partner("south").unwrap().gain, Some(200.0));
    assert_eq!(compare_scenarios(&both, &planner, None).unwrap(), found.comparison);
    let alone = compare(&slow, slow.policies(), &planner, None).unwrap();
    assert_eq!(compare_scenarios(&both[..1], &planner, None).unwrap(), alone);
    let text = found.to_string();
    assert!(text.contains("2 scenarios: 3 plans, baseline works / queue"), "{text}");

    let unknown = study(&both, &planner, Some("none")).unwrap_err();
    assert!(unknown.to_string().contains("there is queue, need"), "{unknown}");
    assert!(matches!(study(&[], &planner, None), Err(CompareError::Empty)));
    // The baseline may be any of them.
    assert_eq!(study(&both, &planner, Some("need")).unwrap().comparison.baseline, 1);
}

#[test]
fn a_plan_of_another_scenario_is_refused() {
    let plan = apportion::planner::plan(&scenario(), "queue").unwrap();
    let other = Scenario::builder("other", month("2026-01"), 6)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
        .partner(Partner::new("north"))
        .build()
        .unwrap();
    let error = Study::of(&[(&other, &plan)], 0, &Planner::new()).unwrap_err();
    assert!(matches!(error, CompareError::OtherScenario { .. }), "{error}");
}

#[test]
fn what_is_written() {
    let study = study(&[scenario()], &Planner::new(), None).unwrap();
    assert_eq!(Study::from_json(&study.to_json().unwrap()).unwrap(), study);
    assert!(Study::from_json("{}").is_err());
    let text = study.to_string();
    assert!(text.starts_with(&study.comparison.to_string()), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 100), "{text}");
    for told in ["150.0 %", "▲ 200", "▼ 40", "66.7 % (4)", "Gini"] {
        assert!(text.contains(told), "{told}: {text}");
    }
    let rows = |text: String| -> Vec<csv::StringRecord> {
        csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
    };
    let cases = rows(study.to_csv());
    assert_eq!((cases.len(), &cases[0][15], &cases[0][16]), (2, "50", "20"));
    let partners = rows(study.partners_csv());
    assert_eq!((partners.len(), &partners[3][8], &partners[3][9]), (4, "2", "200"));
    let uses = rows(study.uses_csv());
    assert_eq!((uses.len(), &uses[0][3], &uses[0][7]), (2, "hall", "4"));
    let empty = Comparison::from_json("{\"version\":1,\"baseline\":0,\"cases\":[]}").unwrap();
    assert_eq!(empty.to_string(), "nothing to compare");
}

fn assert_bounded(scenario: &Scenario, plans: &[Plan]) {
    let planner = Planner::new();
    let cases: Vec<(&Scenario, &Plan)> = plans.iter().map(|plan| (scenario, plan)).collect();
    let study = Study::of(&cases, 0, &planner).unwrap();
    for (plan, depth) in plans.iter().zip(&study.depths) {
        let (cost, id) = (&depth.cost, plan.policy.id());
        let scale = cost.waiting.max(1.0);
        let gap = cost.gap().unwrap();
        assert!(
            gap >= -1e-6 * scale,
            "{}: {id} is better than the best: {cost:?}",
            scenario.name()
        );
        let least = cost.least.unwrap();
        assert!((least - cost.bound.unwrap()).abs() <= 1e-6 * scale, "{cost:?}");
        let in_value = &depth.cost_in_value;
        let gap = in_value.gap().unwrap();
        assert!(gap >= -1e-6 * in_value.waiting.max(1.0), "{id}: {in_value:?}");
        let counted = counted(plan);
        assert!((cost.waiting - counted).abs() <= 1e-6 * scale, "{id}: {cost:?} {counted}");
    }
}

/// Commitments, reservations, caps, expansions, gates, stocks, limits, customers who leave:
/// every behaviour of the conformance suite, under every policy of its scenario.
#[test]
fn no_policy_is_better_than_the_best_possible() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut folders: Vec<PathBuf> =
        fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let planner = Planner::new().on_conflict(OnConflict::LeastBreach);
    let mut count = 0;
    for file in folders.iter().map(|folder| folder.join("scenario.toml")).filter(|f| f.exists()) {
        // Some are there to be refused.
        let Ok(scenario) = Scenario::from_path(&file) else { continue };
        let found = plans(&scenario, scenario.policies(), &planner);
        let found = found.unwrap_or_else(|error| panic!("{}: {error:?}", file.display()));
        if !found.is_empty() {
            assert_bounded(&scenario, &found);
        }
        count += found.len();
    }
    assert!(count >= 60, "{count} plans");
}

proptest! {
    #![proptest_config(cases(150))]

    #[test]
    fn no_policy_is_better_on_random_scenarios(scenario in drawn()) {
        let found = plans(&scenario, scenario.policies(), &least_breach()).unwrap();
        assert_bounded(&scenario, &found);
    }

    #[test]
    fn no_policy_is_better_on_larger_scenarios(scenario in drawn().sized(Size::USUAL)) {
        let found = plans(&scenario, scenario.policies(), &least_breach()).unwrap();
        assert_bounded(&scenario, &found);
    }

    /// The coefficient is what its definition says, does not depend on the order or on the
    /// unit, and splitting a part changes nothing.
    #[test]
    fn gini_is_as_defined(parts in prop::collection::vec((0..50u32, 0..9u32), 1..9)) {
        let parts: Vec<(f64, f64)> =
            parts.into_iter().map(|(x, w)| (f64::from(x), f64::from(w))).collect();
        let weights: f64 = parts.iter().map(|part| part.1).sum();
        let mass: f64 = parts.iter().map(|part| part.0 * part.1).sum();
        let pairs = parts.iter().flat_map(|a| parts.iter().map(move |b| (a, b)));
        let sum: f64 = pairs.map(|(a, b)| a.1 * b.1 * (a.0 - b.0).abs()).sum();
        let found = gini(&parts);
        if mass == 0.0 {
            prop_assert_eq!(found, None);
        } else {
            let found = found.unwrap();
            prop_assert!((found - sum / (2.0 * weights * mass)).abs() < 1e-12);
            prop_assert!((0.0..1.0).contains(&found));
            let turned: Vec<(f64, f64)> = parts.iter().rev().map(|&(x, w)| (3.0 * x, w)).collect();
            prop_assert!((gini(&turned).unwrap() - found).abs() < 1e-12);
            let split: Vec<(f64, f64)> =
                parts.iter().flat_map(|&(x, w)| [(x, w / 2.0), (x, w / 2.0)]).collect();
            prop_assert!((gini(&split).unwrap() - found).abs() < 1e-12);
        }
    }
}
