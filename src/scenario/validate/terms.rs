//! Terms of delivery.

use super::finding::Code;
use super::findings::Findings;
use super::limits::MOST_MONTHS;
use super::numbers;
use crate::scenario::book::{Order, Partner, Tranche};
use crate::scenario::plant::{Counting, Product};
use crate::scenario::time::{Month, When};

pub(super) fn validate(
    order: &Order,
    (product, partner): (Option<&Product>, Option<&Partner>),
    start: Month,
    path: &str,
    findings: &mut Findings,
) {
    if let Some(units) = order.most_per_month {
        numbers::units(units, &format!("{path}.most_per_month"), findings);
    }
    if let Some(units) = order.least_shipment {
        numbers::units(units, &format!("{path}.least_shipment"), findings);
    }
    if let Some(units) = order.lot {
        let path = format!("{path}.lot");
        numbers::units(units, &path, findings);
        let whole = product.is_some_and(|product| product.counting == Counting::Whole);
        if whole && units.is_finite() && units.fract() != 0.0 {
            let help = "give a whole number, or count the product by measure";
            findings.add(Code::LotNotWhole, path, units, help);
        }
    }
    leaving(order, (product, partner), start, path, findings);
}

/// Customers who leave before they could have been served.
fn leaving(
    order: &Order,
    (product, partner): (Option<&Product>, Option<&Partner>),
    start: Month,
    path: &str,
    findings: &mut Findings,
) {
    if order.cancel_after.is_none() && order.tranches.iter().all(|part| part.cancel_after.is_none())
    {
        return;
    }
    let lead = product.zip(partner);
    let lead = lead.map_or(0, |(product, partner)| product.lead_for(partner, order.signed()));
    let usual = order.release.map_or(order.signed.month() + lead.min(MOST_MONTHS), When::month);
    let mut check = |months: u32, part: Option<&Tranche>, path: String| {
        if months > MOST_MONTHS {
            findings.add(Code::TooLarge, path, months, "give at most 1200 months");
            return;
        }
        let Some(due) = part.and_then(|part| part.due).or(order.due) else { return };
        let until = due.month() + months;
        let first = part.and_then(|part| part.release).map_or(usual, When::month).max(start);
        if until < first {
            let help = format!(
                "it waits until {until}, and the first delivery is possible in {first}: correct the \
                 months, or remove what nobody waits for"
            );
            findings.add(Code::LeavesUnserved, path, months, help);
        }
    };
    if order.tranches.is_empty()
        && let Some(months) = order.cancel_after
    {
        check(months, None, format!("{path}.cancel_after"));
    }
    for (index, tranche) in order.tranches.iter().enumerate() {
        if let Some(months) = tranche.cancel_after.or(order.cancel_after) {
            check(months, Some(tranche), format!("{path}.tranches[{index}].cancel_after"));
        }
    }
}
