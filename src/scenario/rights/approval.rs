//! How long an approval takes for whom.

use serde::{Deserialize, Serialize};

use crate::scenario::book::Partner;
use crate::scenario::file::strict;
use crate::scenario::id::PartnerId;
use crate::scenario::policy::Threshold;
use crate::scenario::time::Month;

/// An approval lead for one partner, or for all that meet thresholds, instead of the
/// product's own.
///
/// ```
/// use apportion::scenario::{ApprovalLead, Product};
///
/// // Two months for the north, six for allies, a year for everybody else.
/// let product = Product::new("launcher")
///     .approval_lead(12)
///     .approval_for(ApprovalLead::of_partner("north", 2))
///     .approval_for(ApprovalLead::new(6).at_least("ally", 1.0));
/// assert_eq!(product.approval_leads().len(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ApprovalLead {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::scenario) partner: Option<PartnerId>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) thresholds: Vec<Threshold>,
    pub(in crate::scenario) months: u32,
}

impl ApprovalLead {
    /// A lead for partners that meet thresholds, of which there must be at least one.
    pub fn new(months: u32) -> Self {
        Self { partner: None, thresholds: Vec::new(), months }
    }

    /// A lead for one partner.
    pub fn of_partner(partner: impl Into<PartnerId>, months: u32) -> Self {
        Self { partner: Some(partner.into()), ..Self::new(months) }
    }

    /// For partners whose attribute is at least this much.
    #[must_use]
    pub fn at_least(mut self, attribute: impl Into<String>, value: f64) -> Self {
        self.thresholds.push(Threshold::at_least(attribute, value));
        self
    }

    /// For partners whose attribute is at most this much.
    #[must_use]
    pub fn at_most(mut self, attribute: impl Into<String>, value: f64) -> Self {
        self.thresholds.push(Threshold::at_most(attribute, value));
        self
    }

    /// The partner that it is for, if it is for one.
    pub fn partner(&self) -> Option<&PartnerId> {
        self.partner.as_ref()
    }

    /// What partners must meet, if it is for all who do.
    pub fn thresholds(&self) -> &[Threshold] {
        &self.thresholds
    }

    /// Its months.
    pub fn months(&self) -> u32 {
        self.months
    }

    /// Whether it is meant for a partner, whose attributes are those of a month.
    pub fn is_for(&self, partner: &Partner, month: Month) -> bool {
        match &self.partner {
            Some(id) => id == partner.id(),
            None => partner.meets(&self.thresholds, month),
        }
    }
}
