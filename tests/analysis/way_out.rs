//! Ways out of lateness: each one made again by hand and planned, and none cheaper on
//! scenarios small enough to try everything.

use crate::support::cases;
use crate::support::generator::{Draws, Feature, Size, drawn};
use crate::support::months::month;
use crate::support::plans::least_breach;
use apportion::analysis::explain::{
    Baseline, Displacement, displaced_against, displaced_without, why_late,
};
use apportion::analysis::way_out::{Change, Way, WayOut, WayOutQuery, WaysOut, ways_out};
use apportion::check::check;
use apportion::plan::{OrderPlan, Plan, TranchePlan};
use apportion::planner::Planner;
use apportion::scenario::{
    Component, Expansion, Line, Month, Order, Override, Partner, Policy, Product, Ramp, Scenario,
    ScenarioBuilder, Tier,
};
use proptest::prelude::*;

fn order(id: &str, partner: &str, due: i32, quantity: f64) -> Order {
    Order::new(id, partner, "pump", month(-6)).due(month(due)).quantity(quantity)
}

/// One line of four a month, an expansion that is off, two tiers.
fn base() -> ScenarioBuilder {
    Scenario::builder("hall", month(0), 8)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(4.0)).makes("pump"))
        .expansion(
            Expansion::of_line("annex", "hall", month(0), Ramp::flat(2.0)).lead(1).cost(7.0).off(),
        )
        .partner(Partner::new("high").attribute("rank", 1.0))
        .partner(Partner::new("low").attribute("rank", 2.0))
        .policy(Policy::tiers(
            "tiers",
            [Tier::new("first").at_most("rank", 1.0), Tier::new("rest")],
        ))
        .policy(Policy::first_come_first_served("queue"))
}

fn planned(scenario: &Scenario, policy: &Policy) -> Plan {
    let plan = least_breach().plan(scenario, policy).unwrap().finished().unwrap();
    let report = check(scenario, &plan);
    assert!(report.is_clean(), "{report}");
    plan
}

fn found(scenario: &Scenario, policy: &str, query: &WayOutQuery) -> WaysOut {
    let plan = planned(scenario, scenario.policy(policy).unwrap());
    let ways = ways_out(scenario, &plan, &least_breach(), query).unwrap();
    assert_eq!(WaysOut::from_json(&ways.to_json().unwrap()).unwrap(), ways);
    assert!(!ways.to_string().is_empty());
    ways
}

/// The change made with the parts of the scenario alone: a builder, not the library's
/// edits.
fn by_hand(scenario: &Scenario, policy: &Policy, order: &str, change: &Change) -> Plan {
    let mut policy = policy.clone();
    let mut parts = Scenario::builder(scenario.name(), scenario.start(), scenario.months());
    parts = scenario.products().iter().cloned().fold(parts, ScenarioBuilder::product);
    parts = scenario.components().iter().cloned().fold(parts, ScenarioBuilder::component);
    parts = scenario.partners().iter().cloned().fold(parts, ScenarioBuilder::partner);
    parts = scenario.lines().iter().cloned().fold(parts, ScenarioBuilder::line);
    parts = scenario.labour().iter().cloned().fold(parts, ScenarioBuilder::labour);
    parts = scenario.calendar().cloned().into_iter().fold(parts, ScenarioBuilder::calendar);
    parts = scenario.own_reservations().iter().cloned().fold(parts, ScenarioBuilder::reservation);
    parts = scenario.caps().iter().cloned().fold(parts, ScenarioBuilder::cap);
    parts = parts.commitments(scenario.commitments().iter().cloned());
    for known in scenario.expansions() {
        let on = matches!(change, Change::Expansion { expansion, .. } if expansion == known.id());
        parts = parts.expansion(if on { known.clone().on() } else { known.clone() });
    }
    for known in scenario.orders() {
        parts = match change {
            Change::Slip { order, months, .. } if order == known.id() => {
                let demands = scenario.demands_of(order.as_str()).unwrap();
                assert_eq!(demands.len(), 1);
                let due = demands[0].due + *months;
                // The tranche may have a due month of its own.
                let mut written = serde_json::to_value(known).unwrap();
                let own = written.get("tranches").and_then(|tranches| tranches.get(0));
                let in_tranche = own.is_some_and(|tranche| tranche.get("due").is_some());
                let day = |due: &serde_json::Value| {
                    due.as_str().and_then(|text| text.get(7..)).unwrap_or_default().to_owned()
                };
                if in_tranche {
                    let tranche = &mut written["tranches"][0];
                    tranche["due"] = format!("{due}{}", day(&tranche["due"])).into();
                } else {
                    written["due"] = format!("{due}{}", day(&written["due"])).into();
                }
                parts.order(serde_json::from_value(written).unwrap())
            }
            _ => parts.order(known.clone()),
        };
    }
    let several = match change {
        Change::Together { changes } => &changes[..],
        one => std::slice::from_ref(one),
    };
    for (number, change) in several.iter().enumerate() {
        let id = format!("by hand {number}");
        match change {
            Change::Capacity { line, from, units } => {
                let ramp = Ramp::steps([(*from, *units)]);
                parts = parts.expansion(Expansion::of_line(id, line.clone(), *from, ramp));
            }
            Change::Supply { component, from, units } => {
                let ramp = Ramp::steps([(*from, *units)]);
                let more = Expansion::of_component(id, component.clone(), *from, ramp);
                parts = parts.expansion(more);
            }
            Change::Tier { tier } => {
                policy = in_tier(&policy, order, tier);
            }
            _ => {}
        }
    }
    // Reservations and caps may be for the tiers of any policy.
    for known in scenario.policies() {
        parts = parts.policy(if known.id() == policy.id() { &policy } else { known }.clone());
    }
    planned(&parts.build().unwrap(), &policy)
}

/// The policy with an order in a tier, of the weight that it may have been given.
fn in_tier(policy: &Policy, order: &str, tier: &str) -> Policy {
    let known = policy.overrides().iter().find(|part| part.order() == order);
    let mut favour = Override::new(order, "by hand").tier(tier);
    if let Some(weight) = known.and_then(Override::weight_given) {
        favour = favour.weight(weight);
    }
    let mut written = serde_json::to_value(policy).unwrap();
    if let Some(list) = written.get_mut("overrides").and_then(|list| list.as_array_mut()) {
        list.retain(|part| part["order"] != order);
    }
    serde_json::from_value::<Policy>(written).unwrap().overruled(favour)
}

/// Delivered by the due months, or as early as it may be taken.
fn on_time(scenario: &Scenario, order: &OrderPlan) -> bool {
    let opens = |month: &Month| order.eligibility.allows(*month);
    let opens = (0..=scenario.months() as usize).map(|index| scenario.month(index)).find(opens);
    order.tranches.iter().all(|tranche| {
        let goal = tranche.due.max(tranche.release).max(scenario.start());
        let goal = opens.map_or(goal, |month| month.max(goal));
        tranche.completion.is_some_and(|month| month <= goal)
    })
}

fn verify(scenario: &Scenario, policy: &Policy, found: &WayOut) {
    let all = found.ways.iter().map(|way| (way, true));
    for (way, good) in all.chain(found.short.iter().map(|way| (way, false))) {
        let plan = by_hand(scenario, policy, found.order.as_str(), &way.change);
        let order = plan.order(found.order.as_str()).unwrap();
        assert_eq!(order.completion, way.completion, "{way}");
        assert_eq!(on_time(scenario, order), good, "{way}");
    }
}

fn way(order: &WayOut, is: impl Fn(&Change) -> bool) -> &Way {
    order.ways.iter().find(|way| is(&way.change)).unwrap()
}

/// Eight of high and six of low, all due in February: eight places. Low lacks six.
#[test]
fn every_kind_of_way_out() {
    let scenario =
        base().order(order("H", "high", 1, 8.0)).order(order("A", "low", 1, 6.0)).build().unwrap();
    let ways = found(&scenario, "tiers", &WayOutQuery::new());
    let [low] = &ways.orders[..] else { panic!("{ways}") };
    verify(&scenario, scenario.policy("tiers").unwrap(), low);
    // Three a month from January on, or six in February: six in all. The first counts.
    let more = way(low, |change| matches!(change, Change::Capacity { .. }));
    let expected = Change::Capacity { line: "hall".into(), from: month(0), units: 3.0 };
    assert_eq!((&more.change, more.effort, more.completion), (&expected, 6.0, Some(month(1))));
    assert_eq!(more.others, 0.0);
    let tier = way(low, |change| matches!(change, Change::Tier { .. }));
    assert_eq!(tier.change, Change::Tier { tier: "first".into() });
    // Low takes six of the eight; six of high come in March and April: four late for one
    // month, two for two.
    assert_eq!(tier.others, 8.0);
    // Two months later high leaves all places until February.
    let slip = way(low, |change| matches!(change, Change::Slip { .. }));
    assert!(matches!(slip.change, Change::Slip { months: 2, .. }), "{slip}");
    // The annex adds two in February alone.
    assert!(low.ways.iter().all(|way| !matches!(way.change, Change::Expansion { .. })));
    let short = low.short.iter().find(|way| matches!(way.change, Change::Expansion { .. }));
    let short = short.unwrap();
    assert_eq!((short.completion, short.effort), (Some(month(2)), 7.0));
    assert!(!low.cut_short && ways.not_tried == 0);
}

#[test]
fn an_expansion_that_is_off() {
    let scenario = base().order(order("L", "low", 1, 10.0)).build().unwrap();
    let ways = found(&scenario, "tiers", &WayOutQuery::new());
    verify(&scenario, scenario.policy("tiers").unwrap(), &ways.orders[0]);
    let change = Change::Expansion { expansion: "annex".into(), cost: 7.0 };
    assert_eq!(ways.orders[0].ways[0].change, change);
}

/// Two seals a month for eight pumps by April: without more seals nothing helps.
/// Of ten more that are started one is good: what all orders want of the line is ten times as
/// much in starts.
#[test]
fn more_of_a_line_that_scraps() {
    let scenario = Scenario::builder("hall", month(0), 4)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(10.0)).makes("pump").yields(0.1))
        .partner(Partner::new("north"))
        .order(order("N", "north", 0, 2.0))
        .policy(Policy::tiers("all", [Tier::new("all")]))
        .build()
        .unwrap();
    let ways = found(&scenario, "all", &WayOutQuery::new());
    let way = way(&ways.orders[0], |change| matches!(change, Change::Capacity { .. }));
    let units = match way.change {
        Change::Capacity { units, .. } => units,
        _ => 0.0,
    };
    assert!((units - 10.0).abs() < 1e-9, "{units}");
}

#[test]
fn more_of_a_component() {
    let scenario = base()
        .component(Component::new("seal", Ramp::flat(2.0)).needed("pump", 2.0))
        .order(order("L", "low", 3, 8.0))
        .build()
        .unwrap();
    let ways = found(&scenario, "tiers", &WayOutQuery::new());
    verify(&scenario, scenario.policy("tiers").unwrap(), &ways.orders[0]);
    let [only] = &ways.orders[0].ways[..] else { panic!("{ways}") };
    // Sixteen seals by April, eight come anyway.
    let change = Change::Supply { component: "seal".into(), from: month(0), units: 2.0 };
    assert_eq!((&only.change, only.effort), (&change, 8.0));
}

/// Nothing brings an order before its release; as early as that is on time.
#[test]
fn the_goal_is_what_can_be() {
    let scenario = base().order(order("L", "low", 0, 4.0).release(month(2))).build().unwrap();
    let ways = found(&scenario, "tiers", &WayOutQuery::new());
    let low = &ways.orders[0];
    assert_eq!((low.goal, low.solves, low.ways.len()), (month(2), 0, 0));
}

#[test]
fn limits_of_the_search() {
    let scenario = base()
        .order(order("H", "high", 1, 8.0))
        .order(order("L", "low", 1, 6.0))
        .order(order("M", "low", 0, 6.0))
        .build()
        .unwrap();
    let query = WayOutQuery::new().plans_at_most(2).order("L");
    let ways = found(&scenario, "tiers", &query);
    assert_eq!((ways.orders.len(), ways.not_tried), (1, 1));
    assert!(ways.orders[0].cut_short && ways.orders[0].solves <= 4);
    let plan = planned(&scenario, scenario.policy("tiers").unwrap());
    let query = WayOutQuery::new().order("nobody");
    assert!(ways_out(&scenario, &plan, &Planner::new(), &query).is_err());
    let same = WayOutQuery::new();
    assert_eq!(found(&scenario, "tiers", &same), found(&scenario, "tiers", &same));
}

/// A little less of a change: all ways to take one unit (or 1 %) or month away.
fn less(change: &Change) -> Vec<Change> {
    let step = |units: &f64| (*units - (units / 100.0).max(1.0)).max(0.0);
    match change {
        Change::Capacity { line, from, units } if *units > 1.0 => {
            let units = step(units);
            vec![Change::Capacity { line: line.clone(), from: *from, units }]
        }
        Change::Supply { component, from, units } if *units > 1.0 => {
            let units = step(units);
            vec![Change::Supply { component: component.clone(), from: *from, units }]
        }
        Change::Slip { order, partner, months } if *months > 1 => {
            let months = months - 1;
            vec![Change::Slip { order: order.clone(), partner: partner.clone(), months }]
        }
        Change::Together { changes } => {
            let mut all = Vec::new();
            for (index, part) in changes.iter().enumerate() {
                for part in less(part) {
                    let mut changes = changes.clone();
                    changes[index] = part;
                    all.push(Change::Together { changes });
                }
            }
            all
        }
        _ => Vec::new(),
    }
}

/// Small, with a rule of every kind.
fn small() -> Draws {
    drawn().sized(Size::TINY).with([Feature::Tiers, Feature::Score, Feature::Queue])
}

proptest! {
    #![proptest_config(cases(120))]

    /// Every way made again by hand does what was said; one unit less, or one month less
    /// of a slip, does not do.
    #[test]
    fn ways_do_and_nothing_less_does(scenario in small()) {
        for id in ["tiers", "score", "queue"] {
            let policy = scenario.policy(id).unwrap();
            let ways = found(&scenario, id, &WayOutQuery::new().orders_at_most(2));
            for order in &ways.orders {
                let single = scenario.orders().iter().all(|order| {
                    scenario.demands_of(order.id().as_str()).unwrap().len() == 1
                });
                if !single {
                    continue;
                }
                verify(&scenario, policy, order);
                for way in &order.ways {
                    for less in less(&way.change) {
                        let plan = by_hand(&scenario, policy, order.order.as_str(), &less);
                        let late = plan.order(order.order.as_str()).unwrap();
                        prop_assert!(!on_time(&scenario, late), "{less} does as well as {way}");
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 20, ..cases(30) })]

    /// A warm start changes no plan.
    #[test]
    fn plans_from_another_are_the_same(scenario in drawn()) {
        let planner = least_breach();
        for policy in scenario.policies() {
            let (_, start) = planner.plan_from(&scenario, policy, None).unwrap();
            prop_assert_eq!(start.is_some(), matches!(policy.method(), apportion::scenario::Method::Optimised(_)));
            let line = scenario.lines()[0].id();
            let more = scenario.with_more_capacity(line, scenario.start(), 2.0).unwrap();
            let (warm, _) = planner.plan_from(&more, policy, start.as_ref()).unwrap();
            let (warm, cold) = (warm.finished().unwrap(), planned(&more, policy));
            prop_assert!(check(&more, &warm).is_clean());
            // Production may differ by rounding, prices where several are right.
            for (one, two) in warm.orders.iter().zip(&cold.orders) {
                prop_assert_eq!(one.completion, two.completion, "{}", policy.id());
                for (one, two) in one.tranches.iter().zip(&two.tranches) {
                    let by_month = |tranche: &TranchePlan, index: u32| -> f64 {
                        let month = scenario.month(index as usize);
                        let made = tranche.production.iter().filter(|part| part.month == month);
                        made.map(|part| part.quantity).sum()
                    };
                    for index in 0..scenario.months() {
                        let (one, two) = (by_month(one, index), by_month(two, index));
                        prop_assert!((one - two).abs() <= 1e-7, "{}: {one} {two}", policy.id());
                    }
                }
            }
        }
    }
}

/// One line, one product: of all amounts from all months none that adds less brings the
/// order on time, and every smaller slip fails.
#[test]
fn none_cheaper_by_trying_all() {
    let mut tried = 0;
    for (rate, high, low, due) in [
        (4.0, 8.0, 6.0, 1),
        (3.0, 5.0, 7.0, 2),
        (2.0, 9.0, 3.0, 3),
        (5.0, 4.0, 11.0, 1),
        (1.0, 6.0, 4.0, 3),
        (6.0, 13.0, 9.0, 2),
    ] {
        let scenario = Scenario::builder("tiny", month(0), 7)
            .product(Product::new("pump"))
            .line(Line::new("hall", Ramp::flat(rate)).makes("pump"))
            .partner(Partner::new("high").attribute("rank", 1.0))
            .partner(Partner::new("low").attribute("rank", 2.0))
            .order(order("H", "high", due, high))
            .order(order("L", "low", due, low))
            .policy(Policy::tiers(
                "tiers",
                [Tier::new("first").at_most("rank", 1.0), Tier::new("rest")],
            ))
            .build()
            .unwrap();
        let policy = scenario.policy("tiers").unwrap();
        let ways = found(&scenario, "tiers", &WayOutQuery::new().order("L"));
        let order = &ways.orders[0];
        let best = way(order, |change| matches!(change, Change::Capacity { .. }));
        for from in 0..=due {
            for units in 1..=14 {
                let units = f64::from(units);
                let effort = units * f64::from(due - from + 1);
                if effort >= best.effort {
                    continue;
                }
                let change = Change::Capacity { line: "hall".into(), from: month(from), units };
                let plan = by_hand(&scenario, policy, "L", &change);
                assert!(!on_time(&scenario, plan.order("L").unwrap()), "{change} beats {best}");
                tried += 1;
            }
        }
    }
    assert!(tried > 30, "{tried}");
}

/// Three partners on a line of four a month, all due in January.
fn crowd() -> Scenario {
    base()
        .partner(Partner::new("other").attribute("rank", 3.0))
        .order(order("H", "high", 0, 4.0))
        .order(order("L", "low", 0, 4.0))
        .order(order("O", "other", 0, 4.0))
        .build()
        .unwrap()
}

#[test]
fn displacement_by_what_was_taken_and_without_orders() {
    let scenario = crowd();
    let plan = planned(&scenario, scenario.policy("tiers").unwrap());
    let taken = why_late(&scenario, &plan).unwrap().displacement();
    // Tiers first (high) and rest (low, then other by id): low waits one month for high;
    // other waits in January for high, in February for both in equal parts.
    assert_eq!(taken.get("low", "high"), 4.0);
    assert_eq!(taken.get("other", "high"), 4.0 + 2.0);
    assert_eq!(taken.get("other", "low"), 2.0);
    assert_eq!((taken.totals["low"], taken.totals["other"]), (4.0, 8.0));
    let without = displaced_without(&scenario, &plan, &Planner::new()).unwrap();
    assert_eq!(without.baseline, Baseline::Without);
    // Without high all move up by a month.
    assert_eq!((without.get("low", "high"), without.get("other", "high")), (4.0, 4.0));
    assert_eq!((without.get("other", "low"), without.get("low", "other")), (4.0, 0.0));
    let text = without.to_json().unwrap();
    assert_eq!(Displacement::from_json(&text).unwrap(), without);
    assert!(without.to_csv().starts_with("waits,because_of,unit_months\nlow,high,4\n"));
}

#[test]
fn displacement_against_another_policy() {
    let scenario = crowd();
    let tiers = planned(&scenario, scenario.policy("tiers").unwrap());
    let reversed =
        Policy::tiers("reversed", [Tier::new("third").at_least("rank", 3.0), Tier::new("others")]);
    let scenario = scenario.with_policy(reversed).unwrap();
    let other = planned(&scenario, scenario.policy("reversed").unwrap());
    let matrix = displaced_against(&scenario, &tiers, &other).unwrap();
    assert_eq!(matrix.baseline, Baseline::Policy("reversed".into()));
    // Reversed: other first, then high, then low.
    assert_eq!(matrix.get("high", "other"), -4.0);
    assert_eq!(matrix.get("low", "high"), 4.0 - 2.0);
    assert_eq!(matrix.get("low", "other"), -6.0);
    assert_eq!(matrix.totals["low"], 4.0 - 8.0);
    assert_eq!(matrix.totals["other"], 8.0);
    let same = displaced_against(&scenario, &tiers, &tiers).unwrap();
    assert!(same.waits.is_empty() && same.totals.is_empty());
}

/// An override of an order that is left out is left out too.
#[test]
fn displacement_with_overrides_and_commitments() {
    let policy = Policy::tiers("over", [Tier::new("a").at_most("rank", 1.0), Tier::new("b")])
        .overruled(Override::new("O", "a reason").tier("a"));
    let scenario = crowd().with_policy(policy).unwrap();
    let plan = planned(&scenario, scenario.policy("over").unwrap());
    let without = displaced_without(&scenario, &plan, &Planner::new()).unwrap();
    assert_eq!(without.get("low", "other"), 4.0);
}
