//! What a policy makes of a partner and of an order.

use serde::Serialize;

use super::eligibility::Eligibility;
use crate::scenario::{OrderId, PartnerId};

/// What a policy makes of a partner.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PartnerStanding {
    /// The partner.
    pub partner: PartnerId,
    /// Position of its tier in [`Ranking::tiers`](super::Ranking::tiers). Where tiers go
    /// by order (ratings), the highest tier of its orders.
    pub tier: usize,
    /// Weight of its orders before multipliers and urgency.
    pub weight: f64,
    /// Sum over the criteria of weight × normalised attribute; none without criteria.
    pub score: Option<f64>,
    /// The part of each criterion in the score.
    pub parts: Vec<ScorePart>,
}

/// One criterion's part in a partner's score.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ScorePart {
    /// The partner's attribute.
    pub value: f64,
    /// 0 at the floor, 1 at the target.
    pub normalised: f64,
    /// Normalised × weight of the criterion.
    pub points: f64,
}

/// What a policy makes of an order.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct OrderStanding {
    /// The order.
    pub order: OrderId,
    /// Position of its tier in [`Ranking::tiers`](super::Ranking::tiers), in the first
    /// month.
    pub tier: usize,
    /// Its weight in the first month, multiplier included, before the urgency of its
    /// tranches and before ageing.
    pub weight: f64,
    /// Where tier or weight change: the position of its path in
    /// [`Ranking::paths`](super::Ranking::paths).
    pub path: Option<usize>,
    /// What the weights of its path are multiplied by.
    pub factor: f64,
    /// Whether it may be served.
    pub eligibility: Eligibility,
    /// Why it is treated otherwise than the rule says, if it is.
    pub overridden: Option<String>,
}

impl OrderStanding {
    /// An order like any other.
    pub(super) fn equal(order: &OrderId) -> Self {
        Self {
            order: order.clone(),
            tier: 0,
            weight: 1.0,
            path: None,
            factor: 1.0,
            eligibility: Eligibility::Always,
            overridden: None,
        }
    }
}
