//! The same scenario some months later, after what was planned for them has been carried out.

use std::collections::BTreeMap;

use super::Scenario;
use super::book::{History, PastDelivery};
use super::file::ScenarioError;
use super::id::{ComponentId, OrderId, ProductId, ReservationId};
use super::plant::{CarriedStock, Entitlement};
use super::rights::claim_id;
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
    /// The same of exact shares, where these are not what was made; empty if all are.
    pub(crate) exact_shares: Vec<Option<f64>>,
    /// What is left in stock of components and of products.
    pub(crate) components: Vec<(ComponentId, f64)>,
    pub(crate) products: Vec<LeftInStock>,
    /// What reservations entitled to, claims of payers too.
    pub(crate) rights: Vec<ExecutedRight>,
}

/// What a reservation entitled to until a month.
#[derive(Debug, Clone)]
pub(crate) struct ExecutedRight {
    pub(crate) reservation: ReservationId,
    /// Units by order and tranche.
    pub(crate) units: BTreeMap<(OrderId, u32), f64>,
    /// What is still reserved of a component.
    pub(crate) left: f64,
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
        // From which unit on reservations count, if that is not the first that is open now.
        let reserved = !self.reservations().is_empty();
        let from = |index: usize, made: f64| {
            let first = self.demands().get(index).map(|demand| demand.entitled_from)?;
            (reserved && first < made).then_some(first)
        };
        let share = |index: usize| executed.exact_shares.get(index).copied().flatten();
        let mut tranches = executed.tranches.iter().enumerate();
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
                && let Some((index, own)) = tranches.next()
            {
                (order.delivered, order.made) = past(own);
                order.entitled_from = from(index, own.0);
                order.exact_share = share(index);
            }
            for (tranche, (index, own)) in order.tranches.iter_mut().zip(&mut tranches) {
                (tranche.delivered, tranche.made) = past(own);
                tranche.entitled_from = from(index, own.0);
                tranche.exact_share = share(index);
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
        for ExecutedRight { reservation: id, units, left } in &executed.rights {
            let own = parts.reservations.iter_mut().filter(|part| part.id == *id);
            for part in own {
                part.owed = (*left > 0.0).then_some(*left);
                more(&mut part.entitled, units);
            }
            let claims = parts.expansions.iter_mut().filter(|part| claim_id(&part.id) == *id);
            for part in claims {
                part.owed = (*left > 0.0).then_some(*left);
                more(&mut part.entitled, units);
            }
        }
        parts.build()
    }
}

/// What was entitled by now: before the plan and in the months that were carried out.
fn more(entitled: &mut Vec<Entitlement>, units: &BTreeMap<(OrderId, u32), f64>) {
    let mut sums = units.clone();
    for part in entitled.drain(..) {
        *sums.entry((part.order, part.tranche)).or_default() += part.quantity;
    }
    let all = sums.into_iter();
    entitled.extend(all.map(|((order, tranche), quantity)| Entitlement {
        order,
        tranche,
        quantity,
    }));
}
