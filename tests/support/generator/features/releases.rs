//! First months of delivery, before and after the due month.

use crate::support::generator::draft::Draft;
use crate::support::generator::month::At;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    for order in &mut draft.orders {
        let due = order.due.map_or(At(0), |date| *date);
        if random.chance(55) {
            order.release = Some(month(*order.signed, due, last, random).into());
        }
        for part in &mut order.tranches {
            if random.chance(40) {
                let due = part.due.map_or(due, |date| *date);
                part.release = Some(month(*order.signed, due, last, random).into());
            }
        }
    }
}

fn month(signed: At, due: At, last: i32, random: &mut Random) -> At {
    let low = signed.0.max(due.0 - last / 2);
    At(random.whole(low, low.max(due.0 + 2)))
}

pub(crate) fn remove(draft: &mut Draft) {
    for order in &mut draft.orders {
        order.release = None;
        order.tranches.iter_mut().for_each(|part| part.release = None);
    }
}
