//! Nothing is made in vain: of lots and shipments that are never complete less than a unit.

use super::solve;
use crate::support::cases;
use crate::support::generator::{Feature, drawn};
use apportion::check::check;
use apportion::plan::{Plan, Status, TranchePlan};
use apportion::scenario::{Counting, Scenario};
use apportion::tolerance;
use proptest::prelude::*;

/// What a tranche gets: made for it, or taken from stock.
fn made(part: &TranchePlan) -> f64 {
    if part.taken.is_empty() {
        part.production.iter().map(|part| part.quantity).sum()
    } else {
        part.taken.iter().map(|part| part.quantity).sum()
    }
}

/// Units made of a tranche and not delivered, where that is more than rounding and more than the
/// part of a unit.
fn idle(scenario: &Scenario, plan: &Plan, promised_too: bool) -> Vec<String> {
    let mut idle = Vec::new();
    for (order, planned) in scenario.orders().iter().zip(&plan.orders) {
        let promised = scenario.commitments().iter().any(|part| part.order() == order.id());
        if promised && !promised_too {
            continue;
        }
        let product = scenario.products().iter().find(|part| part.id() == order.product());
        let whole = product.is_none_or(|part| part.counting() == Counting::Whole);
        for part in &planned.tranches {
            let delivered: f64 = part.deliveries.iter().map(|part| part.quantity).sum();
            let left = made(part) - delivered;
            let rounding = 1e-5 * part.quantity.max(1.0);
            if left > if whole { 1.0 } else { 0.0 } + rounding {
                idle.push(format!("{left} of {} of {}", part.quantity, planned.order));
            }
        }
    }
    idle
}

proptest! {
    #![proptest_config(cases(96))]

    /// Whoever plans: what cannot ship is not made. (Rules make what is promised all the same.)
    #[test]
    fn nothing_is_made_in_vain(
        case in drawn().with([Feature::Lots, Feature::Shipments, Feature::Cancellations])
    ) {
        for policy in case.policies() {
            let plan = solve(&case, policy);
            let report = check(&case, &plan);
            prop_assert!(report.is_clean(), "{}: {report}", policy.id());
            let optimised = plan.status == Status::Proven;
            let idle = idle(&case, &plan, optimised);
            prop_assert!(idle.is_empty(), "{}: {idle:?}", policy.id());
            prop_assert_eq!(plan.root.is_empty(), plan.passed_over.is_empty() || !optimised);
            // No plan is better than what the first program says.
            let bounds = plan.root.iter().zip(&plan.levels).map(|(root, level)| (root.bound, level));
            for (bound, level) in bounds {
                let rounding = tolerance::GAP * level.objective.abs().max(1.0);
                prop_assert!(bound.unwrap() <= level.objective + rounding);
            }
            for part in &plan.passed_over {
                let order = plan.order(part.order.as_str()).unwrap();
                let tranche = &order.tranches[part.tranche];
                prop_assert!(made(tranche) <= tranche.quantity - part.units + 1e-5 * tranche.quantity);
            }
        }
    }

    /// Where everything ships nothing is passed over, and what is delivered is as good as what is
    /// made, but for parts of units.
    #[test]
    fn without_terms_nothing_is_passed_over(
        case in drawn().without([Feature::Lots, Feature::Shipments])
    ) {
        for policy in case.policies() {
            let plan = solve(&case, policy);
            prop_assert!(plan.passed_over.is_empty() && plan.root.is_empty());
            for level in &plan.levels {
                let Some(delivered) = level.delivered else { continue };
                let rounding = 1e-7 * level.objective.abs().max(1.0);
                // A share of a commitment is counted in units, and is promised in whole ones.
                prop_assert!(delivered >= level.objective - rounding, "{} {}", policy.id(), level.name);
            }
        }
    }
}
