//! What is ordered, by whom, for when.

use serde::{Deserialize, Serialize};

use super::history::History;
use crate::scenario::file::strict;
use crate::scenario::id::{OrderId, PartnerId, ProductId};
use crate::scenario::time::{Month, When};

/// An order of one product by one partner: one quantity, or several
/// [tranches](Tranche).
///
/// `due`, `release` and `urgency` of the order hold for every tranche that does not
/// say otherwise.
///
/// ```
/// use apportion::scenario::{Month, Order, Tranche};
///
/// let month = |text: &str| text.parse::<Month>();
/// let order = Order::new("PL-1", "poland", "shell", month("2023-03")?)
///     .due(month("2024-06")?)
///     .tranche(Tranche::new(5_000.0).due(month("2023-12")?).urgency(3.0))
///     .tranche(Tranche::new(45_000.0));
/// assert_eq!(order.id(), &"PL-1");
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    pub(in crate::scenario) id: OrderId,
    pub(in crate::scenario) partner: PartnerId,
    pub(in crate::scenario) product: ProductId,
    pub(in crate::scenario) signed: When,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) due: Option<When>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) release: Option<When>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) urgency: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) quantity: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) delivered: Option<History>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) made: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) entitled_from: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) exact_share: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) priority: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) sequence: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) rating: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) cancel_after: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) most_per_month: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) lot: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) least_shipment: Option<f64>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) tranches: Vec<Tranche>,
}

/// A part of an order with its own dates or urgency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tranche {
    pub(in crate::scenario) quantity: f64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) due: Option<When>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) release: Option<When>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) urgency: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) cancel_after: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) delivered: Option<History>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) made: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) entitled_from: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) exact_share: Option<f64>,
}

impl Tranche {
    /// A tranche of this many units, > 0.
    pub fn new(quantity: f64) -> Self {
        Self {
            quantity,
            due: None,
            release: None,
            urgency: None,
            cancel_after: None,
            delivered: None,
            made: None,
            entitled_from: None,
            exact_share: None,
        }
    }

    /// What was delivered of it before the first month; the quantity counts that too.
    #[must_use]
    pub fn delivered(mut self, history: impl Into<History>) -> Self {
        self.delivered = Some(history.into());
        self
    }

    /// Units of it that were made before the first month, those delivered included: more than
    /// these are work in progress.
    #[must_use]
    pub fn made(mut self, units: f64) -> Self {
        self.made = Some(units);
        self
    }

    /// The units from which on reservations count: so many of those made were made before the plan
    /// that was made first, if not all.
    #[must_use]
    pub fn entitled_from(mut self, units: f64) -> Self {
        self.entitled_from = Some(units);
        self
    }

    /// What it would have had of all that was shared out before the first month, if units could be
    /// parted, where that is not what was made of it.
    #[must_use]
    pub fn exact_share(mut self, units: f64) -> Self {
        self.exact_share = Some(units);
        self
    }

    /// The contractual month of delivery, or a day of it.
    #[must_use]
    pub fn due(mut self, when: impl Into<When>) -> Self {
        self.due = Some(when.into());
        self
    }

    /// The first month in which a delivery can be taken; of a day, the whole month.
    #[must_use]
    pub fn release(mut self, when: impl Into<When>) -> Self {
        self.release = Some(when.into());
        self
    }

    /// A factor on the weight that the policy gives, > 0.
    #[must_use]
    pub fn urgency(mut self, factor: f64) -> Self {
        self.urgency = Some(factor);
        self
    }

    /// Months after the due month after which the customer leaves: what is not
    /// delivered by then is lost.
    #[must_use]
    pub fn cancel_after(mut self, months: u32) -> Self {
        self.cancel_after = Some(months);
        self
    }

    /// Its units.
    pub fn units(&self) -> f64 {
        self.quantity
    }

    /// What was delivered of it before the first month, if that is written.
    pub fn delivered_given(&self) -> Option<&History> {
        self.delivered.as_ref()
    }

    /// Units that were made before the first month, if that is written.
    pub fn made_given(&self) -> Option<f64> {
        self.made
    }

    /// The units from which on reservations count, if that is written.
    pub fn entitled_from_given(&self) -> Option<f64> {
        self.entitled_from
    }

    /// What it would have had of all that was shared out, if that is written.
    pub fn exact_share_given(&self) -> Option<f64> {
        self.exact_share
    }

    /// When it is due, if it says so itself.
    pub fn due_given(&self) -> Option<When> {
        self.due
    }

    /// When it is released, if it says so itself.
    pub fn release_given(&self) -> Option<When> {
        self.release
    }

    /// Its urgency, if it has one of its own.
    pub fn urgency_given(&self) -> Option<f64> {
        self.urgency
    }

    /// Months after the due month after which its customer leaves, if that is its own.
    pub fn cancel_after_given(&self) -> Option<u32> {
        self.cancel_after
    }
}

impl Order {
    /// An order signed in a month, or on a day. It needs a [`quantity`](Self::quantity) or
    /// [tranches](Self::tranche), and a due month.
    pub fn new(
        id: impl Into<OrderId>,
        partner: impl Into<PartnerId>,
        product: impl Into<ProductId>,
        signed: impl Into<When>,
    ) -> Self {
        Self {
            id: id.into(),
            partner: partner.into(),
            product: product.into(),
            signed: signed.into(),
            due: None,
            release: None,
            urgency: None,
            quantity: None,
            delivered: None,
            made: None,
            entitled_from: None,
            exact_share: None,
            priority: None,
            sequence: None,
            rating: None,
            cancel_after: None,
            most_per_month: None,
            lot: None,
            least_shipment: None,
            tranches: Vec::new(),
        }
    }

    /// The quantity of an order without tranches, > 0.
    #[must_use]
    pub fn quantity(mut self, quantity: f64) -> Self {
        self.quantity = Some(quantity);
        self
    }

    /// What was delivered, of an order without tranches, before the first month; the quantity
    /// counts that too.
    #[must_use]
    pub fn delivered(mut self, history: impl Into<History>) -> Self {
        self.delivered = Some(history.into());
        self
    }

    /// Units of an order without tranches that were made before the first month, those delivered
    /// included: more than these are work in progress.
    #[must_use]
    pub fn made(mut self, units: f64) -> Self {
        self.made = Some(units);
        self
    }

    /// The units from which on reservations count: so many of those made were made before the plan
    /// that was made first, if not all.
    #[must_use]
    pub fn entitled_from(mut self, units: f64) -> Self {
        self.entitled_from = Some(units);
        self
    }

    /// What it would have had of all that was shared out before the first month, if units could be
    /// parted, where that is not what was made of it.
    #[must_use]
    pub fn exact_share(mut self, units: f64) -> Self {
        self.exact_share = Some(units);
        self
    }

    /// The contractual month of delivery, or a day of it.
    #[must_use]
    pub fn due(mut self, when: impl Into<When>) -> Self {
        self.due = Some(when.into());
        self
    }

    /// The first month in which a delivery can be taken; without it the contract month
    /// plus the product's approval lead.
    #[must_use]
    pub fn release(mut self, when: impl Into<When>) -> Self {
        self.release = Some(when.into());
        self
    }

    /// A factor on the weight that the policy gives, > 0; without it 1.
    #[must_use]
    pub fn urgency(mut self, factor: f64) -> Self {
        self.urgency = Some(factor);
        self
    }

    /// Its priority, for policies that serve one tranche after the other: the least first, those
    /// without one last. Others pay no heed to it.
    #[must_use]
    pub fn priority(mut self, priority: u32) -> Self {
        self.priority = Some(priority);
        self
    }

    /// Its place among orders of one day, or of one month where no day is given: the least first,
    /// those without one last.
    #[must_use]
    pub fn sequence(mut self, place: u32) -> Self {
        self.sequence = Some(place);
        self
    }

    /// A legal rating, such as `DX`, for policies that go by ratings.
    #[must_use]
    pub fn rating(mut self, rating: impl Into<String>) -> Self {
        self.rating = Some(rating.into());
        self
    }

    /// Months after the due month after which the customer leaves: what is not
    /// delivered by then is lost. Without it the customer waits for ever.
    #[must_use]
    pub fn cancel_after(mut self, months: u32) -> Self {
        self.cancel_after = Some(months);
        self
    }

    /// The most that is made of the order in a month, over all its tranches and lines,
    /// above 0.
    #[must_use]
    pub fn most_per_month(mut self, units: f64) -> Self {
        self.most_per_month = Some(units);
        self
    }

    /// Delivers only whole lots of this many units; the last one of a tranche may be
    /// smaller. Production is not changed by it.
    #[must_use]
    pub fn lot(mut self, units: f64) -> Self {
        self.lot = Some(units);
        self
    }

    /// Delivers nothing until so many units of a tranche are together, or all that is
    /// left of it. Production is not changed by it.
    #[must_use]
    pub fn least_shipment(mut self, units: f64) -> Self {
        self.least_shipment = Some(units);
        self
    }

    /// Adds a tranche.
    #[must_use]
    pub fn tranche(mut self, tranche: Tranche) -> Self {
        self.tranches.push(tranche);
        self
    }

    /// Its id.
    pub fn id(&self) -> &OrderId {
        &self.id
    }

    /// Who ordered.
    pub fn partner(&self) -> &PartnerId {
        &self.partner
    }

    /// What is ordered.
    pub fn product(&self) -> &ProductId {
        &self.product
    }

    /// The contract month.
    pub fn signed(&self) -> Month {
        self.signed.month()
    }

    /// When it was signed, with the day if one is given.
    pub fn signed_when(&self) -> When {
        self.signed
    }

    /// Its priority, if it has one.
    pub fn priority_given(&self) -> Option<u32> {
        self.priority
    }

    /// Its place among orders of one day, if it has one.
    pub fn sequence_given(&self) -> Option<u32> {
        self.sequence
    }

    /// Its quantity, if it has no tranches.
    pub fn quantity_given(&self) -> Option<f64> {
        self.quantity
    }

    /// What was delivered before the first month, of an order without tranches, if that is written.
    pub fn delivered_given(&self) -> Option<&History> {
        self.delivered.as_ref()
    }

    /// Units that were made before the first month, of an order without tranches, if that is
    /// written.
    pub fn made_given(&self) -> Option<f64> {
        self.made
    }

    /// The units from which on reservations count, if that is written.
    pub fn entitled_from_given(&self) -> Option<f64> {
        self.entitled_from
    }

    /// What it would have had of all that was shared out, if that is written.
    pub fn exact_share_given(&self) -> Option<f64> {
        self.exact_share
    }

    /// Its tranches, as they are written.
    pub fn tranches(&self) -> &[Tranche] {
        &self.tranches
    }

    /// When it is due, if it says so itself.
    pub fn due_given(&self) -> Option<When> {
        self.due
    }

    /// When it is released, if that is written.
    pub fn release_given(&self) -> Option<When> {
        self.release
    }

    /// Its urgency, if one is written.
    pub fn urgency_given(&self) -> Option<f64> {
        self.urgency
    }

    /// Months after the due month after which its customer leaves, if it does.
    pub fn cancel_after_given(&self) -> Option<u32> {
        self.cancel_after
    }

    /// The size of its lots, if it has lots.
    pub fn lot_given(&self) -> Option<f64> {
        self.lot
    }

    /// Its least shipment, if it has one.
    pub fn least_shipment_given(&self) -> Option<f64> {
        self.least_shipment
    }

    /// Its legal rating, if it has one.
    pub fn rating_given(&self) -> Option<&str> {
        self.rating.as_deref()
    }

    /// The most that is made of it in a month, if there is a limit.
    pub fn most_per_month_given(&self) -> Option<f64> {
        self.most_per_month
    }

    /// Units over all tranches.
    pub fn total(&self) -> f64 {
        self.quantity.unwrap_or(0.0) + self.tranches.iter().map(|part| part.quantity).sum::<f64>()
    }
}
