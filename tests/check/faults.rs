//! The check is silent on plans that hold, and loud on every one that does not.

use crate::support::cases;
use crate::support::generator::{Feature, drawn};
use crate::support::months::month;
use crate::support::plans::{
    Fault, assert_clean, assert_found, clean_plan, planned, used_mut, workshop,
};
use apportion::check::{Code, check};
use apportion::plan::{Plan, ResourceKind, ShareOf, Status, Step};
use apportion::planner::Planner;
use apportion::scenario::{Lottery, PartnerId, Policy};
use proptest::prelude::*;

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn rules_make_plans_that_hold(case in drawn().with([Feature::Queue, Feature::Shares])) {
        for policy in ["queue", "shares"] {
            let plan = planned(&case, policy);
            let read = Plan::from_json(&plan.to_json().unwrap()).unwrap();
            prop_assert_eq!(&read, &plan);
            assert_clean(&case, &read);
        }
    }

    #[test]
    fn engines_make_plans_that_hold(case in drawn()) {
        for policy in case.policies() {
            let plan = planned(&case, policy.id().as_str());
            let proven = matches!(policy.method(), apportion::scenario::Method::Optimised(_));
            prop_assert_eq!(plan.status == Status::Proven, proven);
        }
    }

    /// The claims of a proven plan do not fit the production of another one.
    #[test]
    fn claims_fit_one_plan_only(
        case in drawn()
            .with([Feature::Queue, Feature::Score, Feature::Tiers, Feature::SplitTiers, Feature::Dpas])
            .without([
                // Each policy has its own gates and tiers, and a plan says who is kept out
                // and what is reserved for whom.
                Feature::Gates,
                Feature::Reservations,
                Feature::Caps,
                // The queue does not make ahead.
                Feature::Stockpiles,
            ])
    ) {
        let other = planned(&case, "queue");
        for policy in ["score", "tiers", "split tiers", "dpas"] {
            let plan = planned(&case, policy);
            let mut mixed = other.clone();
            mixed.policy = plan.policy.clone();
            mixed.engine.clone_from(&plan.engine);
            mixed.status = plan.status;
            mixed.unique = plan.unique;
            mixed.levels.clone_from(&plan.levels);
            let report = check(&case, &mixed);
            prop_assert!(report.iter().all(|violation| {
                // Prices prove a bound as far as the plan goes by them.
                matches!(
                    violation.code,
                    Code::Objective
                        | Code::Division
                        | Code::BoundUnproven
                        | Code::ToldApart
                        | Code::LateValue
                        | Code::AsDelivered
                        | Code::InVain
                )
            }), "{report}");
            if production_differs(&plan, &other) {
                prop_assert!(!report.is_clean(), "{plan:?}");
            }
        }
    }

    /// Whatever is done to the numbers and lists of a plan, there is an answer.
    #[test]
    fn nothing_panics(
        case in drawn().with([Feature::Queue]),
        other in drawn(),
        value in prop_oneof![
            Just(f64::NAN), Just(f64::INFINITY), Just(-1.0), Just(1e308), Just(0.0),
        ],
        keep in 0..3usize,
    ) {
        let mut plan = planned(&case, "queue");
        // A plan of another case.
        let _ = check(&other, &plan);
        plan.backlog.total.truncate(keep);
        for part in &mut plan.resources {
            if part.kind() == ResourceKind::Line {
                part.used.truncate(keep);
                part.offered.push(Some(value));
            } else {
                part.left.truncate(keep);
                part.used.fill(value);
            }
        }
        for order in &mut plan.orders {
            order.quantity = value;
            order.backlog.reverse();
            for tranche in &mut order.tranches {
                tranche.production.iter_mut().for_each(|part| part.quantity = value);
                tranche.deliveries.truncate(keep);
                tranche.deliveries.iter_mut().for_each(|part| part.quantity = value);
            }
            order.tranches.truncate(keep);
        }
        for status in [Status::Rule, Status::Proven, Status::Unproven] {
            plan.status = status;
            for level in &mut plan.levels {
                level.bound = Some(value);
            }
            prop_assert!(!check(&other, &plan).is_clean() || plan.orders.is_empty());
            prop_assert!(!check(&case, &plan).is_clean() || plan.orders.is_empty());
        }
    }
}

/// Whether two plans make more than rounding of something at different times or places.
fn production_differs(one: &Plan, other: &Plan) -> bool {
    let cells = |plan: &Plan| {
        let mut cells = std::collections::BTreeMap::new();
        for order in &plan.orders {
            for (index, tranche) in order.tranches.iter().enumerate() {
                for part in &tranche.production {
                    let cell = (order.order.clone(), index, part.month, part.line.clone());
                    *cells.entry(cell).or_insert(0.0) += part.quantity;
                }
            }
        }
        cells
    };
    let (mut one, other) = (cells(one), cells(other));
    for (cell, quantity) in other {
        *one.entry(cell).or_insert(0.0) -= quantity;
    }
    one.values().any(|difference| difference.abs() > 1e-3)
}

#[test]
fn the_header_is_checked() {
    let scenario = workshop();
    let faults: &[Fault<'_>] = &[
        ("version", Code::Version, &|plan| plan.version = 2),
        ("name", Code::ScenarioName, &|plan| plan.scenario.push('!')),
        ("start", Code::Horizon, &|plan| plan.start = month(1)),
        ("months", Code::Horizon, &|plan| plan.months = 7),
        ("policy of the same id", Code::PolicyDiffers, &|plan| {
            plan.policy = Policy::pro_rata("queue");
        }),
        ("policy without criteria", Code::PolicyInvalid, &|plan| {
            plan.policy = Policy::score("other", []);
        }),
        ("a rule said to be proven", Code::Status, &|plan| plan.status = Status::Proven),
        ("an optimum said to be a rule", Code::Status, &|plan| plan.policy = Policy::dpas("d")),
        ("unique without proof", Code::Unique, &|plan| plan.status = Status::Unproven),
    ];
    assert_found(&scenario, &clean_plan(&scenario, "queue"), faults);
}

#[test]
fn a_policy_need_not_be_among_the_named_ones() {
    let scenario = workshop();
    let policy = Policy::pro_rata("not named");
    let plan = Planner::new().plan(&scenario, &policy).unwrap().finished().unwrap();
    assert_clean(&scenario, &plan);
}

#[test]
fn orders_are_checked() {
    let scenario = workshop();
    let faults: &[Fault<'_>] = &[
        ("drop an order", Code::OrderMissing, &|plan| drop(plan.orders.remove(1))),
        ("rename an order", Code::OrderUnknown, &|plan| plan.orders[1].order = "N-9".into()),
        ("duplicate an order", Code::OrderTwice, &|plan| {
            let copy = plan.orders[1].clone();
            plan.orders.insert(1, copy);
        }),
        ("swap orders", Code::OrderSequence, &|plan| plan.orders.swap(0, 2)),
        ("swap partners", Code::OrderFact, &|plan| {
            let other = plan.orders[2].partner.clone();
            plan.orders[2].partner = std::mem::replace(&mut plan.orders[0].partner, other);
        }),
        ("swap products", Code::OrderFact, &|plan| plan.orders[0].product = "paint".into()),
        ("another contract", Code::OrderFact, &|plan| plan.orders[0].signed = month(0)),
        ("a unit more ordered", Code::OrderFact, &|plan| plan.orders[0].quantity += 1.0),
        ("drop a tranche", Code::TrancheCount, &|plan| drop(plan.orders[0].tranches.pop())),
        ("swap tranches", Code::TrancheFact, &|plan| plan.orders[0].tranches.swap(0, 1)),
        ("a due month later", Code::TrancheFact, &|plan| {
            plan.orders[2].tranches[0].due = month(2);
        }),
        ("an earlier release", Code::TrancheFact, &|plan| {
            plan.orders[0].tranches[1].release = month(1);
        }),
    ];
    assert_found(&scenario, &clean_plan(&scenario, "queue"), faults);
}

#[test]
fn production_is_checked() {
    let scenario = workshop();
    let faults: &[Fault<'_>] = &[
        ("move production to an earlier month", Code::Capacity, &|plan| {
            made(plan, 2).month = month(0);
        }),
        ("move production before its release", Code::Release, &|plan| {
            plan.orders[0].tranches[1].production[0].month = month(1);
        }),
        ("beyond the horizon", Code::Month, &|plan| made(plan, 2).month = month(6)),
        ("before the horizon", Code::Month, &|plan| made(plan, 2).month = month(-1)),
        ("a unit more", Code::Quantity, &|plan| made(plan, 0).quantity += 1.0),
        ("negative", Code::Amount, &|plan| made(plan, 0).quantity *= -1.0),
        ("nothing", Code::Amount, &|plan| made(plan, 0).quantity = 0.0),
        ("not a number", Code::Amount, &|plan| made(plan, 0).quantity = f64::NAN),
        ("without end", Code::Amount, &|plan| made(plan, 0).quantity = f64::INFINITY),
        ("on no line", Code::LineUnknown, &|plan| made(plan, 0).line = "south".into()),
        ("on a line that does not make it", Code::LineProduct, &|plan| {
            made(plan, 1).line = "east".into();
        }),
        ("the same cell twice", Code::CellSequence, &|plan| {
            let list = &mut plan.orders[0].tranches[0].production;
            let copy = list[0].clone();
            list.insert(0, copy);
        }),
        ("more seals than arrive", Code::Stock, &|plan| made(plan, 3).quantity += 1.0),
    ];
    assert_found(&scenario, &clean_plan(&scenario, "queue"), faults);
}

/// The first entry of production of the order at a position.
fn made(plan: &mut Plan, order: usize) -> &mut apportion::plan::Production {
    &mut plan.orders[order].tranches[0].production[0]
}

#[test]
fn dates_are_checked() {
    let scenario = workshop();
    let later = |date: &mut Option<_>| *date = Some(month(5));
    let faults: &[Fault<'_>] = &[
        ("remove a delivery", Code::Deliveries, &|plan| {
            plan.orders[0].tranches[0].deliveries.pop();
        }),
        ("deliver a unit more", Code::Deliveries, &|plan| {
            plan.orders[0].tranches[0].deliveries[0].quantity += 1.0;
        }),
        ("deliver a month early", Code::Deliveries, &|plan| {
            plan.orders[2].tranches[0].deliveries[0].month = month(-1);
        }),
        ("delivered", Code::Delivered, &|plan| plan.orders[3].delivered += 1.0),
        ("delivered is no number", Code::Delivered, &|plan| plan.orders[3].delivered = f64::NAN),
        ("on time", Code::OnTime, &|plan| plan.orders[0].on_time -= 1.0),
        ("first", Code::First, &|plan| later(&mut plan.orders[0].first)),
        ("no first", Code::First, &|plan| plan.orders[0].first = None),
        ("half", Code::Half, &|plan| later(&mut plan.orders[0].half)),
        ("completion of a tranche", Code::Completion, &|plan| {
            later(&mut plan.orders[0].tranches[0].completion);
        }),
        ("completion that is none", Code::Completion, &|plan| {
            later(&mut plan.orders[3].completion);
        }),
        ("lateness of a tranche", Code::Lateness, &|plan| {
            plan.orders[0].tranches[1].lateness = None;
        }),
        ("lateness", Code::Lateness, &|plan| {
            plan.orders[0].lateness = plan.orders[0].lateness.map(|months| months + 1);
        }),
        ("wait", Code::Wait, &|plan| plan.orders[0].wait = Some(0)),
    ];
    assert_found(&scenario, &clean_plan(&scenario, "queue"), faults);
}

#[test]
fn backlog_and_use_are_checked() {
    let scenario = workshop();
    let faults: &[Fault<'_>] = &[
        ("a step off by one", Code::OrderBacklog, &|plan| plan.orders[2].backlog[0].units += 1.0),
        ("a step left out", Code::OrderBacklog, &|plan| plan.orders[2].backlog.truncate(1)),
        ("a step twice", Code::OrderBacklog, &|plan| {
            let copy = plan.orders[2].backlog[0];
            plan.orders[2].backlog.insert(0, copy);
        }),
        ("total off by one", Code::BacklogSeries, &|plan| plan.backlog.total[2] -= 1.0),
        ("total too short", Code::SeriesLength, &|plan| plan.backlog.total.truncate(5)),
        ("partner off by one", Code::BacklogSeries, &|plan| {
            plan.backlog.partners.values_mut().for_each(|list| list[5] += 1.0);
        }),
        ("no partner", Code::BacklogKeys, &|plan| {
            plan.backlog.partners.remove(&PartnerId::from("north"));
        }),
        ("a product too many", Code::BacklogKeys, &|plan| {
            plan.backlog.products.insert("glue".into(), vec![0.0; 6]);
        }),
        ("product no number", Code::BacklogSeries, &|plan| {
            plan.backlog.products.values_mut().for_each(|list| list[0] = f64::NAN);
        }),
        ("no line", Code::ResourceList, &|plan| {
            let place = plan.resources.iter().rposition(|part| part.kind() == ResourceKind::Line);
            plan.resources.remove(place.unwrap());
        }),
        ("lines swapped", Code::ResourceList, &|plan| plan.resources.swap(0, 1)),
        ("capacity", Code::ResourceOffered, &|plan| {
            *used_mut(plan, ResourceKind::Line, 1).offered[3].as_mut().unwrap() += 1.0;
        }),
        ("used", Code::ResourceUsed, &|plan| {
            used_mut(plan, ResourceKind::Line, 0).used[0] -= 0.5;
        }),
        ("used too long", Code::SeriesLength, &|plan| {
            used_mut(plan, ResourceKind::Line, 0).used.push(0.0);
        }),
        ("a component said to be a line", Code::ResourceList, &|plan| {
            used_mut(plan, ResourceKind::Component, 0).resource.kind = ResourceKind::Line;
        }),
        ("no capacity", Code::ResourceOffered, &|plan| {
            used_mut(plan, ResourceKind::Line, 1).offered[3] = None;
        }),
        ("a share of a line", Code::ResourceOffered, &|plan| {
            used_mut(plan, ResourceKind::Line, 1).share_of =
                Some(ShareOf { position: 0, share: 0.5 });
        }),
        ("a line keeps something", Code::SeriesLength, &|plan| {
            used_mut(plan, ResourceKind::Line, 0).left = vec![0.0; 6];
        }),
        ("no component", Code::ResourceList, &|plan| {
            plan.resources.retain(|part| part.kind() != ResourceKind::Component);
        }),
        ("supply", Code::ResourceOffered, &|plan| {
            used_mut(plan, ResourceKind::Component, 0).offered[0] = Some(9.0);
        }),
        ("components used", Code::ResourceUsed, &|plan| {
            used_mut(plan, ResourceKind::Component, 0).used[1] += 1.0;
        }),
        ("stock off by one", Code::ResourceLeft, &|plan| {
            used_mut(plan, ResourceKind::Component, 0).left[2] += 1.0;
        }),
    ];
    assert_found(&scenario, &clean_plan(&scenario, "queue"), faults);
}

/// Four pumps a month, and seals for half a pump more than the four of January: N-1 has those
/// four, and three in March. What seals leave of each month is that of S-1: one and a half in
/// February, none in March, two in April and the last one and a half in May. Of its five, due
/// in February, four are late then, two in April, and none in May.
#[test]
fn every_step_of_a_backlog_must_change_it() {
    let scenario = workshop();
    let plan = clean_plan(&scenario, "queue");
    let step = |index: i32, units: f64| {
        let mut step: Step = plan.orders[2].backlog[0];
        (step.month, step.units) = (month(index), units);
        step
    };
    let right = [step(1, 4.0), step(3, 2.0), step(4, 0.0)];
    assert_eq!(plan.orders[2].backlog, right);
    // Each says of every month of the plan what is right, and yet is no list of changes.
    for (name, wrong) in [
        ("nothing before anything", [&[step(0, 0.0)], &right[..]].concat()),
        ("the same once more", [&right[..1], &[step(2, 4.0)], &right[1..]].concat()),
        ("two in one month", [&[step(1, 5.0)], &right[..]].concat()),
        ("after the last month", [&right[..], &[step(6, 1.0)]].concat()),
    ] {
        let mut plan = plan.clone();
        plan.orders[2].backlog = wrong;
        let report = check(&scenario, &plan);
        assert!(report.has(Code::OrderBacklog), "{name}");
        assert!(report.iter().all(|part| part.code == Code::OrderBacklog), "{name}: {report}");
    }
}

#[test]
fn alike_tranches_divide_as_the_policy_says() {
    use apportion::scenario::{Inside, Line, Order, Partner, Product, Ramp, Scenario, Tier, Tiers};
    let order = |id: &str, quantity: f64| {
        Order::new(id, "north", "pump", month(0)).quantity(quantity).due(month(0))
    };
    let scenario = Scenario::builder("alike", month(0), 4)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(3.0)).makes("pump"))
        .partner(Partner::new("north"))
        .orders([order("A", 6.0), order("B", 3.0)])
        .policy(Policy::pro_rata("shares"))
        .policy(Policy::new("split", Tiers::new([Tier::new("all")]).inside(Inside::EqualSplit)))
        .build()
        .unwrap();
    // Half a unit of A in the first month for one of B in the second.
    let trade = |plan: &mut Plan| {
        plan.orders[0].tranches[0].production[0].quantity += 0.5;
        plan.orders[1].tranches[0].production[0].quantity -= 0.5;
        plan.orders[0].tranches[0].production[1].quantity -= 0.5;
        plan.orders[1].tranches[0].production[1].quantity += 0.5;
    };
    for (policy, code) in [("shares", Code::RuleBroken), ("split", Code::Division)] {
        let faults: &[Fault<'_>] = &[("trade half a unit", code, &trade)];
        assert_found(&scenario, &clean_plan(&scenario, policy), faults);
    }
}

/// What one rule makes is possible, and its figures are right: but it is not what another rule
/// gives.
#[test]
fn a_rule_is_carried_out_again() {
    let scenario = workshop();
    for (rule, other) in [("queue", "shares"), ("shares", "queue")] {
        let mut plan = clean_plan(&scenario, other);
        plan.policy = scenario.policy(rule).unwrap().clone();
        let report = check(&scenario, &plan);
        let known = [Code::RuleBroken, Code::Division];
        assert!(report.iter().all(|part| known.contains(&part.code)), "{report}");
        assert!(report.has(Code::RuleBroken), "{rule}");
    }
}

/// Draws of another seed are another order, unless they happen to be the same.
#[test]
fn lots_are_drawn_again() {
    let scenario = workshop();
    let plan = |seed| {
        let policy = Policy::new("lots", Lottery::new(seed));
        Planner::new().plan(&scenario, &policy).unwrap().finished().unwrap()
    };
    let first = plan(0);
    let mut differ = 0;
    for seed in 1..20 {
        let mut other = plan(seed);
        assert_clean(&scenario, &other);
        let same = !production_differs(&first, &other);
        other.policy = first.policy.clone();
        let report = check(&scenario, &other);
        assert_eq!(report.is_clean(), same, "{seed}: {report}");
        assert!(report.iter().all(|part| part.code == Code::RuleBroken), "{report}");
        differ += usize::from(!same);
    }
    assert!(differ > 5, "{differ}");
}
