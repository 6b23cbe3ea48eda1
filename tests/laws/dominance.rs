//! What must not make a difference, and what may only make one in one direction.

use crate::support::cases;
use std::collections::{BTreeMap, BTreeSet};

use apportion::plan::{OrderPlan, Plan, TranchePlan};
use apportion::ranking::rank;
use apportion::scenario::{
    Backlog, Counting, Division, Method, Month, Order, Override, Policy, Product, Rule, Scenario,
    Score, WeightScale,
};
use proptest::prelude::*;

use super::{close, optimised, solve, stated};
use crate::support::generator::{Draws, Feature, drawn};

/// The backlog sum of an order as the objective counts it, but without its weight: by
/// production, a unit never made waiting for the tail beyond the horizon, or beyond the last month
/// of its customer.
fn backlog_sum(scenario: &Scenario, plan: &OrderPlan, tail: f64) -> f64 {
    let months = i64::from(scenario.months());
    let index = |month: apportion::scenario::Month| i64::from(month - scenario.start());
    let demands = scenario.demands_of(plan.order.as_str()).unwrap();
    let parts = demands.iter().zip(&plan.tranches).map(|(demand, tranche)| {
        let due = index(demand.due).max(0);
        let gone = demand.until.map_or(months, |until| months.min(index(until) + 1));
        let made: f64 = tranche.production.iter().map(|piece| piece.quantity).sum();
        let late = tranche
            .production
            .iter()
            .map(|piece| piece.quantity * (index(piece.month) - due).max(0) as f64);
        let left = (demand.quantity - made).max(0.0);
        demand.urgency * (late.sum::<f64>() + left * (gone as f64 + tail - due as f64).max(0.0))
    });
    parts.sum()
}

fn order_of<'p>(plan: &'p Plan, order: &Order) -> &'p OrderPlan {
    plan.orders.iter().find(|part| &part.order == order.id()).unwrap()
}

/// Whether a tranche is made and delivered alike, but for rounding.
fn alike(a: &TranchePlan, b: &TranchePlan) -> bool {
    let units = |tranche: &TranchePlan| {
        let mut units: BTreeMap<(String, Month), f64> = BTreeMap::new();
        for part in &tranche.production {
            *units.entry((part.line.to_string(), part.month)).or_default() += part.quantity;
        }
        for part in &tranche.deliveries {
            *units.entry(("delivered".to_owned(), part.month)).or_default() += part.quantity;
        }
        units
    };
    let (a, b) = (units(a), units(b));
    let of = |units: &BTreeMap<_, f64>, key| units.get(key).copied().unwrap_or(0.0);
    a.keys().chain(b.keys()).all(|key| (of(&a, key) - of(&b, key)).abs() <= 1e-7)
}

/// Weights and tiers that stay what they are over all months.
fn constant() -> Draws {
    drawn().without([Feature::AttributeChanges, Feature::PolicyChanges])
}

/// What is planned before any backlog: promises and shares that are reserved.
const FIRST: [Feature; 3] = [Feature::Commitments, Feature::Reservations, Feature::Expansions];

/// Whether some of what is reserved stands before the backlog and some further back.
///
/// On each level the first units of a tranche are the ones that are entitled: which units of an
/// order these are on the higher of two levels depends on what is one tranche.
fn reserved_on_several_levels(scenario: &Scenario) -> bool {
    let against = scenario.reservations().iter().map(|part| part.protected_against());
    against.collect::<BTreeSet<_>>().len() > 1
}

/// Whether a policy splits equally: of whole units each piece has its share rounded, and a tranche to
/// which something is reserved has no part in the split, which of pieces may be some of them.
fn splits(policy: &Policy) -> bool {
    match policy.method() {
        Method::Optimised(objectives) => objectives.division == Division::InProportion,
        Method::InTurn { .. } | Method::Shared => false,
    }
}

/// Whether something is promised that is delivered in whole units, lots or shipments only: of a
/// tranche these are others than of its pieces.
fn promised_in_steps(case: &Scenario) -> bool {
    case.commitments().iter().any(|promise| {
        let own = case.demands_of(promise.order().as_str()).unwrap().iter();
        own.clone().any(|part| part.terms.lot.or(part.terms.least_shipment).is_some())
            || promise.quantity().fract() > 0.0
            || own.clone().any(|part| part.quantity.fract() > 0.0)
    })
}

proptest! {
    #![proptest_config(cases(60))]

    /// A tier gets what it would get if there were no orders below it.
    // But for what is promised to lower ones or reserved for them. (A tier of which a gate
    // keeps everybody out, that has everything, or of which nothing is due that counts, has no
    // level; and of the program that passes nothing over only the first levels are told.)
    #[test]
    fn lower_tiers_take_nothing_from_higher_ones(
        case in constant()
            .with([Feature::Tiers, Feature::Dpas])
            .without(FIRST)
            // What is in stock for whom nobody is any more is anybody's.
            .without([Feature::Gates, Feature::Lots, Feature::Shipments, Feature::Carried])
    ) {
        let tiered = |policy: &&Policy| !matches!(policy.rule(), Rule::Score(_) | Rule::Sequence(_));
        for policy in optimised(&case).filter(tiered) {
            let ranking = rank(&case, policy).unwrap();
            let whole = solve(&case, policy);
            let tiers: BTreeSet<usize> = ranking.orders().iter().map(|order| order.tier).collect();
            // Without the lowest, without the two lowest, and so on.
            for &lowest in &tiers {
                let above = case.orders().iter().zip(ranking.orders());
                let above = above.filter(|(_, standing)| standing.tier <= lowest);
                let above: Vec<&str> = above.map(|(order, _)| order.id().as_str()).collect();
                let alone = case.changed(|draft| draft.keep_orders(|id| above.contains(&id)));
                let alone = alone.unwrap();
                let alone = solve(&alone, alone.policy(policy.id().as_str()).unwrap());
                let of_tier = |(name, _): &(&str, f64)| {
                    name.starts_with("weighted backlog of tier")
                        || name.starts_with("backlog in sequence of tier")
                        || name.starts_with("lost value of tier")
                };
                // What is there without those below is there with them, and is the same.
                let alone: Vec<(&str, f64)> = stated(&alone).take_while(of_tier).collect();
                let whole: Vec<(&str, f64)> = stated(&whole).take(alone.len()).collect();
                prop_assert_eq!(alone.len(), whole.len(), "{}", policy.id());
                for ((name, a), (other, b)) in whole.into_iter().zip(alone) {
                    prop_assert_eq!(name, other);
                    prop_assert!(close(a, b, 1e-9), "{} {name}: {a} and {b}", policy.id());
                }
            }
        }
    }

    /// More weight for an order, everything else as it was, and it waits no longer.
    // The test says itself what weighs how much, and counts waits of production: without
    // stocks, losses and weights that age, and without what is passed over, which is a repair.
    #[test]
    fn more_weight_never_lengthens_an_orders_own_wait(
        case in constant().without([
            Feature::Overrides, Feature::Ageing, Feature::Stockpiles, Feature::Cancellations,
            Feature::Lots, Feature::Shipments,
        ]),
        position in any::<prop::sample::Index>(),
        factor in prop_oneof![Just(1.25), Just(2.0), Just(10.0), Just(1000.0)],
    ) {
        let position = position.index(case.orders().len());
        let order = &case.orders()[position];
        let weighs = |policy: &&Policy| match policy.method() {
            Method::Optimised(objectives) => objectives.backlog == Backlog::Together,
            Method::InTurn { .. } | Method::Shared => false,
        };
        for policy in case.policies().iter().filter(weighs) {
            let ranking = rank(&case, policy).unwrap();
            let weight = ranking.orders()[position].weight;
            let [low, high] = [weight, weight * factor].map(|weight| {
                let part = Override::new(order.id().as_str(), "a law").weight(weight);
                let policy = policy.clone().overruled(part);
                let plan = solve(&case, &policy);
                backlog_sum(&case, order_of(&plan, order), ranking.tail())
            });
            prop_assert!(
                high <= low || close(high, low, 1e-7),
                "{} {}: {low} to {high}", policy.id(), order.id()
            );
        }
    }

    /// An order in one piece or in equal pieces is the same order, but for what ships together.
    #[test]
    fn pieces_are_the_order(
        // Of what was delivered nobody says to which pieces it went.
        case in drawn().without([Feature::History, Feature::Lots, Feature::Shipments]),
        pieces in 2_u32..=4,
    ) {
        let one = case.changed(|draft| draft.cut_orders(1, f64::from(pieces))).unwrap();
        let many = case.changed(|draft| draft.cut_orders(pieces, f64::from(pieces))).unwrap();
        if reserved_on_several_levels(&case) || promised_in_steps(&case) {
            return Ok(());
        }
        for policy in case.policies() {
            // One piece after the other, each as little late as can be, is not all of them together.
            if let Method::Optimised(objectives) = policy.method()
                && objectives.backlog != Backlog::Together
            {
                continue;
            }
            // What is held for one piece is no other's until its turn.
            let rule = !matches!(policy.method(), Method::Optimised(_));
            if rule && !case.reservations().is_empty() {
                continue;
            }
            let (a, b) = (solve(&one, policy), solve(&many, policy));
            // A piece has its share rounded, and a rule counts what it makes of it.
            let measured = |product: &Product| product.counting() == Counting::Measured;
            let shared = matches!(policy.method(), Method::Shared);
            if shared && !case.products().iter().all(measured) {
                continue;
            }
            // Places are those of tranches: of pieces there are more, and what comes after a
            // level of places is chosen among the plans that are best by them.
            let places = ["order among equals", "earlier required dates"];
            let counted = |level: &(&str, f64)| !places.contains(&level.0);
            let (one, many) = (stated(&a).take_while(counted), stated(&b).take_while(counted));
            for ((name, a), (_, b)) in one.zip(many) {
                prop_assert!(close(a, b, 1e-7), "{} {name}: {a} and {b}", policy.id());
            }
            let whole = case.demands().iter().all(|demand| demand.quantity.fract() == 0.0);
            // Whom a share is reserved for is worth passing over for one piece, and not for all.
            let whole = whole && !splits(policy) && case.reservations().is_empty();
            for (a, b) in a.orders.iter().zip(&b.orders).filter(|_| whole) {
                prop_assert_eq!(a.completion, b.completion, "{} {}", policy.id(), &a.order);
            }
        }
    }

    /// Only the ratios of weights matter.
    // What is planned before has no weight.
    #[test]
    fn weights_have_no_unit(
        case in drawn().with([Feature::Score]).without(FIRST), factor in 1_u32..=200
    ) {
        let factor = f64::from(factor) / 7.0;
        for policy in optimised(&case).filter(|policy| matches!(policy.rule(), Rule::Score(_))) {
            let [once, times] = [1.0, factor].map(|factor| {
                let scale = WeightScale::linear(factor, 9.0 * factor);
                let score = Score::new(policy.criteria().to_vec()).weights(scale);
                let policy = Policy::new(policy.id().clone(), score)
                    .measured_in(policy.measure())
                    .tail_months(policy.tail());
                solve(&case, &policy)
            });
            let mut levels = stated(&once).zip(stated(&times));
            if let Some(((name, a), (_, b))) = levels.next() {
                prop_assert!(close(factor * a, b, 1e-9), "{} {name}: {a} and {b}", policy.id());
            }
            for (a, b) in once.orders.iter().zip(&times.orders) {
                prop_assert_eq!(a.completion, b.completion, "{} {}", policy.id(), &a.order);
                for (a, b) in a.tranches.iter().zip(&b.tranches) {
                    prop_assert!(alike(a, b), "{} {a:?} and {b:?}", policy.id());
                }
            }
        }
    }
}
