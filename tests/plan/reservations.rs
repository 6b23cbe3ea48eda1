//! Reservations, caps and expansions on random scenarios: engines agree, the check is
//! silent, and notices when a plan says something else.

use crate::support::cases;
use crate::support::generator::{Draws, Feature, drawn};
use crate::support::months::month;
use crate::support::plans::{
    assert_engines_agree, delivered, place, planned, prices_mut, used_mut,
};
use apportion::check::{Code, check};
use apportion::plan::{Plan, ReservationPlan, ResourceKind};
use apportion::planner::Planner;
use apportion::scenario::{
    Commitment, Component, Gate, Line, Order, Partner, Policy, Product, Ramp, Reservation,
    Scenario, ScenarioBuilder, Tier,
};
use proptest::prelude::proptest;

/// A generated scenario with reservations, caps and expansions.
fn reserved() -> Draws {
    drawn().with([Feature::Reservations, Feature::Caps, Feature::Expansions])
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn engines_agree_and_the_check_is_silent(case in reserved()) {
        for policy in case.policies() {
            let exact = assert_engines_agree(&case, policy.id().as_str(), 1e-6);
            // If there is one level, it is what the reservations say together.
            let reserved = |level: &&apportion::plan::Level| level.name.starts_with("reserved");
            let short: f64 =
                exact.levels.iter().filter(reserved).map(|level| level.objective).sum();
            let told: f64 = exact.reservations.iter().map(ReservationPlan::unit_months).sum();
            if exact.levels.iter().filter(reserved).count() == 1 {
                assert!((short - told).abs() <= 1e-6 * told.max(1.0), "{short} {told}");
            }
        }
    }
}

const SCENARIO: &str = include_str!("../scenarios/reserved_share_of_a_line/scenario.toml");

/// The same without pieces before March: half of the hall is of no use until then.
fn short_of_pieces() -> Scenario {
    let pieces = Component::new("piece", Ramp::steps([(month(2), 9.0)])).needed("unit", 1.0);
    let scenario = Scenario::from_toml(SCENARIO).unwrap();
    scenario.to_builder().component(pieces).build().unwrap()
}

#[test]
fn the_check_notices_what_is_said_of_reservations() {
    let scenario = short_of_pieces();
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

/// Half of a hall is reserved for low; high, who comes first by rank, wants so many in January.
fn half_of(hall: Line, low: Partner, own: Order, quantity: f64) -> ScenarioBuilder {
    let order = Order::new("H", "high", "pump", month(-6)).quantity(quantity).due(month(0));
    Scenario::builder("half", month(0), 8)
        .product(Product::new("pump"))
        .line(hall)
        .partner(Partner::new("high").attribute("rank", 1.0).attribute("passed", 1.0))
        .partner(low.attribute("rank", 2.0))
        .order(order)
        .order(own.due(month(0)))
        .reservation(Reservation::of_line("half", "hall").for_partner("low").share(0.5))
}

fn by_rank() -> Policy {
    Policy::tiers("tiers", [Tier::new("first").at_most("rank", 1.0), Tier::new("rest")])
}

/// A pump takes two of the hall's four: half of these is one pump a month, for either.
#[test]
fn a_share_entitles_to_what_it_can_make() {
    let hall = Line::new("hall", Ramp::flat(4.0)).makes_using("pump", 2.0);
    let own = Order::new("L", "low", "pump", month(-6)).quantity(3.0);
    let scenario = half_of(hall, Partner::new("low"), own, 3.0).policy(by_rank()).build().unwrap();
    let plan = planned(&scenario, "tiers");
    for id in ["H", "L"] {
        assert_eq!(delivered(&plan, id, 0), [(0, 1.0), (1, 1.0), (2, 1.0)], "{id}");
    }
    assert_eq!((plan.levels[0].objective, plan.reservations[0].entitled), (0.0, 3.0));
}

/// Low may have pumps from March on. Until then its half of four entitles it to nothing, and
/// nothing of that is made up for: two a month from March on, and high has all else.
#[test]
fn a_share_entitles_to_nothing_before_the_gate_opens() {
    let hall = Line::new("hall", Ramp::flat(4.0)).makes("pump");
    let low = Partner::new("low").attribute("passed", 0.0).attribute_from(month(2), "passed", 1.0);
    let own = Order::new("L", "low", "pump", month(-6)).quantity(6.0);
    let policy = by_rank().gate(Gate::new(["pump"]).at_least("passed", 1.0));
    let scenario = half_of(hall, low, own, 20.0).policy(policy).build().unwrap();
    let plan = planned(&scenario, "tiers");
    assert_eq!(delivered(&plan, "L", 0), [(2, 2.0), (3, 2.0), (4, 2.0)]);
    let high = [(0, 4.0), (1, 4.0), (2, 2.0), (3, 2.0), (4, 2.0), (5, 4.0), (6, 2.0)];
    assert_eq!(delivered(&plan, "H", 0), high);
    assert_eq!(plan.levels[0].objective, 0.0);
    assert_eq!(plan.reservations[0].short, [0.0; 8]);
}

#[test]
fn the_report_tells_what_is_short() {
    let scenario = short_of_pieces();
    let queue = apportion::planner::plan(&scenario, "queue").unwrap();
    let text = apportion::report::plan_text(&queue).to_string();
    assert!(text.contains("Reservations: 0 of 1 met"), "{text}");
    let scenario = Scenario::from_toml(SCENARIO).unwrap();
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
        [Code::ResourceList]
    );
    assert_eq!(
        found(&|plan| used_mut(plan, ResourceKind::Cap, 0).resource.id = "other".into()),
        [Code::ResourceList]
    );
    assert_eq!(
        found(&|plan| used_mut(plan, ResourceKind::Cap, 0).used[0] = 2.0),
        [Code::ResourceUsed]
    );
    assert_eq!(
        found(&|plan| used_mut(plan, ResourceKind::Cap, 0).offered[0] = None),
        [Code::ResourceOffered]
    );
    assert_eq!(
        found(&|plan| used_mut(plan, ResourceKind::Cap, 0).offered[0] = Some(2.0)),
        [Code::ResourceOffered]
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
        let plan = planned(&promised, policy.id().as_str());
        assert!((plan.commitments[0].short - 2.0).abs() < 1e-9);
        assert!(check(&promised, &plan).is_clean(), "{}", check(&promised, &plan));
    }
}
