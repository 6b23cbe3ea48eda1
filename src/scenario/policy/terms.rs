//! What a policy goes by in a month.

use super::criterion::Criterion;
use super::policy::Policy;
use super::tier::Tier;
use super::weight_scale::WeightScale;
use crate::scenario::time::Month;

/// What a policy goes by in a month, after all its changes until then.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PolicyTerms<'a> {
    criteria: &'a [Criterion],
    scale: WeightScale,
    tiers: &'a [Tier],
}

impl<'a> PolicyTerms<'a> {
    /// The criteria of the score.
    pub fn criteria(&self) -> &'a [Criterion] {
        self.criteria
    }

    /// How scores become weights.
    pub fn weight_scale(&self) -> WeightScale {
        self.scale
    }

    /// The tiers, highest first.
    pub fn tiers(&self) -> &'a [Tier] {
        self.tiers
    }
}

impl Policy {
    /// What it goes by in a month.
    pub fn terms_in(&self, month: Month) -> PolicyTerms<'_> {
        let (criteria, scale, tiers) = (self.criteria(), self.weight_scale(), self.tier_list());
        let mut terms = PolicyTerms { criteria, scale, tiers };
        for change in self.changes.iter().take_while(|change| change.from <= month) {
            if !change.criteria.is_empty() {
                terms.criteria = &change.criteria;
            }
            if !change.tiers.is_empty() {
                terms.tiers = &change.tiers;
            }
            terms.scale = change.weight.unwrap_or(terms.scale);
        }
        terms
    }
}
