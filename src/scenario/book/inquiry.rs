//! An order that is not in the book: what somebody asks for.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::order::{Order, Tranche};
use crate::scenario::Scenario;
use crate::scenario::file::{ScenarioError, strict};
use crate::scenario::id::{OrderId, PartnerId, ProductId};
use crate::scenario::time::{Month, When};

/// What somebody asks for: an order of which nothing need be settled but who wants how
/// much of what.
///
/// Without a contract month it is signed in the first month of the scenario; without a
/// due month it is wanted as soon as it can be had. Without an id it gets one.
///
/// ```
/// use apportion::scenario::{Inquiry, Month};
///
/// let due: Month = "2026-06".parse()?;
/// let inquiry = Inquiry::new("north", "pump", 25.0).due(due);
/// assert_eq!((inquiry.total(), inquiry.due_given()), (25.0, Some(due)));
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inquiry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<OrderId>,
    partner: PartnerId,
    product: ProductId,
    #[serde(deserialize_with = "strict::tables")]
    tranches: Vec<Tranche>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    signed: Option<Month>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    due: Option<Month>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    release: Option<Month>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rating: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    most_per_month: Option<f64>,
}

impl Inquiry {
    /// So many units, > 0, of a product for a partner.
    pub fn new(
        partner: impl Into<PartnerId>,
        product: impl Into<ProductId>,
        quantity: f64,
    ) -> Self {
        Self::of_tranches(partner, product, [Tranche::new(quantity)])
    }

    /// Several tranches of a product for a partner.
    pub fn of_tranches(
        partner: impl Into<PartnerId>,
        product: impl Into<ProductId>,
        tranches: impl IntoIterator<Item = Tranche>,
    ) -> Self {
        Self {
            id: None,
            partner: partner.into(),
            product: product.into(),
            tranches: tranches.into_iter().collect(),
            signed: None,
            due: None,
            release: None,
            rating: None,
            most_per_month: None,
        }
    }

    /// The id that the order has once it is in the book.
    #[must_use]
    pub fn named(mut self, id: impl Into<OrderId>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The contract month.
    #[must_use]
    pub fn signed(mut self, month: Month) -> Self {
        self.signed = Some(month);
        self
    }

    /// The month in which it is wanted, for every tranche that does not say otherwise.
    #[must_use]
    pub fn due(mut self, month: Month) -> Self {
        self.due = Some(month);
        self
    }

    /// The first month in which a delivery can be taken.
    #[must_use]
    pub fn release(mut self, month: Month) -> Self {
        self.release = Some(month);
        self
    }

    /// A legal rating, such as `DX`.
    #[must_use]
    pub fn rating(mut self, rating: impl Into<String>) -> Self {
        self.rating = Some(rating.into());
        self
    }

    /// The most that is made of it in a month, above 0.
    #[must_use]
    pub fn most_per_month(mut self, units: f64) -> Self {
        self.most_per_month = Some(units);
        self
    }

    /// Who asks.
    pub fn partner(&self) -> &PartnerId {
        &self.partner
    }

    /// What for.
    pub fn product(&self) -> &ProductId {
        &self.product
    }

    /// Units over all tranches.
    pub fn total(&self) -> f64 {
        self.tranches.iter().map(|tranche| tranche.quantity).sum()
    }

    /// The month in which it is wanted, if one is given for the whole.
    pub fn due_given(&self) -> Option<Month> {
        self.due
    }

    /// The month in which a tranche is wanted, if one is given.
    pub fn due_of(&self, tranche: usize) -> Option<Month> {
        self.tranches.get(tranche).and_then(|part| part.due).map(When::month).or(self.due)
    }

    /// The id that it names itself, if it does.
    pub fn id_given(&self) -> Option<&OrderId> {
        self.id.as_ref()
    }

    /// The tranches, as they are written; one where units were given.
    pub fn tranches(&self) -> &[Tranche] {
        &self.tranches
    }

    /// The contract month, if one is given; the first month otherwise.
    pub fn signed_given(&self) -> Option<Month> {
        self.signed
    }

    /// The first month in which a delivery can be taken, if one is given.
    pub fn release_given(&self) -> Option<Month> {
        self.release
    }

    /// The legal rating, if one is given.
    pub fn rating_given(&self) -> Option<&str> {
        self.rating.as_deref()
    }

    /// The most that is made of it in a month, if there is a limit.
    pub fn most_per_month_given(&self) -> Option<f64> {
        self.most_per_month
    }

    /// Gives every tranche that has no due month one, by number.
    #[must_use]
    pub fn due_by_tranche(mut self, months: &[Month]) -> Self {
        for (tranche, &month) in self.tranches.iter_mut().zip(months) {
            tranche.due = tranche.due.or(Some(self.due.unwrap_or(month).into()));
        }
        self
    }

    /// The order that it would be.
    fn order(&self, id: OrderId, start: Month) -> Order {
        let signed = self.signed.unwrap_or(start);
        let mut order = Order::new(id, self.partner.clone(), self.product.clone(), signed);
        order.due = Some(self.due.unwrap_or(signed).into());
        order.release = self.release.map(When::from);
        order.rating.clone_from(&self.rating);
        order.most_per_month = self.most_per_month;
        // One quantity as one: messages then speak of what was given.
        match &self.tranches[..] {
            [only] => {
                order.quantity = Some(only.quantity);
                order.urgency = only.urgency;
                order.cancel_after = only.cancel_after;
                order.release = only.release.or(order.release);
                order.due = only.due.or(order.due);
            }
            tranches => order.tranches = tranches.to_vec(),
        }
        order
    }
}

impl Scenario {
    /// The scenario with what is asked for among its orders, and the ids of the orders
    /// that stand for it. Nothing is promised of them.
    ///
    /// Complexity: that of a copy of the scenario.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Invalid`] with everything that is wrong with what is asked for;
    /// in its paths, orders count after those of the scenario.
    pub fn with_inquiries(
        &self,
        inquiries: &[Inquiry],
    ) -> Result<(Self, Vec<OrderId>), ScenarioError> {
        let given = inquiries.iter().filter_map(|inquiry| inquiry.id.as_ref());
        let taken: BTreeSet<&str> =
            self.orders().iter().map(Order::id).chain(given).map(OrderId::as_str).collect();
        let mut numbers = 1_u32..;
        let mut free = || loop {
            let name = format!("quote {}", numbers.next().unwrap_or(u32::MAX));
            if !taken.contains(name.as_str()) {
                return OrderId::from(name);
            }
        };
        let ids: Vec<OrderId> =
            inquiries.iter().map(|inquiry| inquiry.id.clone().unwrap_or_else(&mut free)).collect();
        let orders = inquiries.iter().zip(&ids);
        let orders = orders.map(|(inquiry, id)| inquiry.order(id.clone(), self.start()));
        let scenario = self.to_builder().orders(orders).build()?;
        Ok((scenario, ids))
    }
}
