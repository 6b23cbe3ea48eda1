//! Ways out, as found.

use serde::{Deserialize, Serialize};

use super::change::Change;
use crate::analysis::explain::ExplainError;
use crate::scenario::{Month, OrderId, PartnerId, PolicyId};

/// Ways out for late orders.
///
/// Its [`Display`](std::fmt::Display) lists them order by order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WaysOut {
    /// Version of the format.
    pub version: u32,
    /// Name of the scenario.
    pub scenario: String,
    /// The policy.
    pub policy: PolicyId,
    /// The orders looked at, what is latest (in unit-months) first.
    pub orders: Vec<WayOut>,
    /// Late orders that were not looked at.
    pub not_tried: usize,
}

/// Ways out for one order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WayOut {
    /// The order.
    pub order: OrderId,
    /// Who ordered.
    pub partner: PartnerId,
    /// The latest due month of its tranches.
    pub due: Month,
    /// Month by which it is delivered as things are; none if the horizon ends before.
    pub completion: Option<Month>,
    /// The month by which it would be delivered if every tranche came in its due month, or
    /// in the first month in which it may be taken where that is later: on time.
    pub goal: Month,
    /// Changes that bring it on time: expansions by cost; then more capacity or supply by
    /// what is added in all until the goal; then the tier; then slips by unit-months.
    pub ways: Vec<Way>,
    /// Changes that do not suffice, with the dates that they bring.
    pub short: Vec<Way>,
    /// Plans made to find and to verify them.
    pub solves: usize,
    /// Whether the search ended because it had made as many plans as it may.
    pub cut_short: bool,
}

/// A change and its effect, verified: planned anew, and the plan checked.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Way {
    /// The change.
    pub change: Change,
    /// Month by which the order is delivered; none if the horizon ends before.
    pub completion: Option<Month>,
    /// What the change comes to, for comparison with others of its kind: the cost of an
    /// expansion; units of capacity or pieces added until the goal; unit-months by which
    /// an order slips; 0 for a tier.
    pub effort: f64,
    /// Unit-months that all other orders wait more, counted from the due months of the
    /// scenario as it is; below zero, less.
    pub others: f64,
}

impl WaysOut {
    /// The version of the format that this release writes.
    pub const VERSION: u32 = 1;

    /// What was found for an order.
    pub fn order(&self, id: &str) -> Option<&WayOut> {
        self.orders.iter().find(|part| part.order == id)
    }

    /// Writes the ways out as JSON.
    ///
    /// # Errors
    ///
    /// [`ExplainError::Json`] if they cannot be written.
    pub fn to_json(&self) -> Result<String, ExplainError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads ways out written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`ExplainError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, ExplainError> {
        Ok(serde_json::from_str(text)?)
    }
}
