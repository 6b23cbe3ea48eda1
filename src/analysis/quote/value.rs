//! A quote as a value.

use serde::{Deserialize, Serialize};

use super::{Keep, Later, QuoteError};
use crate::plan::PromisedFor;
use crate::scenario::{Month, OrderId, PartnerId, ProductId};

/// The answer to "when can I have it": the dates that can be promised with all that is promised
/// to whoever is protected, and what the order would cost others at its own rank.
///
/// Its [`Display`](std::fmt::Display) is a text for the customer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Quote {
    /// Name of the scenario.
    pub scenario: String,
    /// Id of the policy.
    pub policy: String,
    /// Whose dates are kept.
    pub keep: Keep,
    /// For when their units count as promised, and after which they count as delayed.
    pub promised_for: PromisedFor,
    /// The order that it is, or would be.
    pub order: OrderId,
    /// Who asks.
    pub partner: PartnerId,
    /// What for.
    pub product: ProductId,
    /// Units over all tranches.
    pub quantity: f64,
    /// The tier in which it stands when it is signed.
    pub tier: String,
    /// What can be answered.
    pub answer: Answer,
    /// Month by which all of it can be delivered; none if the horizon ends before.
    pub completion: Option<Month>,
    /// Its tranches, by number.
    pub tranches: Vec<QuotedTranche>,
    /// Who is delayed if it is taken at these dates. Protected orders never are, so this is
    /// empty if everybody is protected. (What a plan does not deliver within the horizon
    /// has no date; its backlog may grow.)
    pub later: Vec<Later>,
    /// What happens otherwise: if it takes the place that the policy gives it.
    pub at_rank: AtRank,
}

/// What can be answered to who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Answer {
    /// Yes: every tranche in its month, or no month was asked for.
    Accept,
    /// Not for the months asked for, but for the months offered.
    OfferLater,
    /// Not in full within the horizon, or the policy's gates never let it be served.
    NoDate,
}

impl Answer {
    /// Its name in CSV.
    pub fn name(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::OfferLater => "offer_later",
            Self::NoDate => "no_date",
        }
    }
}

/// A tranche that is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct QuotedTranche {
    /// Units of the tranche.
    pub quantity: f64,
    /// First month in which it can be delivered.
    pub release: Month,
    /// The month asked for, if there is one.
    pub due: Option<Month>,
    /// The earliest month by which all of it can be promised, given the tranches before
    /// it.
    pub earliest: Option<Month>,
    /// The month by which the plan with the order at its own rank delivers it.
    pub at_rank: Option<Month>,
}

/// What happens if the order takes the place that the policy gives it: the plan of the
/// book with the order in it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct AtRank {
    /// Month by which all of it is delivered.
    pub completion: Option<Month>,
    /// Who is delayed by it.
    pub later: Vec<Later>,
    /// By how much their backlog grows together, in unit-months.
    pub unit_months: f64,
}

/// The earliest months of an order, by tranche.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Dates {
    /// The earliest month by which all of each tranche can be promised.
    pub tranches: Vec<Option<Month>>,
}

impl Dates {
    /// Month by which all tranches can be promised; none if one cannot.
    pub fn completion(&self) -> Option<Month> {
        let last = self.tranches.iter().max().copied().flatten();
        last.filter(|_| self.tranches.iter().all(Option::is_some))
    }
}

impl Quote {
    /// Writes the quote as JSON.
    ///
    /// # Errors
    ///
    /// [`QuoteError::Json`] if it cannot be written.
    pub fn to_json(&self) -> Result<String, QuoteError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads a quote written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`QuoteError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, QuoteError> {
        Ok(serde_json::from_str(text)?)
    }
}
