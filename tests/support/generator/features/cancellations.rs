//! Customers who leave, some before anything can be delivered.

use crate::support::generator::draft::Draft;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for order in &mut draft.orders {
        if random.chance(55) {
            order.cancel_after = Some(random.whole(0, 3) as u32);
        }
        for part in &mut order.tranches {
            if random.chance(30) {
                part.cancel_after = Some(random.whole(0, 4) as u32);
            }
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    for order in &mut draft.orders {
        order.cancel_after = None;
        order.tranches.iter_mut().for_each(|part| part.cancel_after = None);
    }
}
