//! Who comes first, under one policy, in one scenario.

use std::collections::BTreeMap;

use serde::Serialize;

use super::eligibility::GatedPartner;
use super::standing::{OrderStanding, PartnerStanding};
use super::weight_path::{WeightStep, step_in};
use crate::scenario::{
    AmongOnTime, Lost, Measure, Method, Month, Override, PolicyId, ProductId, Rule,
};

/// A policy applied: the standing of every partner and every order, with the reasons.
///
/// Its [`Display`](std::fmt::Display) is what a planner wants to see: attribute by
/// attribute, score, tier and weight of each partner in the first month, then the
/// multipliers, every month in which somebody's standing changes, who is kept from what,
/// and the overrides with their reasons.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ranking {
    pub(super) policy: PolicyId,
    pub(super) rule: Rule,
    pub(super) measure: Measure,
    pub(super) tail: f64,
    pub(super) lost: Lost,
    pub(super) among_on_time: AmongOnTime,
    pub(super) tiers: Vec<String>,
    pub(super) start: Month,
    pub(super) criteria: Vec<String>,
    pub(super) partners: Vec<PartnerStanding>,
    pub(super) changes: Vec<RankingChange>,
    pub(super) multipliers: BTreeMap<ProductId, f64>,
    pub(super) ageing: f64,
    pub(super) gated: Vec<GatedPartner>,
    pub(super) overrides: Vec<Override>,
    pub(super) orders: Vec<OrderStanding>,
    pub(super) paths: Vec<Vec<WeightStep>>,
}

/// The partners whose standing changes in a month.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RankingChange {
    /// The first month of the new standing.
    pub from: Month,
    /// The criteria from then on.
    pub criteria: Vec<String>,
    /// Those whose standing changes, by id.
    pub partners: Vec<PartnerStanding>,
}

impl Ranking {
    /// The policy that was applied.
    pub fn policy(&self) -> &PolicyId {
        &self.policy
    }

    /// The rule of the policy.
    pub fn rule(&self) -> &Rule {
        &self.rule
    }

    /// How a plan is made by it.
    pub fn method(&self) -> Method<'_> {
        self.rule.ruling().method()
    }

    /// What a unit of backlog counts for.
    pub fn measure(&self) -> Measure {
        self.measure
    }

    /// Months of backlog that an undelivered unit counts on top.
    pub fn tail(&self) -> f64 {
        self.tail
    }

    /// What a unit counts for whose customer has left.
    pub fn lost(&self) -> Lost {
        self.lost
    }

    /// Who is delivered early where several can be on time.
    pub fn among_on_time(&self) -> AmongOnTime {
        self.among_on_time
    }

    /// The first month of the scenario, for which [`partners`](Self::partners) holds.
    pub fn start(&self) -> Month {
        self.start
    }

    /// The attributes of the criteria in the first month.
    pub fn criteria(&self) -> &[String] {
        &self.criteria
    }

    /// Factors on the weights of a product's orders, where they are not 1.
    pub fn multipliers(&self) -> &BTreeMap<ProductId, f64> {
        &self.multipliers
    }

    /// Orders whose standing is set by hand, with the reasons.
    pub fn overrides(&self) -> &[Override] {
        &self.overrides
    }

    /// Names of the tiers, highest first.
    pub fn tiers(&self) -> &[String] {
        &self.tiers
    }

    /// The standing of each partner of the scenario in the first month, by id.
    pub fn partners(&self) -> &[PartnerStanding] {
        &self.partners
    }

    /// The months after the first in which somebody's standing changes.
    pub fn changes(&self) -> &[RankingChange] {
        &self.changes
    }

    /// By how much, as a share, weights grow in a month of waiting: n months after its
    /// due month an order weighs `1 + ageing · n` times as much.
    pub fn ageing(&self) -> f64 {
        self.ageing
    }

    /// The partners that gates keep from products, by product and partner.
    pub fn gated(&self) -> &[GatedPartner] {
        &self.gated
    }

    /// The standing of each order of the scenario, by id.
    pub fn orders(&self) -> &[OrderStanding] {
        &self.orders
    }

    /// Tiers and weights by month of those orders whose standing changes.
    pub fn paths(&self) -> &[Vec<WeightStep>] {
        &self.paths
    }

    /// Position in [`tiers`](Self::tiers) of the tier of an order in a month; none if there is no
    /// such order.
    pub fn tier_in(&self, order: &str, month: Month) -> Option<usize> {
        self.position(order).map(|position| self.tier_at(position, month))
    }

    /// The weight of an order in a month, before urgency and ageing; none if there is no such order.
    pub fn weight_in(&self, order: &str, month: Month) -> Option<f64> {
        self.position(order).map(|position| self.weight_at(position, month))
    }

    fn position(&self, order: &str) -> Option<usize> {
        self.orders.binary_search_by(|part| part.order.as_str().cmp(order)).ok()
    }

    /// Position of the tier of the order at a position, in a month.
    pub(crate) fn tier_at(&self, order: usize, month: Month) -> usize {
        let standing = &self.orders[order];
        let path = standing.path.map_or(&[][..], |path| &self.paths[path]);
        step_in(path, month).map_or(standing.tier, |step| step.tier)
    }

    /// The step of a path that holds in a month; the first one before all of them.
    pub(crate) fn path_in(&self, path: usize, month: Month) -> Option<&WeightStep> {
        step_in(&self.paths[path], month)
    }

    /// The weight of the order at a position in a month, before urgency and ageing.
    pub(crate) fn weight_at(&self, order: usize, month: Month) -> f64 {
        let standing = &self.orders[order];
        let path = standing.path.map_or(&[][..], |path| &self.paths[path]);
        step_in(path, month).map_or(standing.weight, |step| standing.factor * step.weight)
    }
}
