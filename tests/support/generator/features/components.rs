//! Components with an opening stock and a supply.

use std::collections::BTreeMap;

use crate::support::generator::draft::{Component, Draft, Need};
use crate::support::generator::ramp::Ramp;
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, size: &Size, random: &mut Random) {
    for number in 1..=random.whole(1, size.components) {
        let makes = random.whole(1, draft.products.len() as i32) as usize;
        let mut need = BTreeMap::new();
        let mut pieces = 0.0;
        for place in random.places(makes, draft.products.len()) {
            let product = &draft.products[place].id;
            let amount = random.one_of(&[1.0, 2.0, 0.5, 0.25]);
            pieces += amount * draft.wanted_of(product);
            need.insert(product.clone(), Need::Always(amount));
        }
        let rate = random.near(pieces / f64::from(draft.months));
        let supply = Ramp::flat(random.rate(rate));
        let stock = (rate * f64::from(random.whole(0, 4)) / 2.0).round();
        let (id, need_per) = (format!("c{number}"), None);
        draft.components.push(Component {
            id,
            stock,
            carried: None,
            need,
            need_per,
            supply,
            receipts: Vec::new(),
        });
    }
}

pub(crate) fn remove(draft: &mut Draft) {
    draft.components.clear();
}
