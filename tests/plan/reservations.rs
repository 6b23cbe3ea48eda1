//! Reservations, caps and expansions on random scenarios: engines agree, the check is
//! silent, and notices when a plan says something else.

use crate::support::plans::{place, prices_mut, used_mut};
use crate::support::scenarios::{Random, Size, scenario_of};
use apportion::check::{Code, check};
use apportion::plan::{Plan, ReservationPlan, ResourceKind};
use apportion::planner::{EngineChoice, Planner};
use apportion::scenario::{Cap, Commitment, Expansion, Policy, Ramp, Reservation, Scenario};
use proptest::prelude::{ProptestConfig, any, proptest};

/// With products made ahead and terms of delivery, where that is valid.
fn with_terms(scenario: &Scenario, random: &mut Random) -> Scenario {
    let mut parts: serde_json::Value = serde_json::from_str(&scenario.to_json().unwrap()).unwrap();
    for product in parts["products"].as_array_mut().unwrap() {
        if random.chance(30) {
            product["stockpile"] = serde_json::json!({});
        }
    }
    for order in parts["orders"].as_array_mut().unwrap() {
        if random.chance(20) {
            order["most_per_month"] = serde_json::json!(random.one_of(&[1.0, 2.5, 4.0]));
        }
        if random.chance(20) {
            order["cancel_after"] = serde_json::json!(random.below(9));
        }
    }
    Scenario::from_json(&parts.to_string()).unwrap_or_else(|_| scenario.clone())
}

/// Some reservations of every kind.
fn reserved(scenario: &Scenario, seed: u64) -> Scenario {
    let mut random = Random::new(seed);
    let changed = random.chance(50).then(|| with_terms(scenario, &mut random));
    let scenario = changed.as_ref().unwrap_or(scenario);
    let mut parts = scenario.to_builder();
    let tiers = ["first", "second", "others", "DX", "unrated"];
    for number in 0..=random.below(3) {
        let id = format!("r{number}");
        let parts_of = scenario.components();
        let line = random.one_of(&(0..scenario.lines().len()).collect::<Vec<_>>());
        let part = if parts_of.is_empty() || random.chance(70) {
            Reservation::of_line(id, scenario.lines()[line].id().clone())
        } else {
            Reservation::of_component(id, parts_of[0].id().clone())
        };
        let part = match random.below(3) {
            0 => part.for_tier(random.one_of(&tiers)),
            1 => {
                let made = scenario.lines()[line].usage().keys().next().unwrap();
                let needed = parts_of.first().and_then(|part| part.need().keys().next());
                match (part.line(), needed) {
                    (None, Some(needed)) => part.clone().for_product(needed.clone()),
                    _ => part.for_product(made.clone()),
                }
            }
            _ => {
                let partner = random.below(scenario.partners().len() as u64) as usize;
                part.for_partner(scenario.partners()[partner].id().clone())
            }
        };
        let part = if random.chance(60) {
            part.share(random.one_of(&[0.25, 0.5, 1.0, 0.3]))
        } else {
            part.amount(random.one_of(&[1.0, 2.5, 100.0]))
        };
        let months = i64::from(scenario.months());
        let from = random.between(0, months - 1);
        let part = if random.chance(50) { part.from(scenario.month(from as usize)) } else { part };
        let part = if random.chance(30) {
            part.to(scenario.month(random.between(from, months - 1) as usize))
        } else {
            part
        };
        let part = if random.chance(40) { part.against(random.one_of(&tiers)) } else { part };
        parts = parts.reservation(part);
    }
    if random.chance(30)
        && let Some(order) = scenario.orders().first()
    {
        let by = scenario.month(scenario.months() as usize - 1);
        parts = parts.commitment(Commitment::new(order.id().clone(), 1.0, by));
    }
    for number in 0..random.below(3) {
        let line = &scenario.lines()[random.below(scenario.lines().len() as u64) as usize];
        let cap = match scenario.components().first() {
            Some(part) if random.chance(30) => {
                Cap::of_component(format!("c{number}"), part.id().clone())
            }
            _ => Cap::of_line(format!("c{number}"), line.id().clone()),
        };
        let partner = &scenario.partners()[random.below(scenario.partners().len() as u64) as usize];
        let cap = match random.below(2) {
            0 => cap.for_tier(random.one_of(&tiers)),
            _ => cap.for_partner(partner.id().clone()),
        };
        let cap = if random.chance(50) {
            cap.share(random.one_of(&[0.25, 0.5, 1.0]))
        } else {
            cap.amount(random.one_of(&[1.0, 2.5, 0.3]))
        };
        let from = random.below(u64::from(scenario.months())) as usize;
        let cap = if random.chance(50) { cap.from(scenario.month(from)) } else { cap };
        let to = scenario.month(from + random.below(5) as usize);
        parts = parts.cap(if random.chance(40) { cap.to(to) } else { cap });
    }
    if random.chance(40) {
        let line = &scenario.lines()[random.below(scenario.lines().len() as u64) as usize];
        let ordered = scenario.month(random.below(u64::from(scenario.months())) as usize);
        let adds = Ramp::flat(random.one_of(&[2.0, 5.0, 0.5]));
        let partner = &scenario.partners()[random.below(scenario.partners().len() as u64) as usize];
        let more = Expansion::of_line("more", line.id().clone(), ordered, adds)
            .paid_by(partner.id().clone())
            .claim(random.one_of(&[0.0, 0.5, 1.0]));
        parts = parts.expansion(more);
    }
    parts.build().unwrap()
}

fn planned(scenario: &Scenario, policy: &Policy, engine: EngineChoice) -> Plan {
    let planner =
        Planner::new().engine(engine).on_conflict(apportion::planner::OnConflict::LeastBreach);
    planner.plan(scenario, policy).unwrap().finished().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn engines_agree_and_the_check_is_silent(
        scenario in scenario_of(Size { orders: 8, months: 14, ..Size::default() }),
        seed in any::<u64>(),
    ) {
        let scenario = reserved(&scenario, seed);
        for policy in scenario.policies() {
            let exact = planned(&scenario, policy, EngineChoice::Exact);
            let report = check(&scenario, &exact);
            assert!(report.is_clean(), "{}: {report}", policy.id());
            // If there is one level, it is what the reservations say together.
            let reserved = |level: &&apportion::plan::Level| level.name.starts_with("reserved");
            let short: f64 =
                exact.levels.iter().filter(reserved).map(|level| level.objective).sum();
            let told: f64 = exact.reservations.iter().map(ReservationPlan::unit_months).sum();
            if exact.levels.iter().filter(reserved).count() == 1 {
                assert!((short - told).abs() <= 1e-6 * told.max(1.0), "{short} {told}");
            }
            let other = planned(&scenario, policy, EngineChoice::Microlp);
            let report = check(&scenario, &other);
            assert!(report.is_clean(), "microlp, {}: {report}", policy.id());
            for (a, b) in exact.levels.iter().zip(&other.levels) {
                let size = a.objective.abs().max(1.0);
                assert!((a.objective - b.objective).abs() <= 1e-6 * size, "{}: {} {}", a.name, a.objective, b.objective);
            }
        }
    }
}

const SCENARIO: &str = include_str!("../scenarios/reserved_share_of_a_line/scenario.toml");

#[test]
fn the_check_notices_what_is_said_of_reservations() {
    let scenario = Scenario::from_toml(SCENARIO).unwrap();
    let plan = apportion::planner::plan(&scenario, "queue").unwrap();
    assert!(check(&scenario, &plan).is_clean());
    let spoilt = |spoil: &dyn Fn(&mut Plan), code: Code| {
        let mut plan = plan.clone();
        spoil(&mut plan);
        let report = check(&scenario, &plan);
        assert!(report.violations().iter().all(|found| found.code == code), "{report}");
        assert!(report.has(code), "{code}");
    };
    spoilt(&|plan| plan.reservations.clear(), Code::ReservationList);
    spoilt(&|plan| plan.reservations[0].reservation = "other".into(), Code::ReservationList);
    spoilt(&|plan| plan.reservations[0].entitled += 1.0, Code::ReservationShort);
    spoilt(&|plan| plan.reservations[0].short[0] = 0.0, Code::ReservationShort);
    spoilt(&|plan| plan.reservations[0].short[1] = f64::NAN, Code::ReservationShort);
    spoilt(&|plan| plan.reservations[0].short.clear(), Code::SeriesLength);
}

#[test]
fn the_report_tells_what_is_short() {
    let scenario = Scenario::from_toml(SCENARIO).unwrap();
    let queue = apportion::planner::plan(&scenario, "queue").unwrap();
    let text = apportion::report::plan_text(&queue).to_string();
    assert!(text.contains("Reservations: 0 of 1 met"), "{text}");
    let tiers = apportion::planner::plan(&scenario, "tiers").unwrap();
    let text = apportion::report::plan_text(&tiers).to_string();
    assert!(text.contains("Reservations: 1 of 1 met"), "{text}");
    assert_eq!(Scenario::from_json(&scenario.to_json().unwrap()).unwrap(), scenario);
}

#[test]
fn the_check_notices_what_is_said_of_caps() {
    let scenario = include_str!("../scenarios/cap_on_a_line/scenario.toml");
    let scenario = Scenario::from_toml(scenario).unwrap();
    let plan = apportion::planner::plan(&scenario, "tiers").unwrap();
    assert!(check(&scenario, &plan).is_clean());
    let found = |spoil: &dyn Fn(&mut Plan)| {
        let mut plan = plan.clone();
        spoil(&mut plan);
        let report = check(&scenario, &plan);
        let codes: Vec<Code> = report.iter().map(|found| found.code).collect();
        codes
    };
    assert_eq!(
        found(&|plan| plan.resources.retain(|part| part.kind() != ResourceKind::Cap)),
        [Code::CapList]
    );
    assert_eq!(
        found(&|plan| used_mut(plan, ResourceKind::Cap, 0).resource.id = "other".into()),
        [Code::CapList]
    );
    assert_eq!(found(&|plan| used_mut(plan, ResourceKind::Cap, 0).used[0] = 2.0), [Code::CapUse]);
    assert_eq!(
        found(&|plan| used_mut(plan, ResourceKind::Cap, 0).offered[0] = None),
        [Code::CapUse]
    );
    assert_eq!(
        found(&|plan| used_mut(plan, ResourceKind::Cap, 0).offered[0] = Some(2.0)),
        [Code::CapUse]
    );
    assert_eq!(
        found(&|plan| used_mut(plan, ResourceKind::Cap, 0).offered.truncate(3)),
        [Code::SeriesLength]
    );
    // Without the prices of the cap nothing is proven: it alone makes H late.
    let unproven = found(&|plan| {
        for level in 0..plan.levels.len() {
            prices_mut(plan, level, ResourceKind::Cap, 0).fill(0.0);
        }
    });
    assert!(unproven.contains(&Code::BoundUnproven), "{unproven:?}");
    let unshaped = found(&|plan| {
        let cap = place(plan, ResourceKind::Cap, 0);
        plan.levels[0].prices.as_mut().unwrap().remove(cap);
    });
    assert!(unshaped.contains(&Code::PricesShape), "{unshaped:?}");
    // The plan of a scenario without the cap gives H both places.
    let free = SCENARIO.split("[[reservations]]").next().unwrap().to_owned()
        + "[[policies]]"
        + SCENARIO.split_once("[[policies]]").unwrap().1;
    let free = apportion::planner::plan(&Scenario::from_toml(&free).unwrap(), "tiers").unwrap();
    assert!(check(&scenario, &free).has(Code::CapExceeded));
    let text = apportion::report::plan_text(&plan).to_string();
    assert!(text.contains("Caps") && text.contains("months full"), "{text}");
}

#[test]
fn a_cap_may_keep_a_promise_from_being_kept() {
    let scenario = include_str!("../scenarios/cap_on_a_line/scenario.toml");
    let scenario = Scenario::from_toml(scenario).unwrap();
    let by = scenario.month(1);
    let promised = scenario.to_builder().commitment(Commitment::new("H", 4.0, by)).build().unwrap();
    for policy in promised.policies() {
        let refused = Planner::new().plan(&promised, policy);
        let refused = refused.map(|_| ()).unwrap_err().to_string();
        assert!(refused.contains("caps keep 2 units"), "{refused}");
        let plan = planned(&promised, policy, EngineChoice::Exact);
        assert!((plan.commitments[0].short - 2.0).abs() < 1e-9);
        assert!(check(&promised, &plan).is_clean(), "{}", check(&promised, &plan));
    }
}
