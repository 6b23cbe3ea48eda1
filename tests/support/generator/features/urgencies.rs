//! Urgency of orders and of their parts.

use crate::support::generator::draft::Draft;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for order in &mut draft.orders {
        if random.chance(45) {
            order.urgency = Some(random.one_of(&[0.5, 1.5, 3.0, 8.0]));
        }
        for part in &mut order.tranches {
            if random.chance(35) {
                part.urgency = Some(random.one_of(&[0.25, 2.0, 5.0]));
            }
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    for order in &mut draft.orders {
        order.urgency = None;
        order.tranches.iter_mut().for_each(|part| part.urgency = None);
    }
}
