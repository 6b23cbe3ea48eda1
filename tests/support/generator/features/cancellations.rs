//! Customers who leave.

use crate::support::generator::draft::{Draft, Order, Tranche};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for place in 0..draft.orders.len() {
        let mut order = draft.orders[place].clone();
        if random.chance(55) {
            order.cancel_after = Some(random.whole(0, 3) as u32);
        }
        for part in &mut order.tranches {
            if random.chance(30) {
                part.cancel_after = Some(random.whole(0, 4) as u32);
            }
        }
        draft.orders[place] = order;
    }
    mend(draft);
}

/// Nobody leaves before anything can be delivered.
pub(super) fn mend(draft: &mut Draft) {
    for place in 0..draft.orders.len() {
        let mut order = draft.orders[place].clone();
        if let Some(months) = order.cancel_after.filter(|_| order.tranches.is_empty()) {
            order.cancel_after = Some(months.max(least(draft, &order, None)));
        }
        let mut parts = order.tranches.clone();
        for part in &mut parts {
            if let Some(months) = part.cancel_after.or(order.cancel_after) {
                let least = least(draft, &order, Some(part));
                if least > months {
                    part.cancel_after = Some(least);
                }
            }
        }
        order.tranches = parts;
        draft.orders[place] = order;
    }
}

/// The months from due to the first possible delivery.
fn least(draft: &Draft, order: &Order, part: Option<&Tranche>) -> u32 {
    let due = part.and_then(|part| part.due).or(order.due).unwrap_or(order.signed);
    (draft.first(order, part).0 - due.0).max(0) as u32
}

pub(crate) fn remove(draft: &mut Draft) {
    for order in &mut draft.orders {
        order.cancel_after = None;
        order.tranches.iter_mut().for_each(|part| part.cancel_after = None);
    }
}
