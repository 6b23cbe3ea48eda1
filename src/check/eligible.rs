//! Gates: who may be served at all, and from when.

use super::book::path;
use super::code::Code;
use super::facts::Facts;
use super::gate::Opens;
use super::report::Report;
use crate::plan::OrderPlan;

/// Checks what the plan says of each order and that nothing is made of it while it may
/// not be served.
pub(super) fn check(facts: &Facts<'_>, orders: &[Option<&OrderPlan>], report: &mut Report) {
    for (order, opens) in orders.iter().zip(&facts.standings.opens) {
        let Some(order) = order else { continue };
        // The plan's word for it is that of another station; its text is compared.
        let expected = match opens {
            Opens::Always => "Always".to_owned(),
            Opens::At(index) => format!("From({})", facts.horizon.month(*index)),
            Opens::Never => "Never".to_owned(),
        };
        let found = format!("{:?}", order.eligibility);
        if found != expected {
            let here = format!("{}.eligibility", path(order));
            report.add(Code::Eligibility, here, found, expected);
        }
        let first = opens.first().map(|index| facts.horizon.month(index));
        for (index, tranche) in order.tranches.iter().enumerate() {
            // What is made for stock is nobody's until it is taken.
            let taken = tranche.taken.iter().map(|part| (part.month, part.quantity));
            let made = tranche.production.iter().map(|part| (part.month, part.quantity));
            let made = made.filter(|_| tranche.taken.is_empty());
            let mut all = taken.chain(made);
            let early = match opens {
                // What lies before the horizon is reported as such.
                Opens::Always => None,
                Opens::At(_) => all.find(|(month, _)| first.is_none_or(|first| *month < first)),
                Opens::Never => all.next(),
            };
            if let Some((month, quantity)) = early {
                let here = format!("{}.tranches[{index}].production", path(order));
                report.note(Code::Gate, here, quantity, "nothing", month);
            }
        }
    }
}
