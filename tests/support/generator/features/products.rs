//! Several products: worth different amounts, some by measure.

use crate::support::generator::draft::{Draft, Product};
use crate::support::generator::random::Random;
use crate::support::generator::size::Size;

pub(crate) fn add(draft: &mut Draft, size: &Size, random: &mut Random) {
    for number in 2..=random.whole(2, size.products) {
        let mut product = Product { id: format!("p{number}"), ..Product::default() };
        product.value = random.one_of(&[None, Some(2.0), Some(2.5), Some(12.0)]);
        if random.chance(35) {
            product.counting = Some("measured");
            product.unit = random.one_of(&[None, Some("tonne".to_owned())]);
        }
        draft.products.push(product);
    }
    let products = draft.products.clone();
    for order in &mut draft.orders {
        let product = random.one_of(&products);
        if product.counting.is_some() && random.chance(50) {
            order.quantity = order.quantity.map(|units| units + 0.5);
        }
        order.product = product.id;
    }
    for line in &mut draft.lines {
        for product in &products {
            line.usage.insert(product.id.clone(), 1.0);
        }
    }
}

/// All orders are for the first.
pub(crate) fn remove(draft: &mut Draft) {
    let first = draft.products[0].id.clone();
    for order in &mut draft.orders {
        order.product.clone_from(&first);
        order.lot = order.lot.map(f64::ceil);
    }
}
