//! Legal ratings of orders.

use crate::support::generator::draft::Draft;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for order in &mut draft.orders {
        order.rating = random.one_of(&[None, Some("DO"), Some("DO"), Some("DX")]);
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.orders.iter_mut().for_each(|order| order.rating = None);
}
