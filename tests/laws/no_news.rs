//! No news, no change: a plan that is made again after its first months have been carried out is the
//! rest of it.

use super::solve;
use crate::support::cases;
use crate::support::generator::{Case, Feature, drawn};
use apportion::check::check;
use apportion::plan::{OrderPlan, Plan};
use apportion::scenario::{Counting, Division, Method, Month, Order, Policy, Scenario};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

/// Whether a policy shares whole units, of which a plan that begins later does not know the shares.
fn shares(policy: &Policy) -> bool {
    match policy.method() {
        Method::Optimised(objectives) => objectives.division == Division::InProportion,
        Method::InTurn { .. } => false,
        Method::Shared => true,
    }
}

/// Every delivery of an order, those before the first month included.
fn deliveries(order: &OrderPlan) -> Vec<(usize, Month, f64)> {
    let all = order.tranches.iter().enumerate();
    all.flat_map(|(index, part)| {
        part.deliveries.iter().map(move |part| (index, part.month, part.quantity))
    })
    .collect()
}

fn same(before: &Plan, after: &Plan) -> Result<(), String> {
    for (a, b) in before.orders.iter().zip(&after.orders) {
        let dates = |order: &OrderPlan| (order.first, order.half, order.completion, order.lateness);
        if dates(a) != dates(b) {
            return Err(format!("{}: {:?} and {:?}", a.order, dates(a), dates(b)));
        }
        let (one, two) = (deliveries(a), deliveries(b));
        let equal = one.len() == two.len()
            && one
                .iter()
                .zip(&two)
                .all(|(a, b)| (a.0, a.1) == (b.0, b.1) && (a.2 - b.2).abs() <= 1e-6 * a.2.max(1.0));
        if !equal {
            return Err(format!("{}: {one:?} and {two:?}", a.order));
        }
    }
    Ok(())
}

/// For the same end of the horizon every order keeps its dates.
fn holds(case: &Case, months: u32) -> Result<(), TestCaseError> {
    // A store has room for what is there and arrives, whatever its limit: how much that is
    // changes with the first month.
    let crowded = case.products().iter().filter_map(|part| part.stock()).any(|stock| {
        stock.storage_limit().is_some()
            && (stock.opening_stock() > 0.0 || !stock.receipts().is_empty())
    });
    // What is left of components counts as an opening stock for a share of them.
    let shared = case.reservations().iter().any(|part| {
        part.component().is_some() && part.share_given().is_some() && part.expansion().is_none()
    });
    if months >= case.months() || crowded || shared {
        return Ok(());
    }
    let whole = case.products().iter().any(|product| product.counting() == Counting::Whole);
    for policy in case.policies().iter().filter(|policy| !(whole && shares(policy))) {
        let before = solve(case, policy);
        // Under a rule a promise that is broken goes on standing first until it is history.
        let rule = !matches!(policy.method(), Method::Optimised(_));
        if rule && before.commitments.iter().any(|part| part.short > 0.0) {
            continue;
        }
        // What is passed over is a repair, which another month begins from another plan. (Rules do
        // not say what they pass over.)
        let terms = |order: &Order| order.lot_given().or(order.least_shipment_given()).is_some();
        if !before.passed_over.is_empty() || (rule && case.orders().iter().any(terms)) {
            continue;
        }
        let later = case.advanced(&before, months).unwrap();
        // Where the queue goes on holding a place for what was held in vain, nothing says.
        let in_turn = matches!(policy.method(), Method::InTurn { .. });
        if in_turn && !case.reservations().is_empty() {
            continue;
        }
        // What a rule made ahead is in stock, and whoever comes first takes of it.
        let stored = later.products().iter().filter_map(|part| part.stock());
        if rule && stored.into_iter().any(|stock| stock.opening_stock() > 0.0) {
            continue;
        }
        let text = later.to_toml().unwrap();
        prop_assert_eq!(&Scenario::from_toml(&text).unwrap(), &later, "{}", text);
        let after = solve(&later, later.policy(policy.id().as_str()).unwrap());
        let report = check(&later, &after);
        prop_assert!(report.is_clean(), "{}: {report}\n{text}", policy.id());
        let found = same(&before, &after);
        prop_assert!(found.is_ok(), "{} after {months}: {}", policy.id(), found.unwrap_err());
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn no_news_is_no_change(
        // What those under a cap have of a stock that is left is not carried over.
        case in drawn().without([Feature::Caps]),
        months in 1..4_u32,
    ) {
        holds(&case, months)?;
    }

    /// Shares of what is counted by measure are what they were: each has made what it was to have.
    #[test]
    fn no_news_is_no_change_where_measured_products_are_shared(
        case in drawn().with([Feature::Shares, Feature::SplitTiers]).without([
            // What those under a cap have of a stock that is left is not carried over; lots are
            // exempt; and who is under commitments shares with nobody.
            Feature::Caps, Feature::Lots, Feature::Shipments, Feature::Commitments,
        ]),
        months in 1..6_u32,
    ) {
        let measured = case.changed(|draft| {
            draft.products.iter_mut().for_each(|product| product.counting = Some("measured"));
        });
        let Some(scenario) = measured else { return Ok(()) };
        holds(&Case { scenario, ..case }, months)?;
    }

    /// With reservations and claims of payers, which go on from what they entitled to.
    #[test]
    fn no_news_is_no_change_where_shares_are_reserved(
        case in drawn()
            .with([Feature::Reservations, Feature::Expansions])
            .without([Feature::Caps, Feature::Stockpiles]),
        months in 1..6_u32,
    ) {
        holds(&case, months)?;
    }
}
