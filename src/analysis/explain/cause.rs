//! What makes an order late.

use serde::{Deserialize, Serialize};

use crate::plan::ResourceKey;
use crate::scenario::{Month, OrderId, PartnerId, ProductId, ReservationId};

/// What makes units late, in the order in which causes are tried: see
/// [`why_late`](super::why_late).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Cause {
    /// Late already when the plan begins: due before the first month.
    BeforeStart,
    /// Made, but not delivered: part of a unit, of a lot or of a shipment. Or not made, since it would
    /// only be part of a lot or shipment.
    NotCounted,
    /// Before it was signed or approved: due before it could be taken.
    NotReleased,
    /// Kept from being served by a gate of the policy.
    NotEligible,
    /// The order's own monthly limit.
    OwnLimit,
    /// A cap.
    Cap,
    /// A component: there is too little of it even for this order alone.
    Component,
    /// The lines: there is too little capacity even for this order alone.
    Line,
    /// Something that several lines share, such as labour: there is too little of it even for
    /// this order alone.
    Shared,
    /// No room in the store of a product made ahead.
    Store,
    /// Taken by an order of a higher tier.
    HigherTier,
    /// Taken for what another order was promised.
    Commitment,
    /// Taken within a reserved share.
    ReservedShare,
    /// Taken by an order of the same tier.
    SameTier,
    /// Taken by an order of a lower tier.
    LowerTier,
    /// There was capacity that the plan did not use.
    NotUsed,
    /// Never delivered within the horizon: what the policy counts on top of the months in
    /// it.
    EndOfHorizon,
}

impl Cause {
    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::BeforeStart => "before_start",
            Self::NotCounted => "not_counted",
            Self::NotReleased => "not_released",
            Self::NotEligible => "not_eligible",
            Self::OwnLimit => "own_limit",
            Self::Cap => "cap",
            Self::Component => "component",
            Self::Line => "line",
            Self::Shared => "shared",
            Self::Store => "store",
            Self::HigherTier => "higher_tier",
            Self::Commitment => "commitment",
            Self::ReservedShare => "reserved_share",
            Self::SameTier => "same_tier",
            Self::LowerTier => "lower_tier",
            Self::NotUsed => "not_used",
            Self::EndOfHorizon => "end_of_horizon",
        }
    }

    /// Whether somebody else took what was wanted.
    pub fn is_taken(self) -> bool {
        matches!(
            self,
            Self::HigherTier
                | Self::Commitment
                | Self::ReservedShare
                | Self::SameTier
                | Self::LowerTier
        )
    }
}

/// Who took what was wanted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Taker {
    /// The order; it may be another tranche of the order that waits.
    pub order: OrderId,
    /// Its partner.
    pub partner: PartnerId,
    /// What it ordered.
    pub product: ProductId,
    /// Units of its product that it took there in the months that matter.
    pub units: f64,
    /// The first of these months.
    pub from: Month,
    /// The last of them.
    pub to: Month,
    /// The reservation within which it took them, for
    /// [`ReservedShare`](Cause::ReservedShare).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation: Option<ReservationId>,
    /// What it weighs in the first of these months, as
    /// [`OrderDelay::weight`](super::OrderDelay::weight) counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// The last month in which its customer takes a delivery, if that is within the horizon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Month>,
}

/// One cause of an order's delay, and its part of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Delay {
    /// Why.
    pub cause: Cause,
    /// What was scarce; all lines that make the product, if it was they together; nothing if
    /// nothing was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scarce: Vec<ResourceKey>,
    /// Who took it, if somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taker: Option<Taker>,
    /// Its part of the months that the order is late, see
    /// [`OrderDelay::months`](super::OrderDelay::months).
    pub months: f64,
    /// Its part of the unit-months.
    pub unit_months: f64,
}
