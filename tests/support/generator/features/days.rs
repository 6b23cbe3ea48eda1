//! Days of dates, and places among orders of one day.

use crate::support::generator::draft::Draft;
use crate::support::generator::month::Dated;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    for place in 0..draft.orders.len() {
        let mut order = draft.orders[place].clone();
        let day = |date: Dated, random: &mut Random| {
            date.on(random.one_of(&[None, Some(1), Some(9), Some(9), Some(10), Some(28)]))
        };
        order.signed = day(order.signed, random);
        order.due = order.due.map(|date| day(date, random));
        order.release = order.release.map(|date| day(date, random));
        order.sequence = random.one_of(&[None, None, Some(0), Some(2), Some(10)]);
        for part in &mut order.tranches {
            part.due = part.due.map(|date| day(date, random));
            part.release = part.release.map(|date| day(date, random));
        }
        draft.orders[place] = order;
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    for order in &mut draft.orders {
        order.signed = order.signed.on(None);
        order.due = order.due.map(|date| date.on(None));
        order.release = order.release.map(|date| date.on(None));
        order.sequence = None;
        for part in &mut order.tranches {
            part.due = part.due.map(|date| date.on(None));
            part.release = part.release.map(|date| date.on(None));
        }
    }
}
