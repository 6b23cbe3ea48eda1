//! Tranches of orders with everything that holds for them.

use std::collections::BTreeMap;

use super::attribute::meets_all;
use super::horizon::{Horizon, number};
use crate::scenario::{History, Month, Order, Partner, Product, Scenario, When};
use crate::tolerance::DUST;

/// A tranche of an order.
pub(super) struct Tranche {
    /// Positions of its order, partner and product.
    pub(super) order: usize,
    pub(super) partner: usize,
    pub(super) product: usize,
    /// Which tranche of its order, from 0.
    pub(super) number: usize,
    pub(super) quantity: f64,
    /// What was delivered before the first month, by month, and what was made by then.
    pub(super) history: Vec<(Month, f64)>,
    pub(super) before: f64,
    /// How many of these were made since the plan that was made first began, which reservations
    /// count.
    pub(super) counted: f64,
    /// What its exact share was by then.
    pub(super) share: f64,
    /// What is still to be made; nothing if that is but rounding.
    pub(super) open: f64,
    pub(super) urgency: f64,
    pub(super) signed: When,
    /// The first month in which a delivery can be taken, gates apart.
    pub(super) release: Month,
    pub(super) due: Month,
    /// Due and release with their days.
    pub(super) due_when: When,
    pub(super) release_when: When,
    /// The last month in which a delivery is taken, if the customer does not wait for ever.
    pub(super) until: Option<Month>,
    pub(super) lot: Option<f64>,
    pub(super) least_shipment: Option<f64>,
    /// Indices of the months of release and due; the number of months for what comes later.
    pub(super) release_at: usize,
    pub(super) due_at: usize,
    /// The index after the last month in which it can be taken.
    pub(super) end: usize,
    /// Whether its customer leaves before the horizon ends.
    pub(super) leaves: bool,
}

/// The tranches of all orders, by order and number, and where those of each order begin; one
/// more at the end.
pub(super) fn tranches(scenario: &Scenario, horizon: &Horizon) -> (Vec<Tranche>, Vec<usize>) {
    let products = scenario.products().iter().enumerate();
    let products: BTreeMap<&str, usize> =
        products.map(|(index, part)| (part.id().as_str(), index)).collect();
    let partners = scenario.partners().iter().enumerate();
    let partners: BTreeMap<&str, usize> =
        partners.map(|(index, part)| (part.id().as_str(), index)).collect();
    let mut tranches = Vec::new();
    let mut first = vec![0];
    for (position, order) in scenario.orders().iter().enumerate() {
        // A scenario refers to nothing that it does not have.
        let product = products.get(order.product().as_str()).copied().unwrap_or(0);
        let partner = partners.get(order.partner().as_str()).copied().unwrap_or(0);
        let lead = lead(&scenario.products()[product], &scenario.partners()[partner], order);
        let usual = horizon.written(number(order.signed()) + lead);
        let place = Place { order: position, partner, product, usual };
        place.add(order, horizon, &mut tranches);
        first.push(tranches.len());
    }
    (tranches, first)
}

/// Months from contract to the first delivery that is allowed: those of the first lead that is
/// meant for the partner as it is in the month of the contract, or the product's own.
fn lead(product: &Product, partner: &Partner, order: &Order) -> i64 {
    for lead in product.approval_leads() {
        let meant = match lead.partner() {
            Some(id) => id == partner.id(),
            None => meets_all(partner, lead.thresholds(), number(order.signed())),
        };
        if meant {
            return i64::from(lead.months());
        }
    }
    i64::from(product.approval_lead_months())
}

struct Place {
    order: usize,
    partner: usize,
    product: usize,
    /// The release month where none is written.
    usual: Month,
}

/// What a tranche says of itself: units, due, release, urgency, months of patience, the past.
type Own<'a> = (f64, Option<When>, Option<When>, Option<f64>, Option<u32>, Past<'a>);

/// What it says of what was delivered and made before the first month, from which unit on
/// reservations count, and of its exact share.
type Past<'a> = (Option<&'a History>, Option<f64>, Option<f64>, Option<f64>);

impl Tranche {
    /// Units delivered before the first month.
    pub(super) fn delivered(&self) -> f64 {
        complete(self.history.iter().map(|part| part.1).sum(), self.quantity)
    }
}

/// What is missing but for rounding is not missing.
fn complete(units: f64, quantity: f64) -> f64 {
    if units >= quantity - DUST * quantity { quantity } else { units }
}

impl Place {
    fn add(&self, order: &Order, horizon: &Horizon, tranches: &mut Vec<Tranche>) {
        let counted = (order.entitled_from_given(), order.exact_share_given());
        let past = (order.delivered_given(), order.made_given(), counted.0, counted.1);
        let single = order.quantity_given().map(|units| (units, None, None, None, None, past));
        let parts = order.tranches().iter().map(|part| {
            let dates = (part.due_given(), part.release_given());
            let counted = (part.entitled_from_given(), part.exact_share_given());
            let past = (part.delivered_given(), part.made_given(), counted.0, counted.1);
            let own = (part.urgency_given(), part.cancel_after_given());
            (part.units(), dates.0, dates.1, own.0, own.1, past)
        });
        for (number, own) in single.into_iter().chain(parts).enumerate() {
            tranches.push(self.tranche(order, number, own, horizon));
        }
    }

    /// What is not said of a tranche is that of its order.
    fn tranche(&self, order: &Order, place: usize, own: Own<'_>, horizon: &Horizon) -> Tranche {
        let (quantity, due, release, urgency, patience, (history, made, from, share)) = own;
        let unsaid = horizon.written(horizon.number(0) - 1);
        let history = history.map_or(&[][..], History::deliveries).iter();
        let mut history: Vec<(Month, f64)> =
            history.map(|part| (part.month.unwrap_or(unsaid), part.quantity)).collect();
        history.sort_by_key(|part| number(part.0));
        let delivered = complete(history.iter().map(|part| part.1).sum(), quantity);
        let made = made.map_or(delivered, |made| complete(made.max(delivered), quantity));
        let open = quantity - made;
        let due_when = due.or(order.due_given()).unwrap_or(order.signed_when());
        let due = due_when.month();
        let release = release.or(order.release_given()).unwrap_or(self.usual.into());
        let (release_when, release) = (release, release.month());
        let leaves = patience.or(order.cancel_after_given());
        let until = leaves.map(|months| horizon.written(number(due) + i64::from(months)));
        Tranche {
            order: self.order,
            partner: self.partner,
            product: self.product,
            number: place,
            quantity,
            history,
            before: made,
            share: share.map_or(made, |units| complete(units, quantity)),
            counted: made - from.unwrap_or(made).min(made),
            open,
            urgency: urgency.or(order.urgency_given()).unwrap_or(1.0),
            signed: order.signed_when(),
            release,
            release_when,
            due,
            due_when,
            until,
            lot: order.lot_given(),
            least_shipment: order.least_shipment_given(),
            release_at: horizon.nearest(release),
            due_at: horizon.nearest(due),
            leaves: until.is_some_and(|last| horizon.nearest(last) < horizon.months),
            end: until.map_or(horizon.months, |last| {
                (number(last) + 1 - horizon.number(0)).clamp(0, horizon.months as i64) as usize
            }),
        }
    }
}
