//! The same scenario some months later, after what was planned for them has been carried out.

use super::Scenario;
use super::book::{History, PastDelivery};
use super::file::ScenarioError;
use super::id::{ComponentId, ProductId};
use super::plant::CarriedStock;
use super::time::Month;
use super::validate::Code;
use super::validate::findings::Findings;

/// What was carried out of a plan until a month.
#[derive(Debug, Clone, Default)]
pub(crate) struct Executed {
    /// How many months.
    pub(crate) months: u32,
    /// For each tranche of the scenario what was made of it by then, and what was delivered by
    /// month, that before the scenario's first month included.
    pub(crate) tranches: Vec<(f64, Vec<(Month, f64)>)>,
    /// What is left in stock of components and of products.
    pub(crate) components: Vec<(ComponentId, f64)>,
    pub(crate) products: Vec<LeftInStock>,
}

/// What is left in stock of a product.
#[derive(Debug, Clone)]
pub(crate) struct LeftInStock {
    pub(crate) product: ProductId,
    /// What is anybody's.
    pub(crate) shelf: f64,
    /// What was made for those whom the same caps name.
    pub(crate) carried: Vec<CarriedStock>,
    /// The most that there could be.
    pub(crate) limit: f64,
}

impl Scenario {
    /// The scenario that begins so many months later, with the same end.
    pub(crate) fn after(&self, executed: &Executed) -> Result<Self, ScenarioError> {
        let mut parts = self.parts.clone();
        if executed.months >= parts.months {
            let mut findings = Findings::default();
            let help = format!("{} months are planned; leave at least one", parts.months);
            findings.add(Code::Horizon, "months", executed.months, help);
            return Err(findings.into());
        }
        parts.since = Some(self.since());
        parts.start = parts.start + executed.months;
        parts.months -= executed.months;
        let mut tranches = executed.tranches.iter();
        for order in &mut parts.orders {
            let past = |(made, deliveries): &(f64, Vec<(Month, f64)>)| {
                let all = deliveries
                    .iter()
                    .map(|&(month, quantity)| PastDelivery { month: Some(month), quantity });
                let deliveries: Vec<PastDelivery> = all.collect();
                let delivered: f64 = deliveries.iter().map(|part| part.quantity).sum();
                let history = (!deliveries.is_empty()).then_some(History { deliveries });
                // What is delivered was made.
                (history, (*made > delivered).then_some(*made))
            };
            if order.tranches.is_empty()
                && let Some(own) = tranches.next()
            {
                (order.delivered, order.made) = past(own);
            }
            for (tranche, own) in order.tranches.iter_mut().zip(&mut tranches) {
                (tranche.delivered, tranche.made) = past(own);
            }
        }
        for (id, left) in &executed.components {
            for part in parts.components.iter_mut().filter(|part| part.id == *id) {
                // Shares have counted what came before.
                (part.stock, part.carried) = (0.0, *left);
            }
        }
        for left in &executed.products {
            let own = parts.products.iter_mut().filter(|part| part.id == left.product);
            for stockpile in own.filter_map(|part| part.stockpile.as_mut()) {
                stockpile.stock = left.shelf;
                stockpile.carried.clone_from(&left.carried);
                // Room that there was for what came before there is still.
                stockpile.limit = stockpile.limit.map(|_| left.limit);
            }
        }
        parts.build()
    }
}
