//! From continuous production to deliveries that can be counted.

use crate::engine::Shipped;
use crate::formulation::Formulation;
use crate::scenario::{Counting, Demand, Scenario};
use crate::tolerance::{UNIT, UNIT_MOST, UNIT_RELATIVE};

/// What may be missing of a quantity that still counts as complete: the rounding of
/// additions.
pub(super) fn slack(quantity: f64) -> f64 {
    (UNIT + UNIT_RELATIVE * quantity).min(UNIT_MOST)
}

/// What of a tranche is delivered at a cumulative production, if `delivered` was so far:
/// whole units for products counted so, whole lots, and no less than the least shipment,
/// each with the tolerance [`UNIT`]. When all is produced, all is delivered.
fn deliverable(produced: f64, delivered: f64, demand: &Demand, counting: Counting) -> f64 {
    let quantity = demand.quantity;
    let slack = slack(quantity);
    if produced + slack >= quantity {
        return quantity;
    }
    let complete = match counting {
        Counting::Measured => produced.max(0.0),
        Counting::Whole => (produced + slack).floor().max(0.0),
    };
    let lots = match demand.terms.lot {
        Some(lot) => (((complete + slack) / lot).floor() * lot).min(quantity),
        None => complete,
    };
    match demand.terms.least_shipment {
        Some(least) if lots - delivered + slack < least => delivered,
        _ => lots,
    }
}

/// Whether something is made of a tranche that is not delivered in the end, beyond a unit that is
/// in the making: it was for a lot or shipment that is not complete.
pub(super) fn in_vain(made: f64, delivered: f64, demand: &Demand, counting: Counting) -> bool {
    if demand.terms.lot.is_none() && demand.terms.least_shipment.is_none() {
        return false;
    }
    let slack = slack(demand.quantity);
    match counting {
        Counting::Whole => made - delivered >= 1.0 - slack,
        Counting::Measured => made - delivered > 2.0 * slack,
    }
}

/// What is delivered of a tranche, by ascending month and in all, if so much is made in each: on top
/// of what was made and delivered before the first month, of which what is complete goes out in the
/// first month that is open to it.
pub(super) fn deliveries(
    first: Option<usize>,
    made: impl Iterator<Item = (usize, f64)>,
    demand: &Demand,
    counting: Counting,
) -> (Vec<(usize, f64)>, f64) {
    let mut deliveries: Vec<(usize, f64)> = Vec::new();
    let (mut produced, mut delivered) = (demand.made, demand.delivered);
    // Less than rounding is no delivery, unless it is the last that was missing.
    let mut deliver = |month: usize, produced: f64| {
        let complete = deliverable(produced, delivered, demand, counting);
        let counts = complete >= demand.quantity || complete - delivered > slack(demand.quantity);
        if complete > delivered && counts {
            match deliveries.last_mut().filter(|last| last.0 == month) {
                Some(last) => last.1 += complete - delivered,
                None => deliveries.push((month, complete - delivered)),
            }
            delivered = complete;
        }
    };
    let mut made = made.peekable();
    // What was made before the first month goes out with what is made in the first that is open.
    let apart = made.peek().is_none_or(|next| Some(next.0) != first);
    if let Some(first) = first.filter(|_| apart) {
        deliver(first, produced);
    }
    while let Some((month, units)) = made.next() {
        produced += units;
        if made.peek().is_some_and(|next| next.0 == month) {
            continue;
        }
        deliver(month, produced);
    }
    (deliveries, delivered)
}

/// What tranches with lots or a least shipment may be served by a rule that serves one after the
/// other: what of them ships, and what is promised.
pub(super) fn shipped(scenario: &Scenario, formulation: &Formulation) -> Shipped {
    let with_terms = |demand: &Demand| {
        let terms = &demand.terms;
        let counting = scenario.products()[demand.product].counting();
        (terms.lot.is_some() || terms.least_shipment.is_some()).then_some((*demand, counting))
    };
    let terms: Vec<Option<(Demand, Counting)>> =
        scenario.demands().iter().map(with_terms).collect();
    let owner = |block: usize| {
        let demand = formulation.members(block).first()?.demand;
        terms[demand].is_some().then_some(demand)
    };
    let blocks = formulation.model().blocks();
    let owners = (0..blocks.len()).map(owner).collect();
    // The month in which each is open.
    let mut opens: Vec<Option<usize>> = vec![None; terms.len()];
    for (index, block) in blocks.iter().enumerate() {
        for member in formulation.members(index) {
            opens[member.demand] = Some(block.first()).filter(|first| *first <= block.last());
        }
    }
    Shipped::new(owners, formulation.promised(), move |owner, made| {
        let total: f64 = made.iter().map(|part| part.1).sum();
        let Some((demand, counting)) = &terms[owner] else { return total };
        let (_, delivered) = deliveries(opens[owner], made.iter().copied(), demand, *counting);
        if in_vain(demand.made + total, delivered, demand, *counting) {
            (delivered - demand.made).max(0.0)
        } else {
            total
        }
    })
}
