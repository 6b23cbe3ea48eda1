//! What is left in stock of earlier months: for whom caps name, and of components.

use crate::support::generator::draft::{CarriedStock, Draft};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let caps: Vec<String> = draft.caps.iter().map(|cap| cap.id.clone()).collect();
    for stockpile in draft.products.iter_mut().filter_map(|part| part.stockpile.as_mut()) {
        for _ in 0..random.whole(0, 2) {
            let caps = caps.iter().filter(|_| random.chance(50)).cloned().collect();
            let quantity = random.one_of(&[1.0, 2.0, 2.5, 6.0]);
            stockpile.carried.push(CarriedStock { caps, quantity });
        }
    }
    for component in &mut draft.components {
        component.carried = random.one_of(&[None, Some(1.0), Some(4.5)]);
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    for stockpile in draft.products.iter_mut().filter_map(|part| part.stockpile.as_mut()) {
        stockpile.carried.clear();
    }
    draft.components.iter_mut().for_each(|part| part.carried = None);
}
