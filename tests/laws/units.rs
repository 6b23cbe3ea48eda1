//! Names are names, units are units, and more is not worse.

use super::{close, optimised, solve, stated};
use crate::support::cases;
use crate::support::generator::{Feature, drawn};
use apportion::scenario::{Counting, Expansion, Measure, Method, Ramp, Scenario};
use proptest::prelude::*;

/// The scenario with one unit more in a month of a line or component (lines first).
fn one_more(scenario: &Scenario, resource: usize, month: usize) -> Scenario {
    let resource = resource % (scenario.lines().len() + scenario.components().len());
    let month = month % scenario.months() as usize;
    let (at, after) = (scenario.month(month), scenario.month(month + 1));
    let adds = Ramp::steps([(at, 1.0), (after, 0.0)]);
    let start = scenario.start();
    let more = if let Some(line) = scenario.lines().get(resource) {
        Expansion::of_line("one unit more", line.id().clone(), start, adds)
    } else {
        let part = &scenario.components()[resource - scenario.lines().len()];
        Expansion::of_component("one unit more", part.id().clone(), start, adds)
    };
    scenario.to_builder().expansion(more).build().unwrap()
}

proptest! {
    #![proptest_config(cases(24))]

    /// One unit more in one month never worsens what is optimised, level by level.
    // Of more there is more to reserve: a share can become shorter.
    #[test]
    fn more_capacity_never_hurts(
        case in drawn().without([Feature::Reservations]),
        resource in any::<usize>(),
        month in any::<usize>(),
    ) {
        let more = one_more(&case, resource, month);
        for policy in optimised(&case) {
            let (before, after) = (solve(&case, policy), solve(&more, policy));
            for ((name, before), (_, after)) in stated(&before).zip(stated(&after)) {
                if !close(before, after, 1e-7) {
                    prop_assert!(after < before, "{} {name}: {before} to {after}", policy.id());
                    break;
                }
            }
        }
    }

    /// Names are names: with the same order among them, the same objectives. (Between
    /// plans alike in all of these, numbers drawn from the names decide; so do they in a
    /// lottery.)
    #[test]
    fn names_do_not_matter(case in drawn().without([Feature::Lottery])) {
        let other = case.changed(|draft| draft.rename(|id| format!("zone {id}, renamed"))).unwrap();
        for (policy, renamed) in case.policies().iter().zip(other.policies()) {
            let (a, b) = (solve(&case, policy), solve(&other, renamed));
            prop_assert_eq!(a.levels.len(), b.levels.len());
            for ((name, a), (_, b)) in stated(&a).zip(stated(&b)) {
                prop_assert!(close(a, b, 1e-7), "{} {name}: {a} and {b}", policy.id());
            }
        }
    }

    /// Twice of everything is twice the backlog, or the same where orders count alike.
    // But for what is passed over of lots and shipments: that is a unit or more, whatever one is.
    #[test]
    fn quantities_have_no_unit(
        case in drawn().without([Feature::History, Feature::Lots, Feature::Shipments])
    ) {
        // A part of a unit that is promised is a whole one, and twice of it need not be two.
        if case.commitments().iter().any(|part| part.quantity().fract() > 0.0) {
            return Ok(());
        }
        let twice = case.changed(|draft| draft.multiply(2.0)).unwrap();
        let whole = case.products().iter().any(|product| product.counting() == Counting::Whole);
        for policy in case.policies() {
            let alike = policy.measure() == Measure::Orders;
            let (a, b) = (solve(&case, policy), solve(&twice, policy));
            // The level of a rule that shares whole units out counts what each unit was made of, and
            // of twice as many half as much is in the making.
            let counted = matches!(policy.method(), Method::Shared) && whole;
            for ((name, a), (_, b)) in stated(&a).zip(stated(&b)).filter(|_| !counted) {
                // Positions are no measure: what counts by place doubles with its units.
                let by_place = ["order among equals", "earlier required dates"].contains(&name);
                // What is promised, reserved or held is counted in units, whatever orders count.
                let in_units = ["commitments", "reserved", "stock held"].iter().any(|part| name.starts_with(part));
                let factor = if alike && !by_place && !in_units { 1.0 } else { 2.0 };
                prop_assert!(close(factor * a, b, 1e-7), "{} {name}: {a} and {b}", policy.id());
            }
            // What is measured, not counted in units, is delivered twice as well.
            for (one, two) in a.orders.iter().zip(&b.orders) {
                prop_assert!(two.delivered + 1e-6 >= one.delivered);
            }
        }
    }
}
