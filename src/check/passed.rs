//! What is passed over because it could not ship, and that nothing is made in vain.

use super::code::Code;
use super::delivered::{Complete, slack};
use super::facts::{Cell, Facts};
use super::portion::{Portion, ROUNDING};
use super::report::Report;
use super::rules::PlanIs;
use super::tranche::Tranche;
use crate::plan::{Plan, Status};
use crate::scenario::Counting;

/// How many of the last units of each tranche are passed over. Only what goes out in lots or
/// shipments can be, and not where one is served after the other: there it is given back at once.
pub(super) fn passed(facts: &Facts<'_>, plan: &Plan, report: &mut Report) -> Vec<f64> {
    let mut passed = vec![0.0; facts.tranches.len()];
    let mut before = None;
    for (index, part) in plan.passed_over.iter().enumerate() {
        let path = format!("passed_over[{index}]");
        let order = facts.order(part.order.as_str());
        let tranche = order.and_then(|order| {
            let (first, own) = facts.tranches_of(order);
            (part.tranche < own.len()).then_some(first + part.tranche)
        });
        let Some(tranche) = tranche else {
            let found = format!("tranche {} of {}", part.tranche, part.order);
            report.add(Code::PassedOver, path, found, "a tranche of the scenario");
            continue;
        };
        let wanted = &facts.tranches[tranche];
        let may = shipped(wanted) && !matches!(facts.reading.plan, PlanIs::InTurn { .. });
        let most = if may { wanted.open } else { 0.0 };
        // Written so that what is not a number is never right.
        let right = part.units > 0.0 && part.units <= most * (1.0 + ROUNDING);
        if !right {
            let expected = format!("above 0 and at most {most}");
            report.add(Code::PassedOver, format!("{path}.units"), part.units, expected);
        } else if before.is_some_and(|before| before >= tranche) {
            let found = format!("tranche {} of {}", part.tranche, part.order);
            report.add(Code::PassedOver, path, found, "one behind the entry before");
        } else {
            passed[tranche] = part.units.min(wanted.open);
        }
        before = Some(tranche);
    }
    passed
}

/// Whether a tranche goes out in lots or shipments.
pub(super) fn shipped(wanted: &Tranche) -> bool {
    wanted.lot.is_some() || wanted.least_shipment.is_some()
}

/// Checks that nothing is made of what is passed over and, where a plan is finished, nothing for lots and shipments that are never complete.
pub(super) fn check(
    facts: &Facts<'_>,
    plan: &Plan,
    (served, complete): (&[Vec<Cell>], &[Complete]),
    passed: &[f64],
    report: &mut Report,
) {
    let ships = match facts.reading.plan {
        PlanIs::Best(_) => plan.status == Status::Proven,
        PlanIs::InTurn { .. } | PlanIs::Shared => true,
    };
    for (index, wanted) in facts.tranches.iter().enumerate() {
        if !shipped(wanted) {
            continue;
        }
        let made: f64 = served[index].iter().map(|cell| cell.units).sum();
        let gone: f64 = complete[index].iter().map(|part| part.1).sum();
        let order = facts.scenario.orders()[wanted.order].id().as_str();
        let path = || format!("orders[{order:?}].tranches[{}].production", wanted.number);
        let slack = slack(wanted.quantity);
        let most = wanted.open - passed[index];
        if passed[index] > 0.0 && made > most + slack {
            report.add(Code::MadeThough, path(), made, most);
        }
        // Rules make what is promised, whether it is enough for a shipment or not.
        let promised = plan.status == Status::Rule && facts.promises.contains_key(&wanted.order);
        // What was made before the first month was no choice of this plan.
        let all = (wanted.before + made, wanted.delivered() + gone);
        if ships && !promised && made > slack && in_vain(facts, wanted, all, slack) {
            report.add(Code::InVain, path(), made, gone);
        }
    }
}

/// Less than a unit that is counted may be in the making.
pub(super) fn in_vain(
    facts: &Facts<'_>,
    wanted: &Tranche,
    (made, gone): (f64, f64),
    slack: f64,
) -> bool {
    let idle = made - gone;
    match facts.scenario.products()[wanted.product].counting() {
        Counting::Whole => idle >= 1.0 - slack,
        Counting::Measured => idle > 2.0 * slack,
    }
}

/// Portions in which the last units of tranches are by themselves that are passed over.
pub(super) fn apart(facts: &Facts<'_>, portions: &[Portion], passed: &[f64]) -> Vec<Portion> {
    let mut apart = Vec::with_capacity(portions.len());
    let mut begin = 0.0;
    for (index, portion) in portions.iter().enumerate() {
        let first = index == 0 || portions[index - 1].tranche != portion.tranche;
        begin = if first { 0.0 } else { begin };
        let end = begin + portion.quantity;
        let units = passed[portion.tranche];
        if units <= 0.0 {
            apart.push(portion.clone());
        } else {
            let all = facts.tranches[portion.tranche].open;
            let stop = all - units;
            let stop = if stop <= begin + ROUNDING * all { begin } else { stop.min(end) };
            let stop = if stop >= end - ROUNDING * all { end } else { stop };
            for (quantity, passed) in [(stop - begin, false), (end - stop, true)] {
                if quantity > 0.0 {
                    apart.push(Portion { quantity, passed, alone: true, ..portion.clone() });
                }
            }
        }
        begin = end;
    }
    apart
}
