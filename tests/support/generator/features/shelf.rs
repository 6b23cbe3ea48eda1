//! What is on the shelf before the first month, and what is on its way.

use crate::support::generator::draft::{Draft, Receipt};
use crate::support::generator::month::At;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let last = draft.last();
    let receipt = |random: &mut Random| Receipt {
        month: At(random.whole(-2, last)),
        quantity: f64::from(random.whole(0, 4)),
    };
    for product in &mut draft.products {
        if let Some(stockpile) = &mut product.stockpile {
            stockpile.stock = random.one_of(&[None, Some(1.0), Some(2.5), Some(7.0)]);
            stockpile.receipts = (0..random.whole(0, 2)).map(|_| receipt(random)).collect();
        }
    }
    for component in &mut draft.components {
        component.receipts = (0..random.whole(0, 2)).map(|_| receipt(random)).collect();
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    for stockpile in draft.products.iter_mut().filter_map(|part| part.stockpile.as_mut()) {
        stockpile.stock = None;
        stockpile.receipts.clear();
    }
    draft.components.iter_mut().for_each(|part| part.receipts.clear());
}
