//! What was delivered and made before the first month.

use crate::support::generator::draft::{Draft, Past};
use crate::support::generator::month::At;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for order in &mut draft.orders {
        if let Some(units) = order.quantity.filter(|_| random.chance(50)) {
            (order.delivered, order.made) = past(units, random);
        }
        for part in &mut order.tranches {
            if random.chance(50) {
                (part.delivered, part.made) = past(part.quantity, random);
            }
        }
    }
}

/// Nothing, a part, or all of it; and sometimes a part of a unit that is in the making.
fn past(units: f64, random: &mut Random) -> (Vec<Past>, Option<f64>) {
    let delivered = match random.whole(0, 5) {
        0 => 0.0,
        1 => units,
        _ => (units * f64::from(random.whole(1, 9)) / 10.0).floor(),
    };
    let mut list = Vec::new();
    if delivered >= 2.0 && random.chance(50) {
        list.push(Past { month: Some(At(random.whole(-6, -2))), quantity: 1.0 });
        let month = random.one_of(&[None, Some(At(-1))]);
        list.push(Past { month, quantity: delivered - 1.0 });
    } else if delivered > 0.0 {
        list.push(Past { month: None, quantity: delivered });
    }
    let more = random.one_of(&[None, None, Some(0.0), Some(0.5), Some(1.25)]);
    (list, more.map(|more| (delivered + more).min(units)))
}

pub(crate) fn remove(draft: &mut Draft) {
    for order in &mut draft.orders {
        order.delivered.clear();
        order.made = None;
        for part in &mut order.tranches {
            part.delivered.clear();
            part.made = None;
        }
    }
}
