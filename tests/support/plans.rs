//! Scenarios for the tests of the check, and a way to spoil plans.

use super::months::month;
use apportion::check::{Code, Report, check};
use apportion::engine::SolveOptions;
use apportion::plan::{OrderPlan, Plan, ResourceKind, ResourceUse};
use apportion::planner::{EngineChoice, OnConflict, PlanOutcome, Planner, plan};
use apportion::scenario::{
    Component, Counting, Line, Order, Partner, Policy, Product, Ramp, Scenario, ScenarioBuilder,
    Tranche,
};

/// Two products on two lines with a shared component, tranches, work in progress, an
/// order that the horizon leaves in part, and one that is measured.
pub(crate) fn workshop() -> Scenario {
    let order = |id: &str, partner: &str, product: &str, signed: i32| {
        Order::new(id, partner, product, month(signed))
    };
    Scenario::builder("workshop", month(0), 6)
        .product(Product::new("pump"))
        .product(Product::new("paint").counted(Counting::Measured))
        .component(Component::new("seal", Ramp::flat(4.0)).stock(5.0).needed("pump", 2.0))
        .line(Line::new("east", Ramp::flat(2.5)).makes("pump"))
        .line(Line::new("west", Ramp::flat(3.0)).makes_using("pump", 2.0).makes("paint"))
        .partner(Partner::new("north"))
        .partner(Partner::new("south"))
        .order(
            order("N-1", "north", "pump", -2)
                .due(month(1))
                .tranche(Tranche::new(4.0))
                .tranche(Tranche::new(3.0).due(month(3)).release(month(2))),
        )
        .order(order("N-2", "north", "paint", 1).quantity(4.5).due(month(3)))
        .order(order("S-1", "south", "pump", 0).quantity(5.0).due(month(1)))
        .order(order("S-2", "south", "pump", 2).quantity(9.0).due(month(4)))
        .policy(Policy::first_come_first_served("queue"))
        .policy(Policy::pro_rata("shares"))
        .build()
        .unwrap()
}

/// One line that makes one unit a month, and orders of one unit of partners `A`, `B` and
/// `C`, whose attribute `w` is 3, 2 and 3: A and C are due in the second month, B in the
/// first. `signed` are the contract months of A, B and C.
pub(crate) fn trap(signed: [i32; 3], policy: Policy) -> ScenarioBuilder {
    let mut builder = Scenario::builder("trap", month(0), 3)
        .product(Product::new("pump"))
        .line(Line::new("hall", Ramp::flat(1.0)).makes("pump"))
        .policy(Policy::first_come_first_served("queue"))
        .policy(policy);
    let parts = [("A", 3.0, 1), ("B", 2.0, 0), ("C", 3.0, 1)];
    for ((id, weight, due), signed) in parts.into_iter().zip(signed) {
        let order = Order::new(id, id, "pump", month(signed)).quantity(1.0).due(month(due));
        builder = builder.partner(Partner::new(id).attribute("w", weight)).order(order);
    }
    builder
}

/// Asserts that a plan holds.
pub(crate) fn assert_clean(scenario: &Scenario, plan: &Plan) {
    let report = check(scenario, plan);
    assert!(report.is_clean(), "{report}");
}

/// The plan of a named policy, which holds.
pub(crate) fn clean_plan(scenario: &Scenario, policy: &str) -> Plan {
    let plan = plan(scenario, policy).unwrap();
    assert_clean(scenario, &plan);
    plan
}

/// The plan of a named policy, of the least breach if promises cannot all be kept; it holds.
pub(crate) fn planned(scenario: &Scenario, policy: &str) -> Plan {
    planned_by(&least_breach(), scenario, policy)
}

/// The same as some planner makes it.
pub(crate) fn planned_by(planner: &Planner, scenario: &Scenario, policy: &str) -> Plan {
    let outcome = planner.plan(scenario, scenario.policy(policy).unwrap()).unwrap();
    let plan = outcome.finished().unwrap();
    assert_clean(scenario, &plan);
    plan
}

/// Who plans also where promises cannot all be kept.
pub(crate) fn least_breach() -> Planner {
    Planner::new().on_conflict(OnConflict::LeastBreach)
}

/// Asserts that every engine of the build reaches the objectives of the exact one by a plan
/// that holds; gives the exact one.
pub(crate) fn assert_engines_agree(scenario: &Scenario, policy: &str, allowed: f64) -> Plan {
    let exact = planned(scenario, policy);
    for &engine in EngineChoice::ALL {
        let other = planned_by(&least_breach().engine(engine), scenario, policy);
        assert_eq!(other.status, exact.status, "{policy} on {engine}");
        assert_eq!(other.levels.len(), exact.levels.len(), "{policy} on {engine}");
        for (a, b) in exact.levels.iter().zip(&other.levels) {
            let close = (a.objective - b.objective).abs() <= allowed * a.objective.abs().max(1.0);
            assert!(close, "{policy} on {engine}, {}: {} {}", a.name, a.objective, b.objective);
        }
    }
    exact
}

/// Asserts that what a limit of pivots leaves of a plan holds.
pub(crate) fn assert_stopped_holds(scenario: &Scenario, policy: &str, pivots: u64) {
    let planner = least_breach().options(SolveOptions::default().with_pivot_limit(pivots));
    let outcome = planner.plan(scenario, scenario.policy(policy).unwrap()).unwrap();
    if let PlanOutcome::Stopped(stopped) = outcome
        && let Some(plan) = stopped.best_so_far()
    {
        assert_clean(scenario, plan);
    }
}

/// Where in [`Plan::resources`] the resource of a kind at a position stands.
pub(crate) fn place(plan: &Plan, kind: ResourceKind, index: usize) -> usize {
    let mut places =
        (0..plan.resources.len()).filter(|&place| plan.resources[place].kind() == kind);
    places.nth(index).unwrap()
}

/// How the resource of a kind at a position is used.
pub(crate) fn used(plan: &Plan, kind: ResourceKind, index: usize) -> &ResourceUse {
    &plan.resources[place(plan, kind, index)]
}

/// The same, to be spoilt.
pub(crate) fn used_mut(plan: &mut Plan, kind: ResourceKind, index: usize) -> &mut ResourceUse {
    let place = place(plan, kind, index);
    &mut plan.resources[place]
}

/// A level's prices of the resource of a kind at a position, to be spoilt.
pub(crate) fn prices_mut(
    plan: &mut Plan,
    level: usize,
    kind: ResourceKind,
    index: usize,
) -> &mut Vec<f64> {
    let place = place(plan, kind, index);
    &mut plan.levels[level].prices.as_mut().unwrap()[place]
}

/// A way to spoil a plan: a name, what must be reported, and the deed.
pub(crate) type Fault<'a> = (&'a str, Code, &'a dyn Fn(&mut Plan));

/// Applies each fault to a fresh copy of a plan that holds; each must be reported.
pub(crate) fn assert_found(scenario: &Scenario, plan: &Plan, faults: &[Fault<'_>]) {
    assert_clean(scenario, plan);
    for (name, code, spoil) in faults {
        let mut bad = plan.clone();
        spoil(&mut bad);
        let report: Report = check(scenario, &bad);
        assert!(report.has(*code), "{name}: no {code} in: {report}");
        // The report itself survives as JSON.
        let text = serde_json::to_string(&report).unwrap();
        assert_eq!(serde_json::from_str::<Report>(&text).unwrap(), report, "{name}");
    }
}

/// What a plan produces of a tranche: month index, line, units.
pub(crate) fn produced(plan: &Plan, order: &str, tranche: usize) -> Vec<(i32, String, f64)> {
    let entries = &plan.order(order).unwrap().tranches[tranche].production;
    entries
        .iter()
        .map(|part| (part.month - plan.start, part.line.to_string(), part.quantity))
        .collect()
}

/// What a plan delivers of a tranche: month index, units.
pub(crate) fn delivered(plan: &Plan, order: &str, tranche: usize) -> Vec<(i32, f64)> {
    let entries = &plan.order(order).unwrap().tranches[tranche].deliveries;
    entries.iter().map(|part| (part.month - plan.start, part.quantity)).collect()
}

/// The scenario with every order changed by a function.
pub(crate) fn with_orders(scenario: &Scenario, change: impl FnMut(Order) -> Order) -> Scenario {
    let builder = Scenario::builder(scenario.name(), scenario.start(), scenario.months());
    let builder = scenario.products().iter().cloned().fold(builder, ScenarioBuilder::product);
    let builder = scenario.components().iter().cloned().fold(builder, ScenarioBuilder::component);
    let builder = scenario.lines().iter().cloned().fold(builder, ScenarioBuilder::line);
    let builder = scenario.partners().iter().cloned().fold(builder, ScenarioBuilder::partner);
    let builder = builder.orders(scenario.orders().iter().cloned().map(change));
    let builder = scenario.commitments().iter().cloned().fold(builder, ScenarioBuilder::commitment);
    scenario.policies().iter().cloned().fold(builder, ScenarioBuilder::policy).build().unwrap()
}

/// The unit-months after customers of an order have left, to the end of the horizon: where plans
/// are compared, what they did not get counts as open.
pub(crate) fn lost_months(plan: &Plan, order: &OrderPlan) -> f64 {
    let end = plan.month(plan.months as usize);
    let left =
        order.tranches.iter().filter(|tranche| tranche.completion.is_none()).map(|tranche| {
            let delivered: f64 = tranche.deliveries.iter().map(|part| part.quantity).sum();
            let gone = tranche.until.map_or(end, |until| (until + 1).min(end));
            let open = end.since(gone.max(tranche.due.max(plan.start)));
            (tranche.quantity - delivered) * f64::from(open)
        });
    left.sum()
}

/// Backlog by month, of units that nobody has lost; what is lost waits to the end.
pub(crate) fn counted(plan: &Plan) -> f64 {
    let served = plan.orders.iter().filter(|order| !order.eligibility.is_never());
    let lost = served.map(|order| lost_months(plan, order));
    plan.backlog.total.iter().sum::<f64>() + lost.sum::<f64>()
}
