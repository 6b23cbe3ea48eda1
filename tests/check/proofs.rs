//! Proofs are worked out again: two plans with prices found by hand.
//!
//! One line makes one unit a month. A and C (weight 3) are due in the second month, B
//! (weight 2) in the first. By weight it is best to be on time with B and a month late
//! with C, which costs 3; strict tiers keep A and C on time and B two months late: 4.

use crate::support::months::month;
use crate::support::plans::{
    Fault, assert_clean, assert_found, clean_plan, place, prices_mut, trap, workshop,
};
use apportion::check::{Code, check};
use apportion::formulation::Formulation;
use apportion::plan::{Level, Plan, ResourceKind, Status};
use apportion::ranking::rank;
use apportion::scenario::{Criterion, Policy, Scenario, Score, Tier, Tiers, WeightScale};
use serde_json::{from_value, json};

fn by_weight() -> Policy {
    Policy::new(
        "weights",
        Score::new([Criterion::new("w", 2.0, 3.0)]).weights(WeightScale::linear(2.0, 3.0)),
    )
}

fn by_tier() -> Policy {
    Policy::new(
        "tiers",
        Tiers::new([Tier::new("first").at_least("w", 3.0), Tier::new("rest")])
            .weighted_by([Criterion::new("w", 2.0, 3.0)])
            .weights(WeightScale::linear(2.0, 3.0)),
    )
}

/// Prices of the line, which is all there is.
fn prices(line: [f64; 3]) -> Vec<Vec<f64>> {
    vec![line.to_vec()]
}

fn level(name: &str, objective: f64, line: [f64; 3]) -> Level {
    let prices = prices(line);
    // Every order is one unit, so that what is made in a month is delivered in it.
    let others = ["order among equals", "lines and draws"];
    let delivered = (!others.contains(&name)).then_some(objective);
    from_value(json!({
        "name": name, "objective": objective, "delivered": delivered, "bound": objective,
        "prices": prices,
    }))
    .unwrap()
}

/// The plan that makes the orders in the order of their contracts, as if an engine had
/// proven it by the levels given.
fn claimed(scenario: &Scenario, policy: &str, levels: Vec<Level>) -> Plan {
    let mut plan = clean_plan(scenario, "queue");
    plan.policy = scenario.policy(policy).unwrap().clone();
    plan.engine = "hand".into();
    plan.status = Status::Proven;
    plan.unique = false;
    plan.levels = levels;
    plan
}

/// The number drawn for each group and month, the groups in their order.
fn draws(scenario: &Scenario, policy: &str) -> Vec<[f64; 3]> {
    let ranking = rank(scenario, scenario.policy(policy).unwrap()).unwrap();
    let formulation = Formulation::new(scenario, &ranking).unwrap();
    let model = formulation.model();
    let level = model.levels().last().unwrap();
    let recipe = model.columns(model.block_ids().next().unwrap()).next().unwrap().recipe;
    let draw = |block, period| model.cost(level, block, recipe, period);
    model.block_ids().map(|block| [0, 1, 2].map(|period| draw(block, period))).collect()
}

/// B, then A, then C.
fn weighted() -> (Scenario, Plan) {
    let scenario = trap([-1, -2, -1], by_weight()).build().unwrap();
    let draws = draws(&scenario, "weights");
    let (b, ac) = (draws[0], draws[1]);
    let levels = vec![
        // B at 0, 2, 4 a month; A and C at 0, 0, 3. The prices 4, 3, 0 leave B the first
        // month and A and C the others: 4 + 2 · 3 − 7 = 3.
        level("weighted backlog", 3.0, [4.0, 3.0, 0.0]),
        // A and C weigh 3: 2 · (3 + 3) − 3 = 9.
        level("earliest delivery", 9.0, [0.0, 3.0, 0.0]),
        // B has the rank 3, A and C, which are one, that of A, 2.
        level("order among equals", 6.0, [0.0, 2.0, 0.0]),
        level("lines and draws", b[0] + ac[1] + ac[2], [0.0, ac[2] - ac[1], 0.0]),
    ];
    let plan = claimed(&scenario, "weights", levels);
    (scenario, plan)
}

/// A, then C, then B.
fn tiered() -> (Scenario, Plan) {
    let scenario = trap([-2, -1, -2], by_tier()).build().unwrap();
    let draws = draws(&scenario, "tiers");
    let (ac, b) = (draws[0], draws[1]);
    let levels = vec![
        level("weighted backlog of tier first", 0.0, [0.0, 0.0, 0.0]),
        // A and C keep to the first two months, whatever these cost: 2 · 5 + 4 − 10 = 4.
        level("weighted backlog of tier rest", 4.0, [5.0, 5.0, 0.0]),
        level("earliest delivery of tier first", 3.0, [3.0, 0.0, 0.0]),
        level("earliest delivery of tier rest", 4.0, [0.0, 0.0, 0.0]),
        // A and C have the rank 3, B has 1.
        level("order among equals", 5.0, [3.0, 0.0, 0.0]),
        level("lines and draws", ac[0] + ac[1] + b[2], [ac[1] - ac[0], 0.0, 0.0]),
    ];
    let plan = claimed(&scenario, "tiers", levels);
    (scenario, plan)
}

#[test]
fn strict_tiers_are_not_weights() {
    let (scenario, plan) = weighted();
    assert_clean(&scenario, &plan);
    let (scenario, plan) = tiered();
    assert_clean(&scenario, &plan);
}

#[test]
fn engines_fall_into_no_trap() {
    for (policy, expected) in [(by_weight(), vec![3.0]), (by_tier(), vec![0.0, 4.0])] {
        let scenario = trap([-1, -1, -1], policy.clone()).build().unwrap();
        let plan = clean_plan(&scenario, policy.id().as_str());
        let found: Vec<f64> = plan.levels.iter().map(|level| level.objective).collect();
        assert_eq!(found[..expected.len()], expected);
    }
}

/// A plan that is best by weight, said to be best by tiers: the level of the first tier
/// shows that it is not, whatever prices come with it.
#[test]
fn a_weighted_plan_is_no_tiered_plan() {
    let scenario = trap([-1, -2, -1], by_tier()).build().unwrap();
    let draws = draws(&scenario, "tiers");
    let (ac, b) = (draws[0], draws[1]);
    let levels = vec![
        level("weighted backlog of tier first", 3.0, [3.0, 3.0, 0.0]),
        level("weighted backlog of tier rest", 0.0, [0.0, 0.0, 0.0]),
        level("earliest delivery of tier first", 9.0, [0.0, 0.0, 0.0]),
        level("earliest delivery of tier rest", 0.0, [0.0, 0.0, 0.0]),
        level("order among equals", 9.0, [0.0, 0.0, 0.0]),
        level("lines and draws", b[0] + ac[1] + ac[2], [0.0, 0.0, 0.0]),
    ];
    let plan = claimed(&scenario, "tiers", levels);
    let report = check(&scenario, &plan);
    assert!(report.has(Code::BoundUnproven), "{report}");
    assert_eq!(report.violations()[0].path, "levels[0].bound");
}

/// Objective and bound agree, and the prices prove the bound: but nobody can make three
/// units in a month.
#[test]
fn a_proof_does_not_excuse_broken_capacity() {
    let (scenario, mut plan) = weighted();
    for order in &mut plan.orders {
        order.tranches[0].production[0].month = month(0);
    }
    for level in &mut plan.levels[..3] {
        level.objective = 0.0;
        level.delivered = level.delivered.map(|_| 0.0);
        level.bound = Some(0.0);
        level.prices = Some(prices([0.0; 3]));
    }
    let report = check(&scenario, &plan);
    assert!(report.has(Code::Capacity), "{report}");
    let of_levels = |path: &str| (0..3).any(|level| path.starts_with(&format!("levels[{level}]")));
    assert!(!report.iter().any(|violation| of_levels(&violation.path)), "{report}");
}

#[test]
fn levels_are_checked() {
    let (scenario, plan) = tiered();
    let faults: &[Fault<'_>] = &[
        ("a level less", Code::LevelList, &|plan| drop(plan.levels.pop())),
        ("another level", Code::LevelList, &|plan| plan.levels[0].name.push('s')),
        ("levels swapped", Code::Objective, &|plan| plan.levels.swap(0, 1)),
        ("objective", Code::Objective, &|plan| plan.levels[1].objective += 1e-6),
        ("objective no number", Code::Objective, &|plan| plan.levels[0].objective = f64::NAN),
        ("order level", Code::Objective, &|plan| plan.levels[3].objective -= 1.0),
        ("draws", Code::Objective, &|plan| plan.levels[4].objective += 1e-3),
        ("a gap", Code::Gap, &|plan| plan.levels[1].bound = Some(3.9)),
        ("a bound without end", Code::Gap, &|plan| {
            plan.levels[1].bound = Some(f64::NEG_INFINITY);
        }),
        ("a raised bound", Code::BoundAbove, &|plan| plan.levels[1].bound = Some(4.1)),
        ("a raised bound, unproven", Code::BoundAbove, &|plan| {
            plan.status = Status::Unproven;
            plan.levels[1].bound = Some(4.1);
        }),
        ("a bound that is no number", Code::BoundAbove, &|plan| {
            plan.levels[1].bound = Some(f64::NAN);
        }),
        ("no bound", Code::BoundMissing, &|plan| plan.levels[2].bound = None),
        ("no prices", Code::PricesMissing, &|plan| plan.levels[2].prices = None),
        ("prices that prove less", Code::BoundUnproven, &|plan| {
            plan.levels[1].prices = Some(prices([3.0, 3.0, 0.0]));
        }),
        ("prices of an earlier level that leave more open", Code::BoundUnproven, &|plan| {
            plan.levels[1].prices = Some(prices([4.0, 4.0, 0.0]));
            plan.levels[4].prices = Some(prices([0.0, 0.0, 0.0]));
        }),
        ("prices too short", Code::PricesShape, &|plan| {
            prices_mut(plan, 0, ResourceKind::Line, 0).pop();
        }),
        ("prices of no component", Code::PricesShape, &|plan| {
            plan.levels[0].prices.as_mut().unwrap().push(vec![0.0; 3]);
        }),
        ("a price below zero", Code::PriceInvalid, &|plan| {
            plan.levels[0].prices = Some(prices([0.0, -1.0, 0.0]));
        }),
        ("a price that is no number", Code::PriceInvalid, &|plan| {
            plan.levels[4].prices = Some(prices([f64::NAN, 0.0, 0.0]));
        }),
        ("prices without measure", Code::BoundUnproven, &|plan| {
            plan.levels[1].prices = Some(prices([f64::MAX, f64::MAX, 0.0]));
        }),
    ];
    assert_found(&scenario, &plan, faults);
}

#[test]
fn a_rule_claims_nothing() {
    let scenario = workshop();
    let faults: &[Fault<'_>] = &[
        ("a bound", Code::RuleClaim, &|plan| plan.levels[0].bound = Some(0.0)),
        ("prices", Code::RuleClaim, &|plan| plan.levels[0].prices = Some(prices([0.0; 3]))),
        ("another objective", Code::Objective, &|plan| plan.levels[0].objective -= 1.0),
        ("another level", Code::LevelList, &|plan| plan.levels[0].name = "b".to_owned()),
    ];
    for policy in ["queue", "shares"] {
        assert_found(&scenario, &clean_plan(&scenario, policy), faults);
    }
}

/// A stock carries over: early supply is worth at least what later supply is.
#[test]
fn stocks_have_prices_that_do_not_rise() {
    use apportion::scenario::{Component, Ramp};
    let seal = Component::new("seal", Ramp::flat(1.0)).needed("pump", 1.0);
    let scenario = trap([-2, -1, -2], by_tier()).component(seal).build().unwrap();
    // Seals limit as the line did: their prices prove the same.
    let (_, proven) = tiered();
    let mut plan = claimed(&scenario, "tiers", proven.levels);
    let seals = place(&plan, ResourceKind::Component, 0);
    for level in &mut plan.levels {
        let prices = level.prices.as_mut().unwrap();
        let mut of_both = vec![vec![0.0; 3]; 2];
        of_both[seals] = std::mem::take(&mut prices[0]);
        *prices = of_both;
    }
    assert_clean(&scenario, &plan);
    let faults: &[Fault<'_>] = &[
        ("rising prices", Code::PriceInvalid, &|plan| {
            *prices_mut(plan, 1, ResourceKind::Component, 0) = vec![5.0, 5.0, 6.0];
        }),
        ("a last price below zero", Code::PriceInvalid, &|plan| {
            *prices_mut(plan, 0, ResourceKind::Component, 0) = vec![0.0, 0.0, -1.0];
        }),
    ];
    assert_found(&scenario, &plan, faults);
}
