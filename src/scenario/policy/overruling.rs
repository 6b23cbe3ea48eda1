//! Orders that a policy treats otherwise than its rule says.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::scenario::id::OrderId;

/// A tier, a weight or both for one order, instead of what the policy gives it, with the
/// reason, which every report repeats.
///
/// ```
/// use apportion::scenario::Override;
///
/// let favour = Override::new("N-1", "donated its stock in March").tier("first").weight(8.0);
/// assert_eq!(favour.reason(), "donated its stock in March");
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    pub(in crate::scenario) order: OrderId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) tier: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) weight: Option<f64>,
    pub(in crate::scenario) reason: String,
}

impl Override {
    /// An override of an order. It needs a [`tier`](Self::tier) or a
    /// [`weight`](Self::weight).
    pub fn new(order: impl Into<OrderId>, reason: impl Into<String>) -> Self {
        Self { order: order.into(), tier: None, weight: None, reason: reason.into() }
    }

    /// The tier of the order, for the whole horizon.
    #[must_use]
    pub fn tier(mut self, tier: impl Into<String>) -> Self {
        self.tier = Some(tier.into());
        self
    }

    /// The weight of the order, > 0, for the whole horizon: instead of the policy's,
    /// multipliers included. Urgency and ageing still count.
    #[must_use]
    pub fn weight(mut self, weight: f64) -> Self {
        self.weight = Some(weight);
        self
    }

    /// The order.
    pub fn order(&self) -> &OrderId {
        &self.order
    }

    /// The tier it is given.
    pub fn tier_id(&self) -> Option<&str> {
        self.tier.as_deref()
    }

    /// The weight it is given.
    pub fn weight_given(&self) -> Option<f64> {
        self.weight
    }

    /// Why.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for Override {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.order)?;
        if let Some(tier) = &self.tier {
            write!(f, " tier {tier}")?;
        }
        if let Some(weight) = self.weight {
            let and = if self.tier.is_some() { "," } else { "" };
            write!(f, "{and} weight {weight}")?;
        }
        write!(f, ", because: {}", self.reason)
    }
}
