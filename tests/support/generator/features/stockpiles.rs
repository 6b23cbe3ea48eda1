//! Products made ahead.

use crate::support::generator::draft::{Draft, Stockpile};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, _: &Size, random: &mut Random) {
    let months = f64::from(draft.months);
    let count = random.whole(1, draft.products.len() as i32) as usize;
    for place in random.places(count, draft.products.len()) {
        let about = draft.wanted_of(&draft.products[place].id) / months;
        let limit = random.chance(50).then(|| random.near(about * 1.5).round().max(1.0));
        let holding = random.one_of(&[None, Some(0.5), Some(3.0)]);
        let (stock, receipts, carried) = (None, Vec::new(), Vec::new());
        let stockpile = Stockpile { limit, holding, stock, receipts, carried };
        draft.products[place].stockpile = Some(stockpile);
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.products.iter_mut().for_each(|part| part.stockpile = None);
}
