//! Why orders are late: every cause on a case worked out by hand, and sums that are exact
//! on thousands of random cases.

use crate::support::cases;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::generator::{Draws, Feature, drawn};
use crate::support::months::month;
use apportion::analysis::explain::{
    Cause, Delay, OrderDelay, WhyLate, displaced, why_late, why_late_of,
};
use apportion::plan::Plan;
use apportion::planner::{OnConflict, Planner};
use apportion::scenario::{
    Cap, Commitment, Component, Gate, Line, Method, Order, Partner, Policy, Product, Ramp,
    Reservation, Scenario, ScenarioBuilder, Stockpile, Tier, Tranche,
};
use apportion::tolerance;
use proptest::prelude::*;

/// Partners `high` (rank 1) and `low` (rank 2), tiers by rank, and a queue.
fn base(line: Line) -> ScenarioBuilder {
    base_of(Product::new("pump"), line)
}

fn base_of(product: Product, line: Line) -> ScenarioBuilder {
    Scenario::builder("hall", month(0), 6)
        .product(product)
        .line(line)
        .partner(Partner::new("high").attribute("rank", 1.0))
        .partner(Partner::new("low").attribute("rank", 2.0))
        .policy(Policy::tiers(
            "tiers",
            [Tier::new("first").at_most("rank", 1.0), Tier::new("rest")],
        ))
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::tiers("alike", [Tier::new("all")]))
}

fn hall(rate: f64) -> Line {
    Line::new("hall", Ramp::flat(rate)).makes("pump")
}

fn order(id: &str, partner: &str, due: i32, quantity: f64) -> Order {
    Order::new(id, partner, "pump", month(-6)).due(month(due)).quantity(quantity)
}

fn planned(scenario: &Scenario, policy: &str) -> Plan {
    let planner = Planner::new().on_conflict(OnConflict::LeastBreach);
    planner.plan(scenario, scenario.policy(policy).unwrap()).unwrap().finished().unwrap()
}

fn explained(builder: ScenarioBuilder, policy: &str) -> WhyLate {
    let scenario = builder.build().unwrap();
    let plan = planned(&scenario, policy);
    let why = why_late(&scenario, &plan).unwrap();
    assert_adds_up(&plan, &why);
    assert_eq!(WhyLate::from_json(&why.to_json().unwrap()).unwrap(), why);
    why
}

/// Cause, place, taker and unit-months, by cause.
fn causes(order: &OrderDelay) -> Vec<(Cause, String, String, f64)> {
    let of = |part: &Delay| {
        let scarce = part.scarce.iter().map(|part| part.id.as_str()).collect::<Vec<_>>().join(", ");
        let taker = part.taker.as_ref().map_or_else(String::new, |taker| taker.order.to_string());
        (part.cause, scarce, taker, (part.unit_months * 1e6).round() / 1e6)
    };
    let mut parts: Vec<_> = order.causes.iter().map(of).collect();
    parts.sort_by(|a, b| (a.0, &a.1, &a.2).cmp(&(b.0, &b.1, &b.2)));
    parts
}

fn expect(why: &WhyLate, order: &str, expected: &[(Cause, &str, &str, f64)]) {
    let found = causes(why.order(order).unwrap_or_else(|| panic!("{order} is not late")));
    let expected: Vec<_> = expected
        .iter()
        .map(|&(cause, scarce, taker, units)| (cause, scarce.to_owned(), taker.to_owned(), units))
        .collect();
    assert_eq!(found, expected);
}

/// Every sum agrees with the backlog that the plan reports.
fn assert_adds_up(plan: &Plan, why: &WhyLate) {
    let close = |a: f64, b: f64| (a - b).abs() <= tolerance::GAP * a.abs().max(b.abs()).max(1.0);
    let mut total = 0.0;
    for order in &plan.orders {
        let months = (0..plan.months as usize).map(|index| order.backlog_at(plan.month(index)));
        let late: f64 = months.sum();
        let Some(delay) = why.order(order.order.as_str()) else {
            assert!(late <= 0.0, "{} is {late} late, and nobody says why", order.order);
            continue;
        };
        let (end, within): (Vec<&Delay>, Vec<&Delay>) =
            delay.causes.iter().partition(|part| part.cause == Cause::EndOfHorizon);
        let sum: f64 = within.iter().map(|part| part.unit_months).sum();
        assert!(close(sum, late), "{}: {sum} explained of {late}", order.order);
        assert!(close(delay.unit_months, late));
        let beyond: f64 = end.iter().map(|part| part.unit_months).sum();
        assert!(close(beyond, delay.beyond));
        let months: f64 = within.iter().map(|part| part.months).sum();
        assert!(close(months, delay.months), "{}: {months} of {}", order.order, delay.months);
        if let Some(lateness) = order.lateness {
            assert!(close(delay.months, f64::from(lateness)), "{}", order.order);
        }
        for part in &delay.causes {
            let counts = part.unit_months > 0.0 || part.cause == Cause::BeforeStart;
            assert!(counts && part.months >= 0.0, "{}: {part:?}", order.order);
            assert_eq!(part.taker.is_some(), part.cause.is_taken());
        }
        total += late;
    }
    assert!(close(total, why.total.unit_months));
    let backlog: f64 = plan.backlog.total.iter().chain(&plan.backlog.not_eligible).sum();
    assert!(close(backlog, total), "{backlog} in the plan, {total} explained");
    let sums: f64 = why.total.causes.values().sum();
    assert!(close(sums, total + why.total.beyond));
    let partners: f64 = why.partners.iter().map(|part| part.sum.unit_months).sum();
    assert!(close(partners, total));
    for partner in &why.partners {
        let taken: f64 = partner.takers.values().sum();
        let causes = partner.sum.causes.iter().filter(|(cause, _)| cause.is_taken());
        assert!(close(taken, causes.map(|part| part.1).sum()));
    }
}

/// Due three months before the first and delivered in it: late as in the plan, though there is
/// nothing that the plan could have changed.
#[test]
fn late_only_before_the_start() {
    let scenario = base(hall(10.0)).order(order("A", "high", -3, 5.0)).build().unwrap();
    let plan = planned(&scenario, "tiers");
    assert_eq!(plan.order("A").unwrap().lateness, Some(3));
    let why = why_late(&scenario, &plan).unwrap();
    assert_adds_up(&plan, &why);
    let late = why.order("A").unwrap();
    assert_eq!((late.months, late.unit_months, late.causes.len()), (3.0, 0.0, 1));
    assert_eq!(late.causes[0].cause, Cause::BeforeStart);
    let text = why.to_string();
    assert!(text.contains("3 months late") && !text.contains("NaN"), "{text}");
}

#[test]
fn nothing_late_nothing_to_explain() {
    let why = explained(base(hall(5.0)).order(order("L", "low", 1, 10.0)), "tiers");
    assert_eq!((why.orders.len(), why.partners.len(), why.total.orders), (0, 0, 0));
}

/// H takes January and February; L alone would be five late in January.
#[test]
fn higher_tier_and_line() {
    let builder =
        base(hall(5.0)).order(order("H", "high", 0, 10.0)).order(order("L", "low", 0, 10.0));
    let why = explained(builder, "tiers");
    expect(&why, "H", &[(Cause::Line, "hall", "", 5.0)]);
    expect(&why, "L", &[(Cause::Line, "hall", "", 5.0), (Cause::HigherTier, "hall", "H", 20.0)]);
    let low = why.order("L").unwrap();
    // January: half is the line's. February and March are H's alone.
    assert_eq!(low.months, 3.0);
    assert_eq!(low.causes[0].months, 2.5);
    let taker = low.causes[0].taker.as_ref().unwrap();
    assert_eq!((taker.units, taker.from, taker.to), (10.0, month(0), month(1)));
    assert_eq!(taker.partner, "high");
    assert_eq!(why.partner("low").unwrap().takers["high"], 20.0);
}

/// The same under a queue: nobody has a tier.
#[test]
fn same_tier_under_a_rule() {
    let builder =
        base(hall(5.0)).order(order("A", "high", 0, 10.0)).order(order("B", "low", 0, 10.0));
    let why = explained(builder, "queue");
    let expected = [(Cause::Line, "hall", "", 5.0), (Cause::SameTier, "hall", "B", 0.0)];
    expect(&why, "A", &expected[..1]);
    expect(&why, "B", &[(Cause::Line, "hall", "", 5.0), (Cause::SameTier, "hall", "A", 20.0)]);
}

/// Taken in proportion: of ten units in the way in January and February, A made four.
#[test]
fn takers_share_in_proportion() {
    let builder = base(hall(5.0))
        .order(order("A", "high", 0, 4.0))
        .order(order("B", "high", 0, 6.0))
        .order(order("L", "low", 1, 5.0));
    let why = explained(builder, "tiers");
    // L alone is on time; it is five late in February.
    expect(
        &why,
        "L",
        &[(Cause::HigherTier, "hall", "A", 2.0), (Cause::HigherTier, "hall", "B", 3.0)],
    );
}

/// Due in January, to be taken from March on: ten late for two months.
#[test]
fn before_it_is_released() {
    let builder = base(hall(5.0)).order(order("L", "low", 0, 5.0).release(month(2)));
    expect(&explained(builder, "tiers"), "L", &[(Cause::NotReleased, "", "", 10.0)]);
}

#[test]
fn before_the_gate_opens_and_never() {
    let gate = || Gate::new(["pump"]).at_least("passed", 1.0);
    let builder = || {
        Scenario::builder("gate", month(0), 4)
            .product(Product::new("pump"))
            .line(hall(5.0))
            .partner(Partner::new("later").attribute("passed", 0.0).attribute_from(
                month(2),
                "passed",
                1.0,
            ))
            .partner(Partner::new("never").attribute("passed", 0.0))
            .order(order("A", "later", 0, 5.0))
            .order(order("N", "never", 1, 2.0))
            .policy(Policy::tiers("gated", [Tier::new("all")]).gate(gate()))
    };
    let why = explained(builder(), "gated");
    expect(&why, "A", &[(Cause::NotEligible, "", "", 10.0)]);
    // Three months; nothing beyond, since nobody waits for what nobody may get.
    expect(&why, "N", &[(Cause::NotEligible, "", "", 6.0)]);
}

/// Two a month of ten: 8, 6, 4, 2 late; the line alone would not be in the way.
#[test]
fn own_most_per_month_given() {
    let builder = base(hall(10.0)).order(order("L", "low", 0, 10.0).most_per_month(2.0));
    expect(&explained(builder, "tiers"), "L", &[(Cause::OwnLimit, "", "", 20.0)]);
}

/// The first tranche takes the limit of January: what it leaves is the limit for the
/// second.
#[test]
fn own_monthly_limit_over_tranches() {
    let limited = Order::new("L", "low", "pump", month(-6))
        .most_per_month(2.0)
        .tranche(Tranche::new(2.0).due(month(0)))
        .tranche(Tranche::new(2.0).due(month(0)));
    let why = explained(base(hall(10.0)).order(limited), "tiers");
    expect(&why, "L", &[(Cause::OwnLimit, "", "", 2.0)]);
}

/// One of four a month: 3, 2, 1 late.
#[test]
fn cap() {
    let builder = base(hall(10.0))
        .order(order("L", "low", 0, 4.0))
        .cap(Cap::of_line("one", "hall").for_partner("low").amount(1.0));
    expect(&explained(builder, "tiers"), "L", &[(Cause::Cap, "one", "", 6.0)]);
}

/// Low may have two of three a month, and high, of whom the cap says nothing, takes two in
/// January. L makes one then, two in February and the last in March: three and one late. By its
/// cap alone it would be two late in January. The rest is what high took.
#[test]
fn who_is_under_no_cap_leaves_it_to_the_others() {
    let builder = base(hall(3.0))
        .order(order("H", "high", 0, 2.0))
        .order(order("L", "low", 0, 4.0))
        .cap(Cap::of_line("two", "hall").for_partner("low").amount(2.0));
    let expected = [(Cause::Cap, "two", "", 2.0), (Cause::HigherTier, "hall", "H", 2.0)];
    expect(&explained(builder, "tiers"), "L", &expected);
}

/// Supply of two a month for one order: 4, 2 late, whatever the line does.
#[test]
fn component_alone() {
    let builder = base(hall(10.0))
        .component(Component::new("seal", Ramp::flat(2.0)).needed("pump", 1.0))
        .order(order("L", "low", 0, 6.0));
    expect(&explained(builder, "tiers"), "L", &[(Cause::Component, "seal", "", 6.0)]);
}

/// Four seals in stock and two a month. H is due in March, six of it, and needs the eight
/// seals there are by then; L takes two in January, the rest when H has its own.
#[test]
fn a_component_that_is_held_for_later() {
    let builder = base(hall(10.0))
        .component(Component::new("seal", Ramp::flat(2.0)).stock(4.0).needed("pump", 1.0))
        .order(order("H", "high", 2, 10.0))
        .order(order("L", "low", 0, 2.0));
    let why = explained(builder, "tiers");
    // L is two late in January to March: of the ten seals until March H takes all.
    expect(&why, "L", &[(Cause::HigherTier, "seal", "H", 6.0)]);
    assert!(why.order("H").is_none());
}

/// A tie between component and line: components come first.
#[test]
fn components_come_before_lines() {
    let builder = base(hall(2.0))
        .component(Component::new("seal", Ramp::flat(2.0)).needed("pump", 1.0))
        .order(order("L", "low", 0, 4.0));
    expect(&explained(builder, "tiers"), "L", &[(Cause::Component, "seal", "", 2.0)]);
}

/// A half of the line is reserved for low; high, weighing as much, waits for that half.
#[test]
fn reserved_share() {
    let builder = base(hall(4.0))
        .reservation(Reservation::of_line("half", "hall").for_partner("low").share(0.5))
        .order(order("H", "high", 0, 4.0))
        .order(order("L", "low", 0, 4.0));
    let why = explained(builder, "tiers");
    // H makes two in January and two in February; low makes two in each.
    expect(&why, "H", &[(Cause::ReservedShare, "hall", "L", 2.0)]);
    let taker = why.order("H").unwrap().causes[0].taker.clone().unwrap();
    assert_eq!(taker.reservation.unwrap(), "half");
    // And low waits for what high has beside the half: a higher tier.
    expect(&why, "L", &[(Cause::HigherTier, "hall", "H", 2.0)]);
}

/// Half of four is low's, as before, but L is for four and urgent: it has all of February. What
/// January left of the half is gone, so two of the four are reserved and two are not.
#[test]
fn a_reserved_share_of_a_line_does_not_wait() {
    let builder = base(hall(4.0))
        .reservation(Reservation::of_line("half", "hall").for_partner("low").share(0.5))
        .order(order("H", "high", 0, 8.0))
        .order(order("L", "low", 1, 4.0).release(month(1)).urgency(2.0));
    // H has January and March: four late in January, as it would be alone, and in February.
    let expected = [
        (Cause::Line, "hall", "", 4.0),
        (Cause::ReservedShare, "hall", "L", 2.0),
        (Cause::SameTier, "hall", "L", 2.0),
    ];
    expect(&explained(builder, "alike"), "H", &expected);
}

/// Who waits for a share that is reserved for another product than its own, or another tier.
#[test]
fn reserved_for_a_product_or_tier() {
    let valves = Order::new("V", "low", "valve", month(-6)).due(month(0)).quantity(4.0);
    let builder = base(Line::new("hall", Ramp::flat(4.0)).makes("pump").makes("valve"))
        .product(Product::new("valve"))
        .reservation(Reservation::of_line("half", "hall").for_product("valve").share(0.5))
        .order(order("P", "low", 0, 4.0))
        .order(valves);
    let why = explained(builder, "alike");
    // Two valves and, P coming first among equals, two pumps in January; the rest in February.
    expect(&why, "P", &[(Cause::ReservedShare, "hall", "V", 2.0)]);
    expect(&why, "V", &[(Cause::SameTier, "hall", "P", 2.0)]);

    let builder = base(hall(4.0))
        .reservation(Reservation::of_line("half", "hall").for_tier("rest").share(0.5))
        .order(order("H", "high", 0, 4.0))
        .order(order("L", "low", 0, 4.0));
    let why = explained(builder, "tiers");
    expect(&why, "H", &[(Cause::ReservedShare, "hall", "L", 2.0)]);
    expect(&why, "L", &[(Cause::HigherTier, "hall", "H", 2.0)]);
}

/// Two seals a month, half of them low's. Low may not take any before February and takes two
/// then: its own of February and the one that January left it, both reserved. High makes two in
/// January and two in March. Alone it would have been two late in January; it is two late in
/// February since low has these two, all of them within what is reserved.
#[test]
fn reserved_pieces_wait_for_whom_they_are_reserved() {
    let builder = base(hall(10.0))
        .component(Component::new("seal", Ramp::flat(2.0)).needed("pump", 1.0))
        .reservation(Reservation::of_component("half", "seal").for_partner("low").share(0.5))
        .order(order("H", "high", 0, 4.0))
        .order(order("L", "low", 1, 2.0).release(month(1)));
    let why = explained(builder, "tiers");
    let expected = [(Cause::Component, "seal", "", 2.0), (Cause::ReservedShare, "seal", "L", 2.0)];
    expect(&why, "H", &expected);
    assert!(why.order("L").is_none());
}

/// One of two seals a month is low's, from February on: of the two that L takes then, one is of
/// its share and the other is not, since January kept nothing for it.
#[test]
fn nothing_is_reserved_before_its_window() {
    let half = Reservation::of_component("half", "seal").for_partner("low").share(0.5);
    let builder = base(hall(10.0))
        .component(Component::new("seal", Ramp::flat(2.0)).needed("pump", 1.0))
        .reservation(half.from(month(1)))
        .order(order("H", "high", 0, 4.0))
        .order(order("L", "low", 1, 2.0).release(month(1)).urgency(2.0));
    let expected = [
        (Cause::Component, "seal", "", 2.0),
        (Cause::ReservedShare, "seal", "L", 1.0),
        (Cause::SameTier, "seal", "L", 1.0),
    ];
    expect(&explained(builder, "alike"), "H", &expected);
}

/// One of two seals a month is low's. L-1 takes both in January and L-2 both in February: each
/// has one of the share, since what January took of it is no longer there. H, two late in
/// February, could have had any of these four, so each is to blame for a half.
#[test]
fn reserved_pieces_are_taken_once() {
    let half = Reservation::of_component("half", "seal").for_partner("low").share(0.5);
    let builder = base(hall(10.0))
        .component(Component::new("seal", Ramp::flat(2.0)).needed("pump", 1.0))
        .reservation(half)
        .order(order("H", "high", 1, 2.0).release(month(1)))
        .order(order("L-1", "low", 0, 2.0).urgency(2.0))
        .order(order("L-2", "low", 1, 2.0).urgency(2.0));
    let expected = [
        (Cause::ReservedShare, "seal", "L-1", 0.5),
        (Cause::ReservedShare, "seal", "L-2", 0.5),
        (Cause::SameTier, "seal", "L-1", 0.5),
        (Cause::SameTier, "seal", "L-2", 0.5),
    ];
    expect(&explained(builder, "alike"), "H", &expected);
}

/// Low was promised three in January: the one place left is high's.
#[test]
fn commitment() {
    let builder = base(hall(4.0))
        .commitment(Commitment::new("L", 3.0, month(0)))
        .order(order("H", "high", 0, 4.0))
        .order(order("L", "low", 0, 4.0));
    let why = explained(builder, "tiers");
    expect(&why, "H", &[(Cause::Commitment, "hall", "L", 3.0)]);
    expect(&why, "L", &[(Cause::HigherTier, "hall", "H", 1.0)]);
}

/// Half a unit a month: made by half, late by one. And lots of two.
#[test]
fn made_and_not_whole() {
    let builder = base(hall(0.5)).order(order("L", "low", 0, 1.0));
    let why = explained(builder, "tiers");
    expect(&why, "L", &[(Cause::NotCounted, "", "", 0.5), (Cause::Line, "hall", "", 0.5)]);
    let builder = base(hall(1.0)).order(order("L", "low", 0, 2.0).lot(2.0));
    let why = explained(builder, "tiers");
    expect(&why, "L", &[(Cause::NotCounted, "", "", 1.0), (Cause::Line, "hall", "", 1.0)]);
}

/// Twelve ordered, six made in six months: 11, 10, …, 6 late, then a year for each of six.
/// The hall makes 60 of the 100 that H takes at once or not at all before it leaves: 40 are for lack
/// of the hall. The other 60 would not ship, and that L, who comes behind, has them is no cause.
#[test]
fn passed_over_because_it_would_not_ship() {
    let high = order("H", "high", 1, 100.0).least_shipment(100.0).cancel_after(0);
    let low = order("L", "low", 1, 60.0);
    let why = explained(base(hall(30.0)).order(high).order(low), "tiers");
    let expected = [(Cause::NotCounted, "", "", 60.0), (Cause::Line, "hall", "", 40.0)];
    let mut found = expected;
    found.sort_by_key(|part| part.0);
    expect(&why, "H", &found);
    assert!(why.order("L").is_none());
}

#[test]
fn end_of_the_horizon() {
    let builder = base(hall(1.0)).order(order("L", "low", 0, 12.0));
    let why = explained(builder, "tiers");
    expect(&why, "L", &[(Cause::Line, "hall", "", 51.0), (Cause::EndOfHorizon, "", "", 72.0)]);
    let late = why.order("L").unwrap();
    assert_eq!((late.unit_months, late.beyond, late.completion), (51.0, 72.0, None));
}

/// Made ahead into a store for one: January's and February's unit must be taken by
/// March, when three are due and two can be there.
#[test]
fn store() {
    let pump = Product::new("pump").stockpile(Stockpile::new().limit(1.0));
    let builder = base_of(pump, hall(1.0)).order(order("L", "low", 2, 3.0).release(month(2)));
    let why = explained(builder, "tiers");
    expect(&why, "L", &[(Cause::Store, "pump", "", 1.0)]);
}

/// Due in March, to be taken in March; without the stock the line would be in the way.
#[test]
fn made_ahead_on_a_line_that_others_need() {
    let pump = Product::new("pump").stockpile(Stockpile::new());
    let builder = base_of(pump, hall(1.0))
        .order(order("H", "high", 1, 2.0))
        .order(order("L", "low", 2, 2.0).release(month(2)));
    let why = explained(builder, "tiers");
    // Three places by March, two of them H's. Alone L would have been on time.
    expect(&why, "L", &[(Cause::HigherTier, "hall", "H", 1.0)]);
}

/// Another line for high alone leaves the hall to low.
#[test]
fn only_lines_that_make_it_count() {
    let builder = base(hall(1.0))
        .product(Product::new("valve"))
        .line(Line::new("shed", Ramp::flat(1.0)).makes("valve"))
        .order(Order::new("V", "high", "valve", month(-6)).due(month(0)).quantity(4.0))
        .order(order("L", "low", 0, 2.0));
    let why = explained(builder, "tiers");
    expect(&why, "L", &[(Cause::Line, "hall", "", 1.0)]);
}

#[test]
fn plans_of_another_scenario_are_refused() {
    let one = base(hall(1.0)).order(order("L", "low", 0, 2.0)).build().unwrap();
    let two = base(hall(1.0)).order(order("M", "low", 0, 2.0)).build().unwrap();
    assert!(why_late(&two, &planned(&one, "tiers")).is_err());
    let mut plan = planned(&one, "tiers");
    plan.orders[0].tranches[0].deliveries[0].month = month(99);
    assert!(why_late(&one, &plan).is_err());
}

/// Every scenario of the conformance suite, under each of its policies.
#[test]
fn the_conformance_suite_adds_up() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut explained = 0;
    for entry in fs::read_dir(folder).unwrap() {
        let file = entry.unwrap().path().join("scenario.toml");
        let Ok(scenario) = Scenario::from_path(&file) else { continue };
        for policy in scenario.policies() {
            let plan = planned(&scenario, policy.id().as_str());
            let why = why_late(&scenario, &plan).unwrap();
            assert_adds_up(&plan, &why);
            let idle = why.total.causes.get(&Cause::NotUsed);
            assert_eq!(idle, None, "{} of {}", policy.id(), file.display());
            explained += 1;
        }
    }
    assert!(explained > 90, "{explained}");
}

/// Scenarios in which little but capacity is in the way.
fn plain() -> Draws {
    drawn().without(BURDENS)
}

/// Scenarios with everything that can be in somebody's way.
pub(super) fn burdened() -> Draws {
    drawn().with(BURDENS)
}

const BURDENS: [Feature; 8] = [
    Feature::Stockpiles,
    Feature::Shelf,
    Feature::MonthlyLimits,
    Feature::Lots,
    Feature::Cancellations,
    Feature::Commitments,
    Feature::Reservations,
    Feature::Caps,
];

proptest! {
    #![proptest_config(cases(300))]

    /// Under every policy. What a plan leaves of free room, nobody late could use; only rules
    /// that are carried out take lines by their ids, which wastes hours that lines share.
    #[test]
    fn random_scenarios_add_up(scenario in plain()) {
        for policy in scenario.policies() {
            let plan = planned(&scenario, policy.id().as_str());
            let why = why_late(&scenario, &plan).unwrap();
            assert_adds_up(&plan, &why);
            let idle = why.total.causes.get(&Cause::NotUsed).copied().unwrap_or(0.0);
            let optimised = matches!(policy.method(), Method::Optimised(_));
            if optimised || scenario.labour().is_empty() {
                prop_assert!(idle <= 1e-6, "{idle} under {}", policy.id());
            }
        }
    }

    #[test]
    fn burdened_scenarios_add_up(scenario in burdened()) {
        for policy in scenario.policies() {
            let plan = planned(&scenario, policy.id().as_str());
            let why = why_late(&scenario, &plan).unwrap();
            assert_adds_up(&plan, &why);
            // What needs less memory says the same.
            prop_assert_eq!(&displaced(&scenario, &plan).unwrap(), &why.displacement());
            let chosen = |id: &str| id.len().is_multiple_of(2) || id.ends_with('1');
            let some = why_late_of(&scenario, &plan, |order| chosen(order.id().as_str())).unwrap();
            prop_assert_eq!(some, why.select(|order| chosen(order.order.as_str())));
        }
    }
}

/// How the causes of many random plans are spread: none is missing that can occur.
#[test]
fn every_cause_occurs() {
    let mut causes: BTreeMap<Cause, f64> = BTreeMap::new();
    for seed in 0..60 {
        let rules = [Feature::Tiers, Feature::Score, Feature::Queue];
        let scenario = burdened().with(rules).of(seed);
        for policy in ["tiers", "score", "queue"] {
            let plan = planned(&scenario, policy);
            for (cause, units) in why_late(&scenario, &plan).unwrap().total.causes {
                *causes.entry(cause).or_default() += units;
            }
        }
    }
    for cause in [
        Cause::NotCounted,
        Cause::NotReleased,
        Cause::OwnLimit,
        Cause::Cap,
        Cause::Component,
        Cause::Line,
        Cause::HigherTier,
        Cause::Commitment,
        Cause::ReservedShare,
        Cause::SameTier,
        Cause::EndOfHorizon,
    ] {
        assert!(causes.contains_key(&cause), "{cause} never occurs: {causes:?}");
    }
}
