//! Gates: who may be served at all, and from when.

use std::collections::BTreeMap;

use super::book::path;
use super::code::Code;
use super::facts::Facts;
use super::report::Report;
use crate::plan::OrderPlan;
use crate::ranking::{Eligibility, Ranking};
use crate::scenario::Month;

/// Checks what the plan says of each order and that nothing is made of it while it may
/// not be served. Returns which orders may be served in some month.
pub(super) fn check(
    facts: &Facts<'_>,
    ranking: Option<&Ranking>,
    orders: &[Option<&OrderPlan>],
    report: &mut Report,
) -> Vec<bool> {
    let mut served = vec![true; orders.len()];
    let Some(ranking) = ranking else { return served };
    let kept: BTreeMap<_, _> = ranking
        .gated()
        .iter()
        .map(|part| ((&part.partner, &part.product), part.eligibility))
        .collect();
    for (position, order) in orders.iter().enumerate() {
        let own = &facts.scenario.orders()[position];
        let expected = kept.get(&(own.partner(), own.product())).copied().unwrap_or_default();
        served[position] = expected != Eligibility::Never;
        let Some(order) = order else { continue };
        if order.eligibility != expected {
            let here = format!("{}.eligibility", path(order));
            let (found, expected) = (format!("{:?}", order.eligibility), format!("{expected:?}"));
            report.add(Code::Eligibility, here, found, expected);
        }
        for (index, tranche) in order.tranches.iter().enumerate() {
            // What is made for stock is nobody's until it is taken.
            let taken = tranche.taken.iter().map(|part| (part.month, part.quantity));
            let made = tranche.production.iter().map(|part| (part.month, part.quantity));
            let made = made.filter(|_| tranche.taken.is_empty());
            let early = taken.chain(made).find(|(month, _)| !may(expected, *month));
            if let Some((month, quantity)) = early {
                let here = format!("{}.tranches[{index}].production", path(order));
                report.note(Code::Gate, here, quantity, "nothing", month);
            }
        }
    }
    served
}

fn may(eligibility: Eligibility, month: Month) -> bool {
    match eligibility {
        Eligibility::From(from) => month >= from,
        Eligibility::Never => false,
        _ => true,
    }
}
