//! Deliveries and dates of every order.

use std::fmt::Display;

use super::book::path;
use super::code::Code;
use super::delivered::slack;
use super::facts::Facts;
use super::horizon::between;
use super::losses::lost;
use super::number::agree;
use super::report::Report;
use super::tranche::Tranche;
use crate::plan::{Delivery, OrderPlan};
use crate::scenario::Month;

/// Checks what is reported of every order against the units complete.
pub(super) fn check(
    facts: &Facts<'_>,
    orders: &[Option<&OrderPlan>],
    complete: &[Vec<(usize, f64)>],
    report: &mut Report,
) {
    for (position, order) in orders.iter().enumerate() {
        let Some(order) = order else { continue };
        let (first, tranches) = facts.tranches_of(position);
        let complete = &complete[first..first + tranches.len()];
        let path = path(order);
        let all: Vec<Vec<Part>> =
            tranches.iter().zip(complete).map(|both| parts(facts, both)).collect();
        each(facts, order, (tranches, complete), &all, &path, report);
        whole(facts, position, order, (complete, &all), &path, report);
    }
}

/// By tranche, what gets complete in which months.
type Complete<'a> = &'a [Vec<(usize, f64)>];

/// A delivery: its month and its units.
type Part = (Month, f64);

/// The deliveries of a tranche: those before the first month, and what gets complete.
fn parts(facts: &Facts<'_>, (wanted, complete): (&Tranche, &Vec<(usize, f64)>)) -> Vec<Part> {
    let now = complete.iter().map(|part| (facts.horizon.month(part.0), part.1));
    wanted.history.iter().copied().chain(now).collect()
}

/// The last month of deliveries, if they add up to the quantity.
fn completion(wanted: &Tranche, all: &[Part]) -> Option<Month> {
    let total: f64 = all.iter().map(|part| part.1).sum();
    let done = wanted.quantity - total <= slack(wanted.quantity);
    all.last().filter(|_| done).map(|last| last.0)
}

fn late(due: Month, month: Month) -> u32 {
    u32::try_from(between(due, month)).unwrap_or(0)
}

fn each(
    facts: &Facts<'_>,
    order: &OrderPlan,
    (tranches, complete): (&[Tranche], Complete<'_>),
    all: &[Vec<Part>],
    path: &str,
    report: &mut Report,
) {
    for (index, (tranche, wanted)) in order.tranches.iter().zip(tranches).enumerate() {
        let path = format!("{path}.tranches[{index}]");
        let (complete, all) = (&complete[index], &all[index]);
        let same = |delivery: &Delivery, part: &Part| {
            delivery.month == part.0 && agree(delivery.quantity, part.1, wanted.quantity)
        };
        if tranche.deliveries.len() != all.len() {
            let path = format!("{path}.deliveries");
            let (found, expected) = (tranche.deliveries.len(), all.len());
            report.note(Code::Deliveries, path, found, expected, "their number");
        }
        for (index, pair) in tranche.deliveries.iter().zip(all).enumerate() {
            if !same(pair.0, pair.1) {
                let path = format!("{path}.deliveries[{index}]");
                let found = format!("{} in {}", pair.0.quantity, pair.0.month);
                let expected = format!("{} in {}", pair.1.1, pair.1.0);
                report.add(Code::Deliveries, path, found, expected);
            }
        }
        let ends = completion(wanted, all);
        option(Code::Completion, &path, "completion", tranche.completion, ends, report);
        let lateness = ends.map(|month| late(wanted.due, month));
        option(Code::Lateness, &path, "lateness", tranche.lateness, lateness, report);
        let missing = lost(facts, wanted, complete);
        if !agree(tranche.lost, missing, wanted.quantity) {
            report.add(Code::Lost, format!("{path}.lost"), tranche.lost, missing);
        }
    }
}

fn whole(
    facts: &Facts<'_>,
    position: usize,
    order: &OrderPlan,
    (complete, all): (Complete<'_>, &[Vec<Part>]),
    path: &str,
    report: &mut Report,
) {
    let signed = facts.scenario.orders()[position].signed();
    let (_, tranches) = facts.tranches_of(position);
    let quantity: f64 = tranches.iter().map(|wanted| wanted.quantity).sum();
    let mut parts: Vec<Part> = all.iter().flatten().copied().collect();
    parts.sort_by_key(|part| part.0);
    let total: f64 = parts.iter().map(|part| part.1).sum();
    if !agree(order.delivered, total, quantity) {
        report.add(Code::Delivered, format!("{path}.delivered"), order.delivered, total);
    }
    let missing = tranches.iter().zip(complete);
    let missing: f64 = missing.map(|(wanted, complete)| lost(facts, wanted, complete)).sum();
    if !agree(order.lost, missing, quantity) {
        report.add(Code::Lost, format!("{path}.lost"), order.lost, missing);
    }
    let mut on_time = 0.0;
    for (wanted, all) in tranches.iter().zip(all) {
        let kept = all.iter().filter(|part| part.0 <= wanted.due);
        on_time += kept.map(|part| part.1).sum::<f64>();
    }
    if !agree(order.on_time, on_time, quantity) {
        report.add(Code::OnTime, format!("{path}.on_time"), order.on_time, on_time);
    }
    let month = |part: &Part| part.0;
    option(Code::First, path, "first", order.first, parts.first().map(month), report);
    let mut sum = 0.0;
    let half = parts.iter().find(|part| {
        sum += part.1;
        quantity - 2.0 * sum <= slack(quantity)
    });
    option(Code::Half, path, "half", order.half, half.map(month), report);
    let ends: Option<Vec<Month>> =
        tranches.iter().zip(all).map(|(wanted, all)| completion(wanted, all)).collect();
    let last = ends.as_ref().and_then(|ends| ends.iter().copied().max());
    option(Code::Completion, path, "completion", order.completion, last, report);
    let latest = ends.and_then(|ends| {
        ends.iter().zip(tranches).map(|(month, wanted)| late(wanted.due, *month)).max()
    });
    option(Code::Lateness, path, "lateness", order.lateness, latest, report);
    let wait = last.map(|month| late(signed, month));
    option(Code::Wait, path, "wait", order.wait, wait, report);
}

fn option<T: PartialEq + Display>(
    code: Code,
    path: &str,
    name: &str,
    found: Option<T>,
    expected: Option<T>,
    report: &mut Report,
) {
    if found != expected {
        let text = |value: Option<T>| value.map_or("none".to_owned(), |value| value.to_string());
        report.add(code, format!("{path}.{name}"), text(found), text(expected));
    }
}
