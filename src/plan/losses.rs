//! What customers who left did not get.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::OrderPlan;
use crate::scenario::{PartnerId, Product, ProductId, Scenario};

/// What a partner ordered and did not get before it had enough of waiting.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Loss {
    /// The partner.
    pub partner: PartnerId,
    /// The product.
    pub product: ProductId,
    /// Units lost, > 0.
    pub units: f64,
    /// What they are worth: units × the value of the product.
    pub value: f64,
}

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
