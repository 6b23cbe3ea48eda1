//! Shares of a line or component that somebody is assured of.

use serde::{Deserialize, Serialize};

use crate::scenario::file::strict;
use crate::scenario::id::{ComponentId, ExpansionId, LineId, PartnerId, ProductId, ReservationId};
use crate::scenario::plant::{Entitlement, Expansion};
use crate::scenario::time::Month;

/// A share or amount of a line or component, every month, that a partner, a tier or a
/// product is assured of while it has open demand.
///
/// What the share alone would make, month by month, is what the beneficiary is *entitled*
/// to: its tranches by due month, none before it is released; those due before the window
/// come last, if the window begins after the scenario. A unit is short from the month in
/// which the share would have made it, or its due month if that is later, until it is
/// made, on whatever line. A reservation is a floor: the beneficiary may get more.
///
/// ```
/// use apportion::scenario::Reservation;
///
/// let half = Reservation::of_line("half", "hall 1").for_partner("north").share(0.5);
/// assert_eq!(half.id(), &"half");
/// assert_eq!(half.monthly(80.0), 40.0);
/// assert_eq!(half.amount(30.0).monthly(80.0), 30.0);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reservation {
    pub(in crate::scenario) id: ReservationId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) line: Option<LineId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) component: Option<ComponentId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) partner: Option<PartnerId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) tier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) product: Option<ProductId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) from: Option<Month>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) to: Option<Month>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) share: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) amount: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) against: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) owed: Option<f64>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) entitled: Vec<Entitlement>,
    /// The expansion of which it is a share, if it is a payer's claim.
    #[serde(skip)]
    pub(in crate::scenario) expansion: Option<ExpansionId>,
}

impl Reservation {
    fn new(id: ReservationId) -> Self {
        Self {
            id,
            line: None,
            component: None,
            partner: None,
            tier: None,
            product: None,
            from: None,
            to: None,
            share: None,
            amount: None,
            against: None,
            owed: None,
            entitled: Vec::new(),
            expansion: None,
        }
    }

    /// What the payer of an expansion claims of it, if it is on.
    pub(in crate::scenario) fn claim_of(expansion: &Expansion) -> Option<Self> {
        if !expansion.on || expansion.claim <= 0.0 {
            return None;
        }
        Some(Self {
            line: expansion.line.clone(),
            component: expansion.component.clone(),
            partner: expansion.payer.clone(),
            from: Some(expansion.begins()),
            share: Some(expansion.claim),
            owed: expansion.owed,
            entitled: expansion.entitled.clone(),
            expansion: Some(expansion.id.clone()),
            ..Self::new(claim_id(&expansion.id))
        })
    }

    /// A reservation on a line, without beneficiary and share.
    pub fn of_line(id: impl Into<ReservationId>, line: impl Into<LineId>) -> Self {
        Self { line: Some(line.into()), ..Self::new(id.into()) }
    }

    /// A reservation on a component, without beneficiary and share. What is not used of
    /// it stays reserved.
    pub fn of_component(id: impl Into<ReservationId>, component: impl Into<ComponentId>) -> Self {
        Self { component: Some(component.into()), ..Self::new(id.into()) }
    }

    /// For the orders of a partner.
    #[must_use]
    pub fn for_partner(mut self, partner: impl Into<PartnerId>) -> Self {
        self.partner = Some(partner.into());
        self
    }

    /// For the orders of a tier, under policies that have a tier of this name.
    #[must_use]
    pub fn for_tier(mut self, tier: impl Into<String>) -> Self {
        self.tier = Some(tier.into());
        self
    }

    /// For all orders of a product.
    #[must_use]
    pub fn for_product(mut self, product: impl Into<ProductId>) -> Self {
        self.product = Some(product.into());
        self
    }

    /// A share of what there is each month, above 0 and at most 1.
    #[must_use]
    pub fn share(mut self, share: f64) -> Self {
        (self.share, self.amount) = (Some(share), None);
        self
    }

    /// An amount each month, in units of capacity or pieces.
    #[must_use]
    pub fn amount(mut self, amount: f64) -> Self {
        (self.share, self.amount) = (None, Some(amount));
        self
    }

    /// What its beneficiary was entitled to before the first month of the scenario and did not
    /// get, in units of capacity or pieces: it is entitled to that in the first month on top.
    #[must_use]
    pub fn owed(mut self, amount: f64) -> Self {
        self.owed = Some(amount);
        self
    }

    /// Units to which it entitled before the first month, made or not: what it entitles to from
    /// then on comes after them.
    #[must_use]
    pub fn entitled(mut self, units: Entitlement) -> Self {
        self.entitled.push(units);
        self
    }

    /// Only from a month on; otherwise from the beginning.
    #[must_use]
    pub fn from(mut self, from: Month) -> Self {
        self.from = Some(from);
        self
    }

    /// Only to a month, included; otherwise to the end.
    #[must_use]
    pub fn to(mut self, to: Month) -> Self {
        self.to = Some(to);
        self
    }

    /// It holds only against this tier and those below it: tiers above come first, under
    /// policies that have a tier of this name.
    #[must_use]
    pub fn against(mut self, tier: impl Into<String>) -> Self {
        self.against = Some(tier.into());
        self
    }

    /// Its id.
    pub fn id(&self) -> &ReservationId {
        &self.id
    }

    /// The expansion of which it is a share, if it is what a payer claims; otherwise it is
    /// one of all that its line or component offers.
    pub fn expansion(&self) -> Option<&ExpansionId> {
        self.expansion.as_ref()
    }

    /// The line that it is on, if it is on one.
    pub fn line(&self) -> Option<&LineId> {
        self.line.as_ref()
    }

    /// The component that it is on, if it is on one.
    pub fn component(&self) -> Option<&ComponentId> {
        self.component.as_ref()
    }

    /// The partner that it is for, if it is for one.
    pub fn partner(&self) -> Option<&PartnerId> {
        self.partner.as_ref()
    }

    /// The tier that it is for, if it is for one.
    pub fn tier(&self) -> Option<&str> {
        self.tier.as_deref()
    }

    /// The product that it is for, if it is for one.
    pub fn product(&self) -> Option<&ProductId> {
        self.product.as_ref()
    }

    /// The first month, if it is not that of the scenario.
    pub fn first(&self) -> Option<Month> {
        self.from
    }

    /// The last month, if it is not that of the scenario.
    pub fn last(&self) -> Option<Month> {
        self.to
    }

    /// The share of what there is, if it is one.
    pub fn share_given(&self) -> Option<f64> {
        self.share
    }

    /// The amount each month, if it is one.
    pub fn amount_given(&self) -> Option<f64> {
        self.amount
    }

    /// The highest tier that it holds against; none if it holds against all.
    pub fn protected_against(&self) -> Option<&str> {
        self.against.as_deref()
    }

    /// Whether it holds in a month.
    pub fn holds_in(&self, month: Month) -> bool {
        self.from.is_none_or(|from| from <= month) && self.to.is_none_or(|to| month <= to)
    }

    /// What it owes from before the first month, 0 unless given.
    pub fn owed_before(&self) -> f64 {
        self.owed.unwrap_or(0.0)
    }

    /// The units to which it entitled before the first month.
    pub fn entitlements(&self) -> &[Entitlement] {
        &self.entitled
    }

    /// What is reserved in a month that offers so much.
    pub fn monthly(&self, offered: f64) -> f64 {
        self.amount.unwrap_or_else(|| self.share.unwrap_or(0.0) * offered)
    }
}

/// The id of the reservation that is the claim of an expansion's payer.
pub(in crate::scenario) fn claim_id(expansion: &ExpansionId) -> ReservationId {
    format!("claim of {expansion}").into()
}
