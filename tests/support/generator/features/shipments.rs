//! Least shipments.

use crate::support::generator::draft::Draft;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for order in &mut draft.orders {
        if random.chance(50) {
            order.least_shipment = Some(random.one_of(&[2.0, 3.5, 4.0, 6.0]));
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.orders.iter_mut().for_each(|order| order.least_shipment = None);
}
