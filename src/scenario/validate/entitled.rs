//! What somebody was entitled to before the first month, against the orders that it names.

use std::collections::BTreeMap;

use super::finding::Code;
use super::findings::Findings;
use super::numbers;
use crate::scenario::ScenarioBuilder;
use crate::scenario::plant::Entitlement;
use crate::tolerance::{DUST, UNIT};

pub(super) fn validate(parts: &ScenarioBuilder, findings: &mut Findings) {
    let reservations = parts.reservations.iter().enumerate();
    let reservations = reservations.flat_map(|(index, part)| {
        let own = part.entitled.iter().enumerate();
        own.map(move |(entry, units)| (format!("reservations[{index}].entitled[{entry}]"), units))
    });
    let expansions = parts.expansions.iter().enumerate();
    let expansions = expansions.flat_map(|(index, part)| {
        let own = part.entitled.iter().enumerate();
        own.map(move |(entry, units)| (format!("expansions[{index}].entitled[{entry}]"), units))
    });
    let all: Vec<(String, &Entitlement)> = reservations.chain(expansions).collect();
    if all.is_empty() {
        return;
    }
    let orders: BTreeMap<_, _> = parts.orders.iter().map(|order| (&order.id, order)).collect();
    // A unit counts for one reservation: what all entitle to is no more than is ordered.
    let mut sums: BTreeMap<_, f64> = BTreeMap::new();
    for (path, units) in all {
        numbers::not_negative(units.quantity, &format!("{path}.quantity"), findings);
        let Some(order) = orders.get(&units.order) else {
            let help = "add an order of this id";
            findings.add(Code::UnknownId, format!("{path}.order"), &units.order, help);
            continue;
        };
        let own = match order.tranches.get(units.tranche as usize) {
            Some(part) => Some((part.quantity, part.entitled_from)),
            None if units.tranche == 0 && order.tranches.is_empty() => {
                order.quantity.map(|quantity| (quantity, order.entitled_from))
            }
            None => None,
        };
        let Some((quantity, from)) = own else {
            let help = format!("tranches of `{}` are counted from 0", units.order);
            findings.add(Code::UnknownId, format!("{path}.tranche"), units.tranche, help);
            continue;
        };
        let sum = sums.entry((&units.order, units.tranche)).or_insert(0.0);
        *sum += units.quantity;
        if *sum > quantity - from.unwrap_or(0.0) + UNIT + DUST * quantity {
            let help = format!("{quantity} are ordered");
            findings.add(Code::DeliveredTooMuch, format!("{path}.quantity"), *sum, help);
        }
    }
}
