//! One tranche after the other: who is behind changes nothing for who is in front.

use super::{close, solve};
use crate::support::cases;
use crate::support::generator::{Feature, drawn};
use apportion::formulation::Formulation;
use apportion::ranking::rank;
use apportion::scenario::{Backlog, Method, Policy, Scenario};
use proptest::prelude::*;

fn in_turn(policy: &Policy) -> bool {
    match policy.method() {
        Method::Optimised(objectives) => objectives.backlog != Backlog::Together,
        Method::InTurn { .. } | Method::Shared => false,
    }
}

/// By how much each tranche is late, in the sequence, level after level.
fn late(scenario: &Scenario, policy: &Policy) -> Vec<(String, u32, f64)> {
    let plan = solve(scenario, policy);
    let formulation = Formulation::new(scenario, &rank(scenario, policy).unwrap()).unwrap();
    let mut all = Vec::new();
    for (told, level) in formulation.told().iter().zip(&plan.levels) {
        let Some(turns) = &told.turns else { continue };
        for &turn in turns {
            let demand = &scenario.demands()[turn];
            let id = scenario.orders()[demand.order].id();
            let late = level.late.iter().flatten();
            let own = late.filter(|late| late.order == *id && late.tranche == demand.tranche);
            let sum = own.map(|late| late.unit_months).sum::<f64>() + 0.0;
            all.push((id.as_str().to_owned(), demand.tranche as u32, sum));
        }
    }
    all
}

proptest! {
    #![proptest_config(cases(80))]

    /// Whoever is dropped, or added, behind changes nobody's lateness in front; the last of all
    /// changes nobody's.
    // What is promised, reserved, or lost by value comes before the sequence; tiers that change make
    // several. What is in stock for somebody is anybody's once he is out of the book.
    #[test]
    fn who_is_behind_changes_nothing_in_front(
        case in drawn()
            .with([Feature::Sequence, Feature::Dpas])
            .without([
                Feature::Commitments, Feature::Reservations, Feature::Expansions,
                Feature::AttributeChanges, Feature::PolicyChanges, Feature::Losses, Feature::Carried,
            ]),
        position in any::<prop::sample::Index>(),
    ) {
        for policy in case.policies().iter().filter(|policy| in_turn(policy)) {
            let whole = late(&case, policy);
            let Some((last, ..)) = whole.last() else { continue };
            let chosen = &whole[position.index(whole.len())].0;
            for dropped in [last, chosen] {
                let without = case.changed(|draft| draft.keep_orders(|id| id != *dropped));
                // A book of one order, or a policy that names the one dropped.
                let Some(without) = without else { continue };
                let Some(policy) = without.policy(policy.id().as_str()) else { continue };
                let rest = late(&without, policy);
                let front = whole.iter().take_while(|part| part.0 != *dropped);
                for (with, alone) in front.zip(&rest) {
                    prop_assert_eq!((&with.0, with.1), (&alone.0, alone.1));
                    prop_assert!(
                        close(with.2, alone.2, 1e-9),
                        "{}: {} {} without {dropped}: {} and {}",
                        policy.id(), with.0, with.1, with.2, alone.2
                    );
                }
            }
        }
    }
}
