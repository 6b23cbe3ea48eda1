//! What customers who leave do not get.

use std::collections::BTreeMap;

use crate::plan::{Loss, OrderPlan};
use crate::scenario::{PartnerId, Product, ProductId, Scenario};

/// The losses of every partner and product that has any, by their ids.
pub(super) fn losses(scenario: &Scenario, orders: &[OrderPlan]) -> Vec<Loss> {
    let mut sums: BTreeMap<(&PartnerId, &ProductId), f64> = BTreeMap::new();
    let lost = |order: &&OrderPlan| order.lost > 0.0 && !order.eligibility.is_never();
    for order in orders.iter().filter(lost) {
        *sums.entry((&order.partner, &order.product)).or_default() += order.lost;
    }
    let worth = |id: &ProductId| {
        let product = scenario.products().iter().find(|product| product.id() == id);
        product.map_or(0.0, Product::value)
    };
    sums.into_iter()
        .map(|((partner, product), units)| Loss {
            partner: partner.clone(),
            product: product.clone(),
            units,
            value: units * worth(product),
        })
        .collect()
}
