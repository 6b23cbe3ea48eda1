//! Deliveries in whole lots.

use crate::support::generator::draft::Draft;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let products = draft.products.clone();
    for order in &mut draft.orders {
        let measured =
            products.iter().any(|part| part.id == order.product && part.counting.is_some());
        if random.chance(50) {
            let lots: &[f64] = if measured { &[0.75, 2.5, 3.0] } else { &[2.0, 3.0, 5.0] };
            order.lot = Some(random.one_of(lots));
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.orders.iter_mut().for_each(|order| order.lot = None);
}
