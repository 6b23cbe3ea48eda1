//! No news, no change: a plan that is made again after its first months have been carried out is the
//! rest of it.

use super::solve;
use crate::support::cases;
use crate::support::generator::{At, Case, Feature, drawn};
use apportion::check::check;
use apportion::plan::{OrderPlan, Plan};
use apportion::planner::Planner;
use apportion::scenario::{Counting, Division, Method, Month, Order, Policy, Scenario};
use proptest::prelude::*;

/// Whether a policy shares what it gives to those alike, or to all.
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
    later.products().iter().any(|part| {
        part.stock().is_some_and(|stock| {
            let carried = stock.carried().iter().map(|part| part.quantity).sum::<f64>();
            let arrives = later.receipts(part.id().as_str()).unwrap().iter().sum::<f64>();
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
    for policy in case.policies().iter().filter(|policy| meant(policy)) {
        let before = solve(case, policy);
        if !is_carried_on(case, &before, policy) {
            continue;
        }
        let later = case.advanced(&before, months).map_err(|error| error.to_string())?;
        // What a rule made ahead is in stock, and whoever comes first takes of it.
        let mut stored = later.products().iter().filter_map(|part| part.stock());
        let stored = stored.any(|stock| stock.opening_stock() > 0.0 || !stock.carried().is_empty());
        if crowded(&later) || (is_rule(policy) && stored) {
            continue;
        }
        let text = later.to_toml().map_err(|error| error.to_string())?;
        if !Scenario::from_toml(&text).is_ok_and(|read| read == later) {
            return Err(format!("the file is another scenario: {text}"));
        }
        let after = solve(&later, later.policy(policy.id().as_str()).unwrap());
        let report = check(&later, &after);
        if !report.is_clean() {
            return Err(format!("{} after {months}: {report}\n{text}", policy.id()));
        }
        same(&before, &after)
            .map_err(|found| format!("{} after {months}: {found}", policy.id()))?;
    }
    Ok(())
}

/// Whether a plan can be carried on.
fn is_carried_on(case: &Case, plan: &Plan, policy: &Policy) -> bool {
    // What is passed over is a repair, which another month begins from another plan.
    if !is_rule(policy) {
        return plan.passed_over.is_empty();
    }
    // Rules do not say what they pass over.
    let terms = |order: &Order| order.lot_given().or(order.least_shipment_given()).is_some();
    // Under a rule a promise that is broken goes on standing first until it is history.
    let broken = plan.commitments.iter().any(|part| part.short > 0.0);
    // Where a rule goes on holding a place for what was held in vain, nothing says.
    let held = !case.reservations().is_empty();
    !(case.orders().iter().any(terms) || broken || held)
}

fn is_whole(case: &Case) -> bool {
    case.products().iter().any(|product| product.counting() == Counting::Whole)
}

/// The same with all contracts from before the first month, so that nobody comes later.
fn there_from_the_beginning(case: &Case) -> Option<Scenario> {
    case.changed(|draft| {
        for order in &mut draft.orders {
            order.signed = At(order.signed.0.min(-1)).into();
        }
    })
}

fn is_rule(policy: &Policy) -> bool {
    !matches!(policy.method(), Method::Optimised(_))
}

proptest! {
    #![proptest_config(cases(100))]

    #[test]
    fn no_news_is_no_change(
        case in drawn(),
        months in 1..4_u32,
    ) {
        let found = kept(&case, months, |policy| !(is_whole(&case) && shares(policy)));
        prop_assert!(found.is_ok(), "{}", found.unwrap_err());
    }

    /// Whole units of shares go on from the exact shares, where everybody is there from the beginning
    /// to the end.
    #[test]
    fn no_news_is_no_change_where_whole_units_are_shared(
        case in drawn().with([Feature::Shares, Feature::SplitTiers]).without([
            Feature::Lots, Feature::Shipments, Feature::Commitments, Feature::Reservations,
            Feature::Expansions, Feature::Releases, Feature::Approvals, Feature::Gates,
            Feature::Cancellations, Feature::Stockpiles, Feature::AttributeChanges,
        ]),
        months in 1..6_u32,
    ) {
        let Some(scenario) = there_from_the_beginning(&case) else { return Ok(()) };
        let found = kept(&Case { scenario, ..case }, months, shares);
        prop_assert!(found.is_ok(), "{}", found.unwrap_err());
    }

    /// Whatever else there is, and whoever is no longer there: plans hold, and who goes on sharing has
    /// no more than it ordered.
    #[test]
    fn shares_go_on_after_news(
        case in drawn().with([Feature::Shares, Feature::SplitTiers]),
        months in 1..6_u32,
        gone in any::<usize>(),
    ) {
        if months >= case.months() {
            return Ok(());
        }
        for policy in case.policies().iter().filter(|policy| shares(policy)) {
            let before = solve(&case, policy);
            let later = case.advanced(&before, months).unwrap();
            let gone = later.orders()[gone % later.orders().len()].id().clone();
            let Ok(later) = later.without_orders(|order| *order.id() == gone) else { continue };
            let Some(policy) = later.policy(policy.id().as_str()) else { continue };
            let outcome = Planner::new().plan(&later, policy);
            // What was promised may not be possible any more.
            let Ok(outcome) = outcome else { continue };
            let plan = outcome.finished().unwrap();
            let report = check(&later, &plan);
            prop_assert!(report.is_clean(), "{}: {report}\n{}", policy.id(), later.to_toml().unwrap());
        }
    }

    /// Shares of what is counted by measure are what they were: each has made what it was to have.
    #[test]
    fn no_news_is_no_change_where_measured_products_are_shared(
        case in drawn().with([Feature::Shares, Feature::SplitTiers]).without([
            // Lots are exempt, and who is under commitments shares with nobody.
            Feature::Lots, Feature::Shipments, Feature::Commitments,
        ]),
        months in 1..6_u32,
    ) {
        let measured = case.changed(|draft| {
            draft.products.iter_mut().for_each(|product| product.counting = Some("measured"));
        });
        let Some(scenario) = measured else { return Ok(()) };
        let found = kept(&Case { scenario, ..case }, months, |_| true);
        prop_assert!(found.is_ok(), "{}", found.unwrap_err());
    }

    /// With reservations and claims of payers, which go on from what they entitled to.
    #[test]
    fn no_news_is_no_change_where_shares_are_reserved(
        case in drawn()
            .with([Feature::Reservations, Feature::Expansions])
            .without([Feature::Stockpiles]),
        months in 1..6_u32,
    ) {
        let found = kept(&case, months, |policy| !(is_whole(&case) && shares(policy)));
        prop_assert!(found.is_ok(), "{}", found.unwrap_err());
    }

    /// What was made for whom caps name, and what nobody made, is carried apart: each where caps and
    /// stores, with a limit or not, meet.
    #[test]
    fn no_news_is_no_change_where_caps_meet_stores(
        case in drawn().with([Feature::Caps, Feature::Stockpiles, Feature::Shelf]).without([
            // What is passed over is a repair.
            Feature::Lots, Feature::Shipments,
        ]),
        months in 1..6_u32,
    ) {
        let found =
            kept(&case, months, |policy| !(is_rule(policy) || is_whole(&case) && shares(policy)));
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

/// What is delivered by month makes 1, but for the last digit of the sum: that is not delivered
/// in April.
#[test]
fn rounding_of_a_history_is_not_open() {
    let (before, after) = now_and_later(
        r#"
        version = 1
        name = "rounding"
        start = "2026-01"
        months = 5
        products = [{ id = "u", counting = "measured" }]
        lines = [
          { id = "a", usage = { u = 1 }, ramp = { shape = "steps", points = [{ month = "2026-01", rate = 0.14 }, { month = "2026-02", rate = 0.59 }] } },
          { id = "b", usage = { u = 1 }, ramp = { shape = "steps", points = [{ month = "2026-01", rate = 0.05 }, { month = "2026-02", rate = 0.12 }] } },
        ]
        partners = [{ id = "p" }]
        orders = [{ id = "A", partner = "p", product = "u", signed = "2025-01", due = "2026-01", quantity = 1 }]
        policies = [{ id = "queue", rule = "first_come_first_served" }]
        "#,
        3,
    );
    let completed = |plan: &Plan| plan.order("A").unwrap().completion.unwrap().to_string();
    assert_eq!((completed(&before), completed(&after)), ("2026-03".into(), "2026-03".into()));
    // The sum is what it is about.
    let months: Vec<f64> =
        deliveries(before.order("A").unwrap()).iter().map(|part| part.2).collect();
    assert!(months.iter().sum::<f64>() < 1.0, "{months:?}");
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
