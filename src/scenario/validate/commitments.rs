//! Commitments against the orders that they promise.

use std::collections::BTreeMap;

use super::finding::Code;
use super::findings::Findings;
use super::limits::end;
use super::numbers;
use super::references::Known;
use crate::scenario::ScenarioBuilder;
use crate::scenario::book::Commitment;

pub(super) fn validate(parts: &ScenarioBuilder, findings: &mut Findings) {
    if parts.commitments.is_empty() {
        return;
    }
    let orders: BTreeMap<&str, f64> =
        parts.orders.iter().map(|order| (order.id.as_str(), order.total())).collect();
    let known = Known::new("order", orders.keys().copied());
    let mut of_order: BTreeMap<&str, Vec<(usize, &Commitment)>> = BTreeMap::new();
    for (index, commitment) in parts.commitments.iter().enumerate() {
        let path = format!("commitments[{index}]");
        known.check(commitment.order.as_str(), format!("{path}.order"), findings);
        numbers::positive(commitment.quantity, &format!("{path}.quantity"), findings);
        // What was promised for months before the first is history.
        if commitment.by >= end(parts) {
            let help = "give a month of the horizon";
            findings.add(Code::CommitmentMonth, format!("{path}.by"), commitment.by, help);
        }
        let Some(&total) = orders.get(commitment.order.as_str()) else { continue };
        if commitment.quantity > total * (1.0 + crate::tolerance::DUST) {
            let help = format!("the order is of {total}");
            findings.add(
                Code::CommitmentTooMuch,
                format!("{path}.quantity"),
                commitment.quantity,
                help,
            );
        }
        of_order.entry(commitment.order.as_str()).or_default().push((index, commitment));
    }
    for mut list in of_order.into_values() {
        list.sort_by_key(|(index, commitment)| (commitment.by, *index));
        for pair in list.windows(2) {
            let ((before, first), (index, second)) = (pair[0], pair[1]);
            if second.by == first.by || second.quantity <= first.quantity {
                let path = format!("commitments[{index}].quantity");
                let help = format!(
                    "commitments[{before}] promises {} by {} already; commitments of an order count from its beginning",
                    first.quantity, first.by
                );
                findings.add(Code::CommitmentOrder, path, second.quantity, help);
            }
        }
    }
}
