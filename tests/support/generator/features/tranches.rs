//! Orders in parts with due months of their own.

use crate::support::generator::draft::{Draft, Tranche};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    for order in &mut draft.orders {
        let Some(units) = order.quantity.filter(|units| *units >= 2.0) else { continue };
        if random.chance(45) {
            continue;
        }
        order.quantity = None;
        let count = random.whole(2, 3.min(units as i32));
        let part = (units / f64::from(count)).floor();
        let due = order.due.unwrap_or(order.signed);
        for number in 0..count {
            let rest = units - part * f64::from(count - 1);
            let months = (number - 1) * random.whole(1, last / 4 + 1);
            let due = Some((*order.signed).max(due.later(months)).into());
            let due = due.filter(|_| number != 1 || random.chance(50));
            order.tranches.push(Tranche {
                quantity: if number == 0 { rest } else { part },
                due,
                release: None,
                urgency: None,
                cancel_after: None,
                delivered: Vec::new(),
                made: None,
            });
        }
        if random.chance(40) && order.tranches.iter().all(|part| part.due.is_some()) {
            order.due = None;
        }
    }
}

/// All of it when the order, or its first part, is due.
pub(crate) fn remove(draft: &mut Draft) {
    for order in draft.orders.iter_mut().filter(|order| !order.tranches.is_empty()) {
        order.quantity = Some(order.total());
        order.due = order.due.or(order.tranches[0].due);
        order.tranches.clear();
    }
}
