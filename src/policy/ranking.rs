//! Who comes first, under one policy, in one scenario.

use std::fmt;

use serde::Serialize;

use crate::scenario::{Inside, Measure, OrderId, PartnerId, PolicyId, Rule};
use crate::text;

/// A policy applied: the standing of every partner and every order, with the reasons.
///
/// Its [`Display`](fmt::Display) is the table a planner wants to see: attribute by
/// attribute, score, tier and weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    pub(super) policy: PolicyId,
    pub(super) rule: Rule,
    pub(super) measure: Measure,
    pub(super) inside: Inside,
    pub(super) tail: f64,
    pub(super) tiers: Vec<String>,
    pub(super) criteria: Vec<String>,
    pub(super) partners: Vec<PartnerStanding>,
    pub(super) orders: Vec<OrderStanding>,
}

/// What a policy makes of a partner.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PartnerStanding {
    /// The partner.
    pub partner: PartnerId,
    /// Position of its tier in [`Ranking::tiers`]. Where tiers go by order (ratings),
    /// the highest tier of its orders.
    pub tier: usize,
    /// Weight of its orders before urgency.
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
    /// Position of its tier in [`Ranking::tiers`].
    pub tier: usize,
    /// Its weight, before the urgency of its tranches.
    pub weight: f64,
}

impl Ranking {
    /// The policy that was applied.
    pub fn policy(&self) -> &PolicyId {
        &self.policy
    }

    /// The rule of the policy.
    pub fn rule(&self) -> Rule {
        self.rule
    }

    /// What a unit of backlog counts for.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// Who comes first inside a tier.
    pub fn inside(&self) -> Inside {
        self.inside
    }

    /// Months of backlog that an undelivered unit counts on top.
    pub fn tail(&self) -> f64 {
        self.tail
    }

    /// Names of the tiers, highest first.
    pub fn tiers(&self) -> &[String] {
        &self.tiers
    }

    /// The standing of each partner of the scenario, by id.
    pub fn partners(&self) -> &[PartnerStanding] {
        &self.partners
    }

    /// The standing of each order of the scenario, by id.
    pub fn orders(&self) -> &[OrderStanding] {
        &self.orders
    }
}

impl fmt::Display for Ranking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Policy {}, rule {}", self.policy, self.rule.name())?;
        let mut heading = vec!["partner".to_owned(), "tier".to_owned()];
        heading.extend(self.criteria.iter().cloned());
        heading.extend(["score".to_owned(), "weight".to_owned()]);
        let mut table = text::table(heading);
        // Highest first, so that the table reads as a ranking.
        let mut order: Vec<&PartnerStanding> = self.partners.iter().collect();
        order.sort_by(|a, b| {
            a.tier
                .cmp(&b.tier)
                .then(b.weight.total_cmp(&a.weight))
                .then_with(|| a.partner.cmp(&b.partner))
        });
        for standing in order {
            let mut row = vec![
                standing.partner.to_string(),
                self.tiers.get(standing.tier).cloned().unwrap_or_default(),
            ];
            row.extend(standing.parts.iter().map(|part| {
                format!("{} → {}", text::number(part.value, 2), text::number(part.points, 3))
            }));
            row.push(standing.score.map_or_else(|| "–".to_owned(), |score| text::number(score, 3)));
            row.push(text::number(standing.weight, 2));
            table.add_row(row);
        }
        write!(f, "{}", text::render(&mut table, 2))
    }
}
