//! From collected parts to a valid scenario.

use std::collections::BTreeMap;

use super::book::{Demand, History, Terms, Tranche};
use super::file::ScenarioError;
use super::natural;
use super::rights::Reservation;
use super::scenario::{Scenario, ScenarioBuilder};
use super::time::When;
use super::validate::{self, Findings};
use crate::tolerance;

impl ScenarioBuilder {
    /// Checks all parts together.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Invalid`] with everything that is wrong, not only the first. What
    /// only may be wrong is in [`Scenario::warnings`].
    pub fn build(self) -> Result<Scenario, ScenarioError> {
        let warnings = validate::validate(&self)?;
        Ok(Scenario::from_valid(self, warnings))
    }
}

impl Scenario {
    /// Sorts the parts and fills in defaults. Only for parts that passed validation.
    pub(super) fn from_valid(mut parts: ScenarioBuilder, warnings: Findings) -> Self {
        parts.sort();
        // What was promised for months before the first was kept or broken: no plan changes it.
        let start = parts.start;
        parts.commitments.retain(|part| part.by >= start);
        let products: BTreeMap<_, _> =
            parts.products.iter().zip(0..).map(|(p, i)| (&p.id, i)).collect();
        let partners: BTreeMap<_, _> =
            parts.partners.iter().zip(0..).map(|(p, i)| (&p.id, i)).collect();
        let mut demands = Vec::with_capacity(parts.orders.len());
        let mut demand_of_order = Vec::with_capacity(parts.orders.len() + 1);
        for (index, order) in parts.orders.iter().enumerate() {
            demand_of_order.push(demands.len());
            let product = products.get(&order.product).copied().unwrap_or_default();
            let partner = partners.get(&order.partner).copied().unwrap_or_default();
            let lead = parts.products.get(product).zip(parts.partners.get(partner));
            let lead =
                lead.map_or(0, |(product, partner)| product.lead_for(partner, order.signed()));
            let usual = order.release.unwrap_or_else(|| When::from(order.signed() + lead));
            let single = order.quantity.map(|quantity| Tranche {
                delivered: order.delivered.clone(),
                made: order.made,
                entitled_from: order.entitled_from,
                exact_share: order.exact_share,
                ..Tranche::new(quantity)
            });
            for (tranche, part) in single.iter().chain(&order.tranches).enumerate() {
                let release = part.release.unwrap_or(usual);
                let due = part.due.or(order.due).unwrap_or(order.signed);
                let delivered = part.delivered.as_ref().map_or(0.0, History::total);
                // What rounding of a history leaves open was delivered.
                let whole = |units: f64| {
                    let complete = part.quantity - units <= tolerance::DUST * part.quantity;
                    if complete { part.quantity } else { units }
                };
                let delivered = whole(delivered);
                let made = whole(part.made.unwrap_or(delivered).max(delivered));
                demands.push(Demand {
                    order: index,
                    tranche,
                    partner,
                    product,
                    quantity: part.quantity,
                    delivered,
                    made,
                    entitled_from: part.entitled_from.unwrap_or(made).min(made),
                    exact_share: part.exact_share.map_or(made, whole),
                    release: release.month(),
                    release_when: release,
                    due: due.month(),
                    due_when: due,
                    urgency: part.urgency.or(order.urgency).unwrap_or(1.0),
                    until: part
                        .cancel_after
                        .or(order.cancel_after)
                        .zip(part.due.or(order.due))
                        .map(|(months, due)| due.month() + months),
                    terms: Terms { lot: order.lot, least_shipment: order.least_shipment },
                });
            }
        }
        demand_of_order.push(demands.len());
        let claims = parts.expansions.iter().filter_map(Reservation::claim_of);
        let mut reservations: Vec<_> = parts.reservations.iter().cloned().chain(claims).collect();
        reservations.sort_by(|a, b| a.id.cmp(&b.id));
        let mut natural: Vec<usize> = (0..parts.orders.len()).collect();
        let name = |index: usize| parts.orders[index].id.as_str();
        natural.sort_by(|&a, &b| natural::compare(name(a), name(b)));
        let mut names = vec![0; natural.len()];
        for (place, index) in natural.into_iter().enumerate() {
            names[index] = place as u32;
        }
        Self { parts, demands, demand_of_order, names, reservations, warnings }
    }
}
