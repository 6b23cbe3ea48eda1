//! Policies with the usual data of their rules.

use super::criterion::Criterion;
use super::dpas::Dpas;
use super::policy::Policy;
use super::pro_rata::ProRata;
use super::queue::Queue;
use super::score::Score;
use super::sequence::Sequence;
use super::tier::Tier;
use super::tiers::Tiers;
use crate::scenario::id::PolicyId;

impl Policy {
    /// First come, first served, each as early as possible; see [`Queue`] for others.
    pub fn first_come_first_served(id: impl Into<PolicyId>) -> Self {
        Self::new(id, Queue::new())
    }

    /// Shares in proportion to what is open.
    pub fn pro_rata(id: impl Into<PolicyId>) -> Self {
        Self::new(id, ProRata {})
    }

    /// Weights by score, straight from 1 to 10; see [`Score`] for others.
    pub fn score(id: impl Into<PolicyId>, criteria: impl IntoIterator<Item = Criterion>) -> Self {
        Self::new(id, Score::new(criteria))
    }

    /// Strict tiers, by date inside; see [`Tiers`] for others. The last one must be open to
    /// all.
    pub fn tiers(id: impl Into<PolicyId>, tiers: impl IntoIterator<Item = Tier>) -> Self {
        Self::new(id, Tiers::new(tiers))
    }

    /// One tranche after the other, by priority, contract date, sequence and id.
    pub fn sequence(id: impl Into<PolicyId>) -> Self {
        Self::new(id, Sequence::new())
    }

    /// Ratings `DX` over `DO` over unrated orders; see [`Dpas`] for others.
    pub fn dpas(id: impl Into<PolicyId>) -> Self {
        Self::new(id, Dpas::new())
    }
}
