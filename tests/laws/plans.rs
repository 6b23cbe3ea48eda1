//! Every plan is proven, holds, and is the same whoever makes it.

use super::{close, optimised, planner, solve};
use crate::support::cases;
use crate::support::generator::month::At;
use crate::support::generator::{Case, Draws, Feature, Random, Size, drawn};
use apportion::check::check;
use apportion::plan::{Plan, Status};
use apportion::planner::EngineChoice;
use apportion::scenario::{Method, Policy, Scenario};
use apportion::tolerance;
use proptest::prelude::*;

/// Weights, tiers, eligibility and capacity that change with time.
fn changing() -> Draws {
    drawn().with([
        Feature::AttributeChanges,
        Feature::PolicyChanges,
        Feature::Gates,
        Feature::Approvals,
        Feature::Outages,
        Feature::Yields,
        Feature::Calendar,
        Feature::Overrides,
        Feature::Multipliers,
        Feature::Ageing,
    ])
}

/// The check is silent on the plan of every policy, and every engine agrees.
fn holds_on_every_engine(scenario: &Scenario, allowed: f64) -> Result<(), TestCaseError> {
    for policy in scenario.policies() {
        let plan = solve(scenario, policy);
        let report = check(scenario, &plan);
        prop_assert!(report.is_clean(), "{}: {report}", policy.id());
    }
    for policy in optimised(scenario) {
        engines_agree(scenario, policy, allowed)?;
    }
    Ok(())
}

/// Every engine of the build reaches the same objectives as the exact one, and the check
/// is silent on all of them.
fn engines_agree(scenario: &Scenario, policy: &Policy, allowed: f64) -> Result<(), TestCaseError> {
    let first = solve(scenario, policy);
    for &engine in EngineChoice::ALL {
        let outcome = planner().engine(engine).plan(scenario, policy).unwrap();
        let plan = outcome.finished().unwrap();
        prop_assert_eq!(plan.status, Status::Proven);
        let report = check(scenario, &plan);
        prop_assert!(report.is_clean(), "{} {engine}: {report}", policy.id());
        prop_assert_eq!(plan.levels.len(), first.levels.len());
        for (a, b) in first.levels.iter().zip(&plan.levels) {
            prop_assert!(
                close(a.objective, b.objective, allowed),
                "{} {engine} {}: {} and {}",
                policy.id(),
                a.name,
                a.objective,
                b.objective
            );
        }
        for (a, b) in first.orders.iter().zip(&plan.orders) {
            prop_assert_eq!(a.completion, b.completion, "{} {}", policy.id(), engine);
        }
    }
    Ok(())
}

/// The same plan from the same parts in another order, to the last digit.
fn same_in_any_order(case: &Case) -> Result<(), TestCaseError> {
    let other = case.changed(|draft| draft.shuffle(&mut Random::new(case.seed, "order"))).unwrap();
    prop_assert_eq!(&other, &case.scenario);
    for policy in case.policies() {
        prop_assert_eq!(solve(&other, policy), solve(case, policy));
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(24))]

    /// Every optimised plan is proven on every level, and its JSON reads back the same.
    #[test]
    fn plans_are_proven_and_survive_json(case in drawn()) {
        for policy in case.policies() {
            let plan = solve(&case, policy);
            if matches!(policy.method(), Method::Optimised(_)) {
                prop_assert_eq!(plan.status, Status::Proven);
                // Backlog and earliest delivery of a tier, and the order among equals; the first two
                // only if gates let anybody in.
                let served = plan.orders.iter().any(|order| !order.eligibility.is_never());
                let least = if served { 3 } else { 1 };
                prop_assert!(plan.levels.len() >= least);
                for level in &plan.levels {
                    let gap = level.gap().unwrap();
                    prop_assert!(
                        gap.abs() <= tolerance::GAP * level.objective.abs().max(1.0),
                        "{} {}: {gap}", policy.id(), level.name
                    );
                }
            } else {
                prop_assert_eq!(plan.status, Status::Rule);
            }
            let json = plan.to_json().unwrap();
            prop_assert_eq!(Plan::from_json(&json).unwrap(), plan);
        }
    }

    /// No delivery is but rounding, whole or measured, unless it is all that is ordered.
    #[test]
    fn a_delivery_is_more_than_rounding(case in drawn()) {
        for policy in case.policies() {
            let plan = solve(&case, policy);
            for part in plan.orders.iter().flat_map(|order| &order.tranches) {
                let least = tolerance::UNIT.min(part.quantity);
                let small = part.deliveries.iter().find(|delivery| delivery.quantity < 0.5 * least);
                prop_assert!(small.is_none(), "{}: {small:?} of {}", policy.id(), part.quantity);
            }
        }
    }

    /// Entered in one month and wanted in one before it: planned like any other.
    #[test]
    fn what_is_due_before_its_contract_is_planned(case in drawn(), early in 1_i32..6) {
        let hasty = case.changed(|draft| {
            for order in draft.orders.iter_mut().step_by(2) {
                // Who is served too late to wait any longer is an error.
                order.cancel_after = None;
                order.due = Some(At(order.signed.0 - early).into());
                for part in &mut order.tranches {
                    (part.due, part.cancel_after) = (None, None);
                }
            }
        });
        holds_on_every_engine(&hasty.unwrap(), 1e-9)?;
    }

    #[test]
    fn all_engines_agree(case in drawn()) {
        for policy in optimised(&case) {
            engines_agree(&case, policy, 1e-9)?;
        }
    }

    /// The order in which parts are given changes nothing.
    #[test]
    fn the_order_of_the_input_does_not_matter(case in drawn()) {
        same_in_any_order(&case)?;
    }

    #[test]
    fn engines_agree_and_the_check_is_silent_whatever_changes(case in changing()) {
        holds_on_every_engine(&case, 1e-8)?;
    }

    #[test]
    fn the_order_of_the_input_does_not_matter_whatever_changes(case in changing()) {
        same_in_any_order(&case)?;
    }

    #[test]
    fn files_are_lossless_whatever_changes(case in changing()) {
        let text = case.to_toml().unwrap();
        prop_assert_eq!(&Scenario::from_toml(&text).unwrap(), &case.scenario, "{}", text);
        let text = case.to_json().unwrap();
        prop_assert_eq!(&Scenario::from_json(&text).unwrap(), &case.scenario, "{}", text);
    }
}

/// Larger scenarios by seed: the same every time, and planned by every policy.
#[test]
fn middle_sized_scenarios_are_planned() {
    for seed in 0..3 {
        let draws = drawn().with([Feature::Components]).sized(Size::LARGE);
        let case = draws.of(seed);
        assert_eq!(case.scenario, draws.of(seed).scenario);
        assert!(!case.components().is_empty() && case.orders().len() >= 20);
        for policy in case.policies() {
            let plan = solve(&case, policy);
            let optimised = matches!(policy.method(), Method::Optimised(_));
            assert_eq!(plan.status == Status::Proven, optimised);
        }
    }
}
