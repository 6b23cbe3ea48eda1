//! Promises that must be kept: worked out by hand, and on random scenarios.

use crate::support::cases;
use crate::support::generator::month::At;
use crate::support::generator::{Case, Draws, Feature, draft, drawn};
use crate::support::months::month;
use crate::support::plans::{
    Fault, assert_clean, assert_engines_agree, assert_found, assert_stopped_holds, delivered,
};
use apportion::check::{Code, check};
use apportion::plan::{Plan, ResourceKey, ResourceKind, Status};
use apportion::planner::{Conflict, OnConflict, PlanError, PlanOutcome, Planner};
use apportion::scenario::{
    Commitment, Component, Counting, Line, Order, Partner, Policy, Product, Ramp, Scenario,
    ScenarioBuilder, Tier, Tranche,
};
use proptest::prelude::*;

/// One hall that makes 10 a month; `A` comes before `B`, both want 20 in the second month.
fn hall() -> ScenarioBuilder {
    hall_of(Ramp::flat(10.0))
}

fn hall_of(ramp: Ramp) -> ScenarioBuilder {
    let order = |id: &str, signed: i32| {
        Order::new(id, id, "pump", month(signed)).quantity(20.0).due(month(1))
    };
    Scenario::builder("hall", month(0), 6)
        .product(Product::new("pump"))
        .line(Line::new("hall", ramp).makes("pump"))
        .partner(Partner::new("A").attribute("merit", 2.0))
        .partner(Partner::new("B"))
        .order(order("A", -3))
        .order(order("B", -2))
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::pro_rata("shares"))
        .policy(Policy::tiers(
            "tiers",
            [Tier::new("high").at_least("merit", 2.0), Tier::new("low")],
        ))
}

fn promise(order: &str, quantity: f64, by: i32) -> Commitment {
    Commitment::new(order, quantity, month(by))
}

fn planned(scenario: &Scenario, policy: &str, planner: &Planner) -> Plan {
    let outcome = planner.plan(scenario, scenario.policy(policy).unwrap()).unwrap();
    let PlanOutcome::Finished(plan) = outcome else { panic!("no limit was set") };
    assert_clean(scenario, &plan);
    plan
}

fn plan(scenario: &Scenario, policy: &str) -> Plan {
    planned(scenario, policy, &Planner::new())
}

/// What promises are short of at least, whether what is made for them ships or not.
fn least(plan: &Plan) -> f64 {
    plan.root.first().unwrap_or(&plan.levels[0]).objective
}

fn breaching() -> Planner {
    Planner::new().on_conflict(OnConflict::LeastBreach)
}

#[test]
fn a_promise_comes_before_a_higher_tier() {
    // Without it A takes the months 0 and 1, B 2 and 3.
    let free = plan(&hall().build().unwrap(), "tiers");
    assert_eq!(delivered(&free, "A", 0), [(0, 10.0), (1, 10.0)]);
    assert!(free.commitments.is_empty());

    // 8 of B by month 1. The tier's backlog is least if B takes them in month 1 at the
    // latest, and no more than promised; between months 0 and 1 the tiers are free (A is
    // due in month 1), and among equals A comes first.
    let scenario = hall().commitment(promise("B", 8.0, 1)).build().unwrap();
    let plan = plan(&scenario, "tiers");
    assert_eq!(delivered(&plan, "A", 0), [(0, 10.0), (1, 2.0), (2, 8.0)]);
    assert_eq!(delivered(&plan, "B", 0), [(1, 8.0), (2, 2.0), (3, 10.0)]);
    assert_eq!(plan.levels[0].name, "commitments not met");
    assert_eq!(plan.levels[0].objective, 0.0);
    let kept = &plan.commitments[0];
    assert_eq!((kept.promised, kept.kept, kept.short), (8.0, 8.0, 0.0));
}

#[test]
fn commitments_of_an_order_count_from_its_beginning() {
    // 4 by month 0 and 14 by month 1 are 14 in all: A gets the other 6.
    let scenario =
        hall().commitment(promise("B", 14.0, 1)).commitment(promise("B", 4.0, 0)).build().unwrap();
    let plan = plan(&scenario, "tiers");
    assert_eq!(delivered(&plan, "B", 0), [(0, 4.0), (1, 10.0), (3, 6.0)]);
    assert_eq!(delivered(&plan, "A", 0), [(0, 6.0), (2, 10.0), (3, 4.0)]);
}

#[test]
fn tranches_are_counted_by_due_month() {
    // The second tranche is due first, so that 7 of the order are 5 of it and 2 more.
    let order = Order::new("T", "B", "pump", month(-4))
        .tranche(Tranche::new(5.0).due(month(3)))
        .tranche(Tranche::new(5.0).due(month(2)));
    let scenario = hall().order(order).commitment(promise("T", 7.0, 0)).build().unwrap();
    let plan = plan(&scenario, "tiers");
    assert_eq!(delivered(&plan, "T", 1), [(0, 5.0)]);
    assert_eq!(delivered(&plan, "T", 0)[0], (0, 2.0));
}

#[test]
fn the_smallest_set_is_named() {
    // A 12 and B 9 by month 1 are 21 of 20. Neither the commitment of A for month 0 nor
    // that of C, who is made elsewhere, has to do with it.
    let scenario = hall()
        .product(Product::new("valve"))
        .line(Line::new("shop", Ramp::flat(1.0)).makes("valve"))
        .order(Order::new("C", "A", "valve", month(0)).quantity(3.0).due(month(2)))
        .commitment(promise("A", 3.0, 0))
        .commitment(promise("A", 12.0, 1))
        .commitment(promise("B", 9.0, 1))
        .commitment(promise("C", 3.0, 2))
        .build()
        .unwrap();
    for policy in scenario.policies() {
        let error = Planner::new().plan(&scenario, policy).unwrap_err();
        let PlanError::Commitments(conflict) = error else { panic!("{error}") };
        assert_eq!(conflict.commitments, [promise("A", 12.0, 1), promise("B", 9.0, 1)]);
        assert!((conflict.short - 1.0).abs() < 1e-9, "{conflict}");
        let [hall] = &conflict.bottlenecks[..] else { panic!("{conflict}") };
        assert_eq!(hall.part, ResourceKey::new(ResourceKind::Line, "hall"));
        assert_eq!((hall.from, hall.to, hall.available), (month(0), month(1), 20.0));
        let text = conflict.to_string();
        assert!(text.contains("2 commitments cannot stand together"), "{text}");
        assert!(text.contains("order A: 12 by 2026-02"), "{text}");
        assert!(text.contains("line hall, 2026-01 to 2026-02: capacity of 20"), "{text}");
    }
}

/// Four are made in January and none in February. They are promised to A, of the higher tier,
/// and to B, and B has another promise: five by February. Whoever does not get them is short of
/// four; B would be so twice, of four and of five. So B has them, and is short of one: with the
/// four of A that is five in all, in place of nine.
#[test]
fn units_of_two_promises_count_twice() {
    let ramp = Ramp::steps([(month(0), 4.0), (month(1), 0.0), (month(2), 4.0)]);
    let scenario = hall_of(ramp)
        .commitment(promise("A", 4.0, 0))
        .commitment(promise("B", 4.0, 0))
        .commitment(promise("B", 5.0, 1))
        .build()
        .unwrap();
    let plan = planned(&scenario, "tiers", &breaching());
    assert_eq!(plan.levels[0].objective, 5.0);
    assert_eq!(delivered(&plan, "B", 0)[0], (0, 4.0));
    let short: Vec<f64> = plan.commitments.iter().map(|part| part.short).collect();
    assert_eq!(short, [4.0, 0.0, 1.0]);
}

/// Seven of T by January are the five of its first tranche, which nobody takes before February,
/// and two of the second. That all five of the second are made in January makes up for nothing.
#[test]
fn what_is_made_beyond_a_promise_keeps_no_more_of_it() {
    let order = Order::new("T", "B", "pump", month(-4))
        .tranche(Tranche::new(5.0).due(month(1)).release(month(1)))
        .tranche(Tranche::new(5.0).due(month(3)).release(month(0)));
    let scenario = hall().order(order).commitment(promise("T", 7.0, 0)).build().unwrap();
    let plan = planned(&scenario, "queue", &breaching());
    assert_eq!(delivered(&plan, "T", 0), [(1, 5.0)]);
    assert_eq!(delivered(&plan, "T", 1), [(0, 5.0)]);
    assert_eq!((plan.commitments[0].kept, plan.commitments[0].short), (2.0, 5.0));
    assert_eq!(plan.levels[0].objective, 5.0);
}

/// The conflict that a planner would be told of.
fn named(scenario: &Scenario) -> Conflict {
    let error = Planner::new().plan(scenario, scenario.policy("tiers").unwrap()).unwrap_err();
    let PlanError::Commitments(conflict) = error else { panic!("{error}") };
    *conflict
}

/// Eleven of A in January are one too many, whatever comes later; so are fifty of C by April, of
/// which there are forty. What is told is what goes wrong first.
#[test]
fn of_two_conflicts_the_earlier_is_named() {
    let order = Order::new("C", "B", "pump", month(0)).quantity(80.0).due(month(5));
    let scenario = hall()
        .order(order)
        .commitment(promise("A", 11.0, 0))
        .commitment(promise("C", 50.0, 3))
        .build()
        .unwrap();
    let conflict = named(&scenario);
    assert_eq!(conflict.commitments, [promise("A", 11.0, 0)]);
    assert!((conflict.short - 1.0).abs() < 1e-9, "{conflict}");
}

/// Of the ten of January eleven are promised to A, and four each to three others: these are too
/// many as well, but A alone is the shorter list.
#[test]
fn few_large_promises_are_named_before_many_small_ones() {
    let order = |id: &str| Order::new(id, "B", "pump", month(0)).quantity(20.0).due(month(5));
    let mut builder = hall().order(order("C")).order(order("D")).commitment(promise("A", 11.0, 0));
    for id in ["B", "C", "D"] {
        builder = builder.commitment(promise(id, 4.0, 0));
    }
    let conflict = named(&builder.build().unwrap());
    assert_eq!(conflict.commitments, [promise("A", 11.0, 0)]);
    assert!((conflict.short - 1.0).abs() < 1e-9, "{conflict}");
}

#[test]
fn components_and_release_months_are_causes_too() {
    let component = Component::new("seal", Ramp::flat(2.0)).stock(1.0).needed("pump", 1.0);
    let scenario = hall().component(component).commitment(promise("B", 6.0, 1)).build().unwrap();
    let error = Planner::new().plan(&scenario, scenario.policy("tiers").unwrap()).unwrap_err();
    let PlanError::Commitments(conflict) = error else { panic!("{error}") };
    // 1 in stock and 2 in each of two months.
    assert!((conflict.short - 1.0).abs() < 1e-9, "{conflict}");
    let [seal] = &conflict.bottlenecks[..] else { panic!("{conflict}") };
    assert_eq!(seal.part, ResourceKey::new(ResourceKind::Component, "seal"));
    assert_eq!((seal.from, seal.to, seal.available), (month(0), month(1), 5.0));

    let late = Order::new("L", "A", "pump", month(2)).quantity(5.0).due(month(4));
    let scenario = hall().order(late).commitment(promise("L", 2.0, 1)).build().unwrap();
    let error = Planner::new().plan(&scenario, scenario.policy("tiers").unwrap()).unwrap_err();
    let PlanError::Commitments(conflict) = error else { panic!("{error}") };
    assert_eq!((conflict.commitments.len(), conflict.short), (1, 2.0));
    assert!(conflict.bottlenecks.is_empty());
    assert!(conflict.to_string().contains("the release month is later"), "{conflict}");
}

#[test]
fn the_least_breach_is_planned_and_listed() {
    let scenario =
        hall().commitment(promise("A", 12.0, 1)).commitment(promise("B", 11.0, 1)).build().unwrap();
    for policy in ["queue", "shares", "tiers"] {
        let plan = planned(&scenario, policy, &breaching());
        assert_eq!(plan.levels[0].objective, 3.0, "{policy}");
        assert_eq!(plan.commitments.iter().map(|part| part.short).sum::<f64>(), 3.0);
        // It is late, not lost.
        assert_eq!(plan.order("B").unwrap().delivered, 20.0);
        let text = apportion::report::plan_text(&plan).to_string();
        assert!(text.contains("Commitments: 1 of 2 kept"), "{text}");
    }
    // The higher tier keeps its promise.
    assert_eq!(planned(&scenario, "tiers", &breaching()).commitments[0].short, 0.0);
}

#[test]
fn rules_serve_promises_first() {
    let scenario = hall().commitment(promise("B", 8.0, 1)).build().unwrap();
    let queue = plan(&scenario, "queue");
    assert_eq!(delivered(&queue, "B", 0), [(0, 8.0), (2, 2.0), (3, 10.0)]);
    assert_eq!(delivered(&queue, "A", 0), [(0, 2.0), (1, 10.0), (2, 8.0)]);
    // 12 of B and 20 of A are left to share: 2 in month 0, 3/8 of them for B. Of 1.25 of A and 8.75
    // of B a unit is left, which A gets: in the next month they have 7.5 and 12.5.
    let shares = plan(&scenario, "shares");
    assert_eq!(delivered(&shares, "A", 0)[..2], [(0, 2.0), (1, 6.0)]);
    assert_eq!(delivered(&shares, "B", 0)[..2], [(0, 8.0), (1, 4.0)]);
}

#[test]
fn spoilt_commitments_are_found() {
    let scenario =
        hall().commitment(promise("A", 12.0, 1)).commitment(promise("B", 11.0, 1)).build().unwrap();
    let plan = planned(&scenario, "tiers", &breaching());
    let faults: &[Fault<'_>] = &[
        ("one is left out", Code::CommitmentList, &|plan| {
            plan.commitments.pop();
        }),
        ("another month", Code::CommitmentList, &|plan| plan.commitments[0].by = month(2)),
        ("another order", Code::CommitmentList, &|plan| plan.commitments[0].order = "B".into()),
        ("less promised", Code::CommitmentList, &|plan| plan.commitments[0].promised = 11.0),
        ("more kept", Code::CommitmentKept, &|plan| plan.commitments[1].kept = 11.0),
        ("nothing short", Code::CommitmentKept, &|plan| plan.commitments[1].short = 0.0),
        ("a better objective", Code::Objective, &|plan| plan.levels[0].objective = 2.0),
        ("a better bound", Code::BoundUnproven, &|plan| plan.levels[0].bound = Some(3.1)),
        ("no such level", Code::LevelList, &|plan| {
            plan.levels.remove(0);
        }),
    ];
    assert_found(&scenario, &plan, faults);
}

#[test]
fn scenarios_and_plans_with_commitments_survive_writing() {
    let scenario = hall().commitment(promise("B", 8.0, 1)).build().unwrap();
    assert_eq!(Scenario::from_toml(&scenario.to_toml().unwrap()).unwrap(), scenario);
    assert_eq!(Scenario::from_json(&scenario.to_json().unwrap()).unwrap(), scenario);
    let plan = plan(&scenario, "tiers");
    assert_eq!(Plan::from_json(&plan.to_json().unwrap()).unwrap(), plan);
}

/// A generated scenario with promises.
fn promised() -> Draws {
    // What is missing is counted from what is made.
    drawn()
        .with([Feature::Commitments, Feature::Score, Feature::Tiers, Feature::Dpas])
        .without([Feature::History])
}

/// The same with promises that can hardly all be kept.
fn overpromised(scenarios: Draws) -> impl Strategy<Value = Case> {
    let share = prop_oneof![Just(1.0), Just(0.5), 0.01..1.0];
    let wishes = proptest::collection::vec((0..9usize, share, 0..18u32), 1..6);
    (scenarios, wishes).prop_map(|(case, wishes)| with_promises(case, &wishes))
}

/// With a share of an order promised by a month, for each `(order, share, month)`, where
/// that is possible.
fn with_promises(mut case: Case, wanted: &[(usize, f64, u32)]) -> Case {
    for &(order, share, by) in wanted {
        let order = &case.draft.orders[order % case.draft.orders.len()];
        let (order, quantity) = (order.id.clone(), order.total() * share);
        let by = At((by % case.draft.months) as i32);
        let mut draft = case.draft.clone();
        draft.commitments.push(draft::Commitment { order, quantity, by });
        if let Ok(scenario) = Scenario::from_toml(&draft.to_toml()) {
            (case.draft, case.scenario) = (draft, scenario);
        }
    }
    case
}

/// Units that are not made by the month of a promise: of the least that can be delivered.
fn missing(scenario: &Scenario, plan: &Plan, promise: &Commitment) -> f64 {
    let order = plan.order(promise.order().as_str()).unwrap();
    let whole = scenario.products().iter().find(|part| *part.id() == order.product).unwrap();
    let whole = whole.counting() == Counting::Whole;
    let mut tranches: Vec<_> = order.tranches.iter().enumerate().collect();
    let demands = scenario.demands_of(order.order.as_str()).unwrap();
    let when = |number: usize| (demands[number].due_when, demands[number].release_when);
    tranches.sort_by_key(|(number, _)| (when(*number), *number));
    let (mut open, mut missing) = (promise.quantity(), 0.0);
    for (number, tranche) in tranches {
        if open <= 1e-9 * promise.quantity() {
            break;
        }
        let terms = demands[number].terms;
        let mut wanted = open.min(tranche.quantity);
        if wanted < tranche.quantity {
            wanted = wanted.max(terms.least_shipment.unwrap_or(0.0));
            let steps = [whole.then_some(1.0), terms.lot];
            for step in steps.into_iter().flatten() {
                wanted = ((wanted / step - 1e-9).ceil() * step).min(tranche.quantity);
            }
            wanted = wanted.min(tranche.quantity);
        }
        open -= tranche.quantity;
        // What is made ahead counts when it is taken.
        let made = tranche.production.iter().map(|part| (part.month, part.quantity));
        let taken = tranche.taken.iter().map(|part| (part.month, part.quantity));
        let made: Vec<_> = if tranche.taken.is_empty() { made.collect() } else { taken.collect() };
        let in_time = made.iter().filter(|part| part.0 <= promise.by());
        missing += (wanted - in_time.map(|part| part.1).sum::<f64>()).max(0.0);
    }
    missing
}

proptest! {
    #![proptest_config(cases(200))]

    /// Whatever is promised, there is a plan of least breach that holds; its first level says how
    /// many units are not made of what can be delivered, and is nothing where all is kept.
    #[test]
    fn breaches_are_proven(case in overpromised(promised())) {
        for policy in case.policies() {
            let plan = planned(&case, policy.id().as_str(), &breaching());
            if plan.commitments.is_empty() {
                continue;
            }
            let level = plan.levels[0].objective;
            let all = case.commitments().iter();
            let missing: f64 = all.map(|part| missing(&case, &plan, part)).sum();
            prop_assert!((level - missing).abs() <= 1e-7 * level.max(1.0), "{level} {missing}");
            // A shipment that goes out as soon as it may can leave a rest that is none.
            let shipments = |order: &Order| order.least_shipment_given().is_some();
            let kept = plan.commitments.iter().all(|part| part.short == 0.0);
            let kept = kept || case.orders().iter().any(shipments);
            prop_assert!(kept || level > 1e-9, "{:?}", plan.commitments);
        }
    }

    /// A plan that a limit stopped is as honest as a finished one.
    #[test]
    fn stopped_plans_hold(case in overpromised(promised()), pivots in 0..40_u64) {
        for policy in ["score", "tiers"] {
            assert_stopped_holds(&case, policy, pivots);
        }
    }

    /// Engines agree, commitments or not.
    #[test]
    fn engines_agree(case in overpromised(promised())) {
        for policy in ["score", "dpas"] {
            let plan = assert_engines_agree(&case, policy, 1e-7);
            prop_assert_eq!(plan.status, Status::Proven);
        }
    }

    /// A conflict is named exactly if there is one, and is as small as can be: its
    /// commitments alone are refused, and accepted without any one of them.
    // A conflict is one of the promises, whatever caps there are: those are for some tiers
    // under some policies. What only caps keep back is told apart.
    #[test]
    fn conflicts_are_minimal(case in overpromised(promised())) {
        let uncapped = case.changed(|draft| Feature::Caps.remove(draft)).unwrap();
        let only = |kept: &[Commitment]| {
            uncapped.to_builder().commitments(kept.iter().cloned()).build().unwrap()
        };
        let score = case.policy("score").unwrap();
        match Planner::new().plan(&case, score) {
            Ok(outcome) => {
                let plan = outcome.finished().unwrap();
                prop_assert!(check(&case, &plan).is_clean());
                // A shipment that goes out as soon as it may can leave a rest that is none.
                let shipments = |order: &Order| order.least_shipment_given().is_some();
                let shipments = case.orders().iter().any(shipments);
                prop_assert!(shipments || plan.commitments.iter().all(|part| part.short == 0.0));
            }
            Err(PlanError::Capped { short }) => {
                let plan = Planner::new().plan(&uncapped, score);
                prop_assert!(plan.is_ok(), "{:?}", plan.map(|_| ()));
                let least = least(&planned(&case, "score", &breaching()));
                prop_assert!((least - short).abs() <= 1e-7 * least.max(1.0));
            }
            Err(PlanError::Commitments(conflict)) => {
                let all = only(&conflict.commitments);
                let policy = all.policy("score").unwrap();
                prop_assert!(Planner::new().plan(&all, policy).is_err());
                let least = least(&planned(&all, "score", &breaching()));
                prop_assert!((least - conflict.short).abs() <= 1e-7 * least.max(1.0));
                for index in 0..conflict.commitments.len() {
                    let mut without = conflict.commitments.clone();
                    without.remove(index);
                    let less = only(&without);
                    let plan = Planner::new().plan(&less, less.policy("score").unwrap());
                    prop_assert!(plan.is_ok(), "{conflict} without {index}");
                }
            }
            Err(error) => prop_assert!(false, "{error}"),
        }
    }
}
