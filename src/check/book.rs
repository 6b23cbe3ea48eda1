//! The orders of the plan against those of the scenario.

use std::fmt::Display;

use super::code::Code;
use super::facts::Facts;
use super::report::Report;
use crate::plan::{OrderPlan, Plan};
use crate::scenario::Month;

/// What the plan says of each order of the scenario; none where it is missing.
pub(super) fn check<'a>(
    facts: &Facts<'_>,
    plan: &'a Plan,
    report: &mut Report,
) -> Vec<Option<&'a OrderPlan>> {
    let scenario = facts.scenario;
    let mut found: Vec<Option<&OrderPlan>> = vec![None; scenario.orders().len()];
    let mut before: Option<&OrderPlan> = None;
    for order in &plan.orders {
        let path = path(order);
        if let Some(before) = before
            && before.order > order.order
        {
            let expected = format!("before {}", before.order);
            report.add(
                Code::OrderSequence,
                path.as_str(),
                format!("after {}", before.order),
                expected,
            );
        }
        before = Some(order);
        match facts.order(order.order.as_str()) {
            None => report.add(Code::OrderUnknown, path, &order.order, "no such order"),
            Some(position) if found[position].is_some() => {
                report.add(Code::OrderTwice, path, "another entry", "one entry");
            }
            Some(position) => {
                found[position] = Some(order);
                facts_of(facts, position, order, &path, report);
            }
        }
    }
    for (order, found) in scenario.orders().iter().zip(&found) {
        if found.is_none() {
            let path = format!("orders[{:?}]", order.id().as_str());
            report.add(Code::OrderMissing, path, "nothing", order.id());
        }
    }
    found
}

/// The path of an order.
pub(super) fn path(order: &OrderPlan) -> String {
    format!("orders[{:?}]", order.order.as_str())
}

fn facts_of(facts: &Facts<'_>, position: usize, plan: &OrderPlan, path: &str, report: &mut Report) {
    let order = &facts.scenario.orders()[position];
    let (_, tranches) = facts.tranches_of(position);
    let quantity: f64 = tranches.iter().map(|wanted| wanted.quantity).sum();
    let mut same = |name: &str, found: &dyn Display, expected: &dyn Display, right: bool| {
        if !right {
            report.add(Code::OrderFact, format!("{path}.{name}"), found, expected);
        }
    };
    same("partner", &plan.partner, order.partner(), plan.partner == *order.partner());
    same("product", &plan.product, order.product(), plan.product == *order.product());
    same("signed", &plan.signed, &order.signed(), plan.signed == order.signed());
    let right = super::number::agree(plan.quantity, quantity, quantity);
    same("quantity", &plan.quantity, &quantity, right);
    if plan.tranches.len() != tranches.len() {
        let path = format!("{path}.tranches");
        report.add(Code::TrancheCount, path, plan.tranches.len(), tranches.len());
    }
    for (index, (tranche, wanted)) in plan.tranches.iter().zip(tranches).enumerate() {
        let mut same = |name: &str, found: &dyn Display, expected: &dyn Display, right: bool| {
            if !right {
                let path = format!("{path}.tranches[{index}].{name}");
                report.add(Code::TrancheFact, path, found, expected);
            }
        };
        let right = super::number::agree(tranche.quantity, wanted.quantity, wanted.quantity);
        same("quantity", &tranche.quantity, &wanted.quantity, right);
        same("release", &tranche.release, &wanted.release, tranche.release == wanted.release);
        same("due", &tranche.due, &wanted.due, tranche.due == wanted.due);
        if tranche.until != wanted.until {
            let text = |month: Option<Month>| {
                month.map_or_else(|| "no month".to_owned(), |month| month.to_string())
            };
            same("until", &text(tranche.until), &text(wanted.until), false);
        }
    }
}
