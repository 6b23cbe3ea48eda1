//! The most that is made of an order in a month.

use crate::support::generator::draft::Draft;
use crate::support::generator::random::{Random, hundredths};
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for order in &mut draft.orders {
        if random.chance(60) {
            let part = f64::from(random.whole(2, 6));
            order.most_per_month = Some(hundredths(order.total() / part).max(0.5));
        }
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.orders.iter_mut().for_each(|order| order.most_per_month = None);
}
