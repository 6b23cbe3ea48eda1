//! No news, no change: a plan that is made again after its first months have been carried out is the
//! rest of it.

use super::solve;
use crate::support::cases;
use crate::support::generator::{Case, Feature, drawn};
use apportion::plan::{OrderPlan, Plan};
use apportion::scenario::{Division, Method, Month, Policy, Scenario};
use proptest::prelude::*;

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

/// Whether more is in a store, and will arrive, than has room if nobody takes any of it: there is room
/// for it all the same, which the plan that was carried out did not have.
fn crowded(later: &Scenario) -> bool {
    later.products().iter().enumerate().any(|(product, part)| {
        part.stock().is_some_and(|stock| {
            let carried = stock.carried().iter().map(|part| part.quantity).sum::<f64>();
            let arrives = later.receipts(product).iter().sum::<f64>();
            let there = stock.opening_stock() + carried + arrives;
            stock.storage_limit().is_some_and(|limit| there > limit * (1.0 + 1e-9))
        })
    })
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

/// Whether all policies of a scenario that are meant keep what they planned when it begins so many
/// months later.
fn kept(case: &Case, months: u32, meant: impl Fn(&Policy) -> bool) -> Result<(), String> {
    if months >= case.months() {
        return Ok(());
    }
    for policy in case.policies().iter().filter(|policy| meant(policy) && !shares(policy)) {
        let before = solve(case, policy);
        // Under a rule a promise that is broken goes on standing first until it is history.
        if is_rule(policy) && before.commitments.iter().any(|part| part.short > 0.0) {
            continue;
        }
        let later = case.advanced(&before, months).map_err(|error| error.to_string())?;
        if crowded(&later) {
            continue;
        }
        let after = solve(&later, later.policy(policy.id().as_str()).unwrap());
        same(&before, &after)
            .map_err(|found| format!("{} after {months}: {found}", policy.id()))?;
    }
    Ok(())
}

fn is_rule(policy: &Policy) -> bool {
    !matches!(policy.method(), Method::Optimised(_))
}

proptest! {
    #![proptest_config(cases(100))]

    /// For the same end of the horizon every order keeps its dates.
    #[test]
    fn no_news_is_no_change(
        case in drawn().without([
            // What they owe is not carried over; an expansion's payer has a claim.
            Feature::Reservations, Feature::Expansions,
        ]),
        months in 1..4_u32,
    ) {
        let found = kept(&case, months, |_| true);
        prop_assert!(found.is_ok(), "{}", found.unwrap_err());
    }

    /// What was made for whom caps name, and what nobody made, is carried apart: each where caps and
    /// stores, with a limit or not, meet.
    #[test]
    fn no_news_is_no_change_where_caps_meet_stores(
        case in drawn().with([Feature::Caps, Feature::Stockpiles, Feature::Shelf]).without([
            Feature::Reservations, Feature::Expansions,
            // What is passed over is a repair.
            Feature::Lots, Feature::Shipments,
        ]),
        months in 1..6_u32,
    ) {
        let found = kept(&case, months, |policy| !is_rule(policy));
        prop_assert!(found.is_ok(), "{}", found.unwrap_err());
    }
}

/// The scenario of a file, and what is planned of it by its only policy now and so many months later.
fn now_and_later(text: &str, months: u32) -> (Plan, Plan) {
    let scenario = Scenario::from_toml(text).unwrap();
    let plan = |scenario: &Scenario| solve(scenario, &scenario.policies()[0]);
    let before = plan(&scenario);
    let later = scenario.advanced(&before, months).unwrap();
    (before, plan(&later))
}

/// There was room for the five on the shelf; they are gone in January, and there is room for three
/// of B's at the end of March all the same.
#[test]
fn room_that_there_was_stays() {
    let (before, after) = now_and_later(
        r#"
        version = 1
        name = "room"
        start = "2026-01"
        months = 5
        products = [{ id = "u", stockpile = { limit = 2, stock = 5 } }]
        lines = [{ id = "l", usage = { u = 1 }, ramp = { shape = "flat", rate = 1 } }]
        partners = [{ id = "p" }]
        orders = [
          { id = "A", partner = "p", product = "u", signed = "2025-01", due = "2026-01", quantity = 5 },
          { id = "B", partner = "p", product = "u", signed = "2025-02", release = "2026-04", due = "2026-04", quantity = 4 },
        ]
        policies = [{ id = "tiers", rule = "tiers", tiers = [{ id = "all" }] }]
        "#,
        1,
    );
    let completed = |plan: &Plan| plan.order("B").unwrap().completion.unwrap().to_string();
    assert_eq!((completed(&before), completed(&after)), ("2026-04".into(), "2026-04".into()));
}

/// A cap for a tier stays with those who were in it when the plan began: p is in the first tier until
/// February, and has one a month to the end.
#[test]
fn a_cap_stays_with_whom_it_named() {
    let (before, after) = now_and_later(
        r#"
        version = 1
        name = "tiers change"
        start = "2026-01"
        months = 8
        products = [{ id = "u", stockpile = { stock = 2 } }]
        lines = [{ id = "l", usage = { u = 1 }, ramp = { shape = "flat", rate = 3 } }]
        orders = [{ id = "A", partner = "p", product = "u", signed = "2025-01", due = "2026-01", quantity = 10 }]
        caps = [{ id = "one", line = "l", tier = "first", amount = 1 }]

        [[partners]]
        id = "p"
        attributes = { spending = 3 }
        changes = [{ from = "2026-03", attributes = { spending = 1 } }]

        [[policies]]
        id = "tiers"
        rule = "tiers"
        tiers = [
          { id = "first", thresholds = [{ attribute = "spending", at_least = 2 }] },
          { id = "others" },
        ]
        "#,
        4,
    );
    let completed = |plan: &Plan| plan.order("A").unwrap().completion.unwrap().to_string();
    assert_eq!((completed(&before), completed(&after)), ("2026-08".into(), "2026-08".into()));
}
