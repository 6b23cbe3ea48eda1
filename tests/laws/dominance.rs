//! What must not make a difference, and what may only make one in one direction.

use std::collections::BTreeSet;

use apportion::plan::{OrderPlan, Plan};
use apportion::ranking::rank;
use apportion::scenario::{
    Order, Override, Policy, Rule, Scenario, ScenarioBuilder, Score, Tranche, WeightScale,
};
use proptest::prelude::*;

use super::{cases, close, solve, stated};
use crate::support::law_scenarios as scenarios;

/// A scenario with another book of orders and one policy.
fn with_orders(
    scenario: &Scenario,
    policy: &Policy,
    orders: impl IntoIterator<Item = Order>,
) -> Scenario {
    let empty = Scenario::builder(scenario.name(), scenario.start(), scenario.months());
    let builder = scenario.products().iter().cloned().fold(empty, ScenarioBuilder::product);
    let builder = scenario.lines().iter().cloned().fold(builder, ScenarioBuilder::line);
    let builder = scenario.components().iter().cloned().fold(builder, ScenarioBuilder::component);
    let builder = scenario.partners().iter().cloned().fold(builder, ScenarioBuilder::partner);
    builder.orders(orders).policy(policy.clone()).build().unwrap()
}

/// The order's tranches, each as many times as said, with that part of its quantity.
fn split(scenario: &Scenario, position: usize, factor: f64, pieces: u32) -> Order {
    let order = &scenario.orders()[position];
    let mut split = Order::new(
        order.id().as_str(),
        order.partner().as_str(),
        order.product().as_str(),
        order.signed(),
    );
    if let Some(rating) = order.legal_rating() {
        split = split.rating(rating);
    }
    for demand in scenario.demands_of(position).1 {
        for _ in 0..pieces {
            split = split.tranche(
                Tranche::new(demand.quantity * factor / f64::from(pieces))
                    .due(demand.due)
                    .release(demand.release)
                    .urgency(demand.urgency),
            );
        }
    }
    split
}

/// The backlog sum of an order as the objective counts it, but without its weight: by
/// production, a unit never made waiting to the end and the tail beyond it.
fn backlog_sum(scenario: &Scenario, position: usize, plan: &OrderPlan, tail: f64) -> f64 {
    let months = i64::from(scenario.months());
    let index = |month: apportion::scenario::Month| i64::from(month.months_since(scenario.start()));
    let demands = scenario.demands_of(position).1;
    let parts = demands.iter().zip(&plan.tranches).map(|(demand, tranche)| {
        let due = index(demand.due).clamp(0, months);
        let made: f64 = tranche.production.iter().map(|piece| piece.quantity).sum();
        let late = tranche
            .production
            .iter()
            .map(|piece| piece.quantity * (index(piece.month) - due).max(0) as f64);
        let left = (demand.quantity - made).max(0.0);
        demand.urgency * (late.sum::<f64>() + left * ((months - due) as f64 + tail))
    });
    parts.sum()
}

fn order_of<'p>(plan: &'p Plan, order: &Order) -> &'p OrderPlan {
    plan.orders.iter().find(|part| &part.order == order.id()).unwrap()
}

fn optimised(scenario: &Scenario) -> impl Iterator<Item = &Policy> {
    scenario
        .policies()
        .iter()
        .filter(|policy| matches!(policy.method(), apportion::scenario::Method::Optimised(_)))
}

proptest! {
    #![proptest_config(cases(60))]

    /// A tier gets what it would get if there were no orders below it.
    #[test]
    fn lower_tiers_take_nothing_from_higher_ones(scenario in scenarios::scenario()) {
        for policy in optimised(&scenario).filter(|policy| !matches!(policy.rule(), Rule::Score(_))) {
            let ranking = rank(&scenario, policy).unwrap();
            let whole = solve(&with_orders(&scenario, policy, scenario.orders().to_vec()), policy);
            let tiers: BTreeSet<usize> = ranking.orders().iter().map(|order| order.tier).collect();
            // Without the lowest, without the two lowest, and so on.
            for (count, &lowest) in (1..).zip(&tiers) {
                let above = scenario.orders().iter().zip(ranking.orders());
                let above = above.filter(|(_, standing)| standing.tier <= lowest);
                let alone = with_orders(&scenario, policy, above.map(|(order, _)| order.clone()));
                let alone = solve(&alone, policy);
                for ((name, a), (other, b)) in stated(&whole).zip(stated(&alone)).take(count) {
                    prop_assert_eq!(name, other);
                    prop_assert!(name.starts_with("weighted backlog of tier"), "{}", name);
                    prop_assert!(close(a, b, 1e-9), "{} {name}: {a} and {b}", policy.id());
                }
            }
        }
    }

    /// More weight for an order, everything else as it was, and it waits no longer.
    #[test]
    fn more_weight_never_lengthens_an_orders_own_wait(
        scenario in scenarios::scenario(),
        position in any::<prop::sample::Index>(),
        factor in prop_oneof![Just(1.25), Just(2.0), Just(10.0), Just(1000.0)],
    ) {
        prop_assume!(!scenario.orders().is_empty());
        let position = position.index(scenario.orders().len());
        let order = &scenario.orders()[position];
        for policy in optimised(&scenario) {
            let ranking = rank(&scenario, policy).unwrap();
            let weight = ranking.orders()[position].weight;
            let [low, high] = [weight, weight * factor].map(|weight| {
                let part = Override::new(order.id().as_str(), "a law").weight(weight);
                let policy = policy.clone().overruled(part);
                let scenario = with_orders(&scenario, &policy, scenario.orders().to_vec());
                let plan = solve(&scenario, &policy);
                backlog_sum(&scenario, position, order_of(&plan, order), ranking.tail())
            });
            prop_assert!(
                high <= low || close(high, low, 1e-7),
                "{} {}: {low} to {high}", policy.id(), order.id()
            );
        }
    }

    /// An order in one piece or in equal pieces is the same order.
    #[test]
    fn pieces_are_the_order(scenario in scenarios::scenario(), pieces in 2_u32..=4) {
        let factor = f64::from(pieces);
        for policy in scenario.policies() {
            let [one, many] = [1, pieces].map(|pieces| {
                let orders = (0..scenario.orders().len())
                    .map(|position| split(&scenario, position, factor, pieces));
                with_orders(&scenario, policy, orders)
            });
            let (a, b) = (solve(&one, policy), solve(&many, policy));
            for ((name, a), (_, b)) in stated(&a).zip(stated(&b)) {
                prop_assert!(close(a, b, 1e-7), "{} {name}: {a} and {b}", policy.id());
            }
            let whole = scenario.demands().iter().all(|demand| demand.quantity.fract() == 0.0);
            for (a, b) in a.orders.iter().zip(&b.orders).filter(|_| whole) {
                prop_assert_eq!(a.completion, b.completion, "{} {}", policy.id(), &a.order);
            }
        }
    }

    /// Only the ratios of weights matter.
    #[test]
    fn weights_have_no_unit(scenario in scenarios::scenario(), factor in 1_u32..=200) {
        let factor = f64::from(factor) / 7.0;
        for policy in optimised(&scenario).filter(|policy| matches!(policy.rule(), Rule::Score(_))) {
            let [once, times] = [1.0, factor].map(|factor| {
                let scale = WeightScale::linear(factor, 9.0 * factor);
                let score = Score::new(policy.criteria().to_vec()).weights(scale);
                let policy = Policy::new(policy.id().clone(), score)
                    .measured_in(policy.measure())
                    .tail_months(policy.tail());
                solve(&with_orders(&scenario, &policy, scenario.orders().to_vec()), &policy)
            });
            let mut levels = stated(&once).zip(stated(&times));
            if let Some(((name, a), (_, b))) = levels.next() {
                prop_assert!(close(factor * a, b, 1e-9), "{} {name}: {a} and {b}", policy.id());
            }
            prop_assert_eq!(&once.orders, &times.orders);
        }
    }
}
