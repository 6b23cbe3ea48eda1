//! At most so much of a line or component for somebody.

use serde::{Deserialize, Serialize};

use super::reservation::Reservation;
use crate::scenario::id::{CapId, ComponentId, LineId, PartnerId, ProductId};
use crate::scenario::time::Month;

/// At most a share or amount of a line or component, every month, for a partner, a tier
/// or a product. It holds under every policy, whatever it costs; also for what is
/// promised.
///
/// ```
/// use apportion::scenario::Cap;
///
/// let third = Cap::of_line("third", "hall 1").for_partner("north").share(0.25);
/// assert_eq!(third.monthly(80.0), 20.0);
/// assert_eq!(third.amount(30.0).monthly(80.0), 30.0);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cap(pub(in crate::scenario) Reservation);

impl Cap {
    /// A cap on a line, for nobody and of nothing yet.
    pub fn of_line(id: impl Into<CapId>, line: impl Into<LineId>) -> Self {
        Self(Reservation::of_line(id.into().as_str(), line))
    }

    /// A cap on a component, for nobody and of nothing yet. A share is one of what arrives
    /// in the month.
    pub fn of_component(id: impl Into<CapId>, component: impl Into<ComponentId>) -> Self {
        Self(Reservation::of_component(id.into().as_str(), component))
    }

    /// For the orders of a partner.
    #[must_use]
    pub fn for_partner(self, partner: impl Into<PartnerId>) -> Self {
        Self(self.0.for_partner(partner))
    }

    /// For the orders of a tier, under policies that have a tier of this name.
    #[must_use]
    pub fn for_tier(self, tier: impl Into<String>) -> Self {
        Self(self.0.for_tier(tier))
    }

    /// For all orders of a product.
    #[must_use]
    pub fn for_product(self, product: impl Into<ProductId>) -> Self {
        Self(self.0.for_product(product))
    }

    /// A share of what there is each month, above 0 and at most 1.
    #[must_use]
    pub fn share(self, share: f64) -> Self {
        Self(self.0.share(share))
    }

    /// An amount each month, in units of capacity or pieces.
    #[must_use]
    pub fn amount(self, amount: f64) -> Self {
        Self(self.0.amount(amount))
    }

    /// Only from a month on; otherwise from the beginning.
    #[must_use]
    pub fn from(self, from: Month) -> Self {
        Self(self.0.from(from))
    }

    /// Only to a month, included; otherwise to the end.
    #[must_use]
    pub fn to(self, to: Month) -> Self {
        Self(self.0.to(to))
    }

    /// Its id.
    pub fn id(&self) -> &str {
        self.0.id().as_str()
    }

    /// The line that it is on, if it is on one.
    pub fn line(&self) -> Option<&LineId> {
        self.0.line()
    }

    /// The component that it is on, if it is on one.
    pub fn component(&self) -> Option<&ComponentId> {
        self.0.component()
    }

    /// The partner that it is for, if it is for one.
    pub fn partner(&self) -> Option<&PartnerId> {
        self.0.partner()
    }

    /// The tier that it is for, if it is for one.
    pub fn tier(&self) -> Option<&str> {
        self.0.tier()
    }

    /// The product that it is for, if it is for one.
    pub fn product(&self) -> Option<&ProductId> {
        self.0.product()
    }

    /// The first month, if it is not that of the scenario.
    pub fn first(&self) -> Option<Month> {
        self.0.first()
    }

    /// The last month, if it is not that of the scenario.
    pub fn last(&self) -> Option<Month> {
        self.0.last()
    }

    /// The share of what there is, if it is one.
    pub fn share_given(&self) -> Option<f64> {
        self.0.share
    }

    /// The amount each month, if it is one.
    pub fn amount_given(&self) -> Option<f64> {
        self.0.amount_given()
    }

    /// Whether it holds in a month.
    pub fn holds_in(&self, month: Month) -> bool {
        self.0.holds_in(month)
    }

    /// The most in a month that offers so much.
    pub fn monthly(&self, offered: f64) -> f64 {
        self.0.monthly(offered)
    }
}
