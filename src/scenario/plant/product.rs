//! What is delivered.

use serde::{Deserialize, Serialize};

use super::stockpile::Stockpile;
use crate::scenario::book::Partner;
use crate::scenario::file::strict;
use crate::scenario::id::ProductId;
use crate::scenario::rights::ApprovalLead;
use crate::scenario::time::Month;

/// A product: what is ordered, made and delivered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Product {
    pub(in crate::scenario) id: ProductId,
    #[serde(default = "unit")]
    pub(in crate::scenario) unit: String,
    #[serde(default, skip_serializing_if = "Counting::is_whole")]
    pub(in crate::scenario) counting: Counting,
    #[serde(default = "one")]
    pub(in crate::scenario) value: f64,
    #[serde(default)]
    pub(in crate::scenario) approval_lead: u32,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) approval_leads: Vec<ApprovalLead>,
    #[serde(
        default,
        deserialize_with = "strict::optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub(in crate::scenario) stockpile: Option<Stockpile>,
}

fn unit() -> String {
    "unit".to_owned()
}

fn one() -> f64 {
    1.0
}

/// How a product is counted when it is delivered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Counting {
    /// In whole units: work in progress is delivered in the month in which its unit is
    /// complete.
    #[default]
    Whole,
    /// By measure (tonnes, litres): every part is delivered when it is made.
    Measured,
}

impl Counting {
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
    fn is_whole(&self) -> bool {
        *self == Self::Whole
    }
}

impl Product {
    /// A product counted in whole units, worth 1 a unit, without approval lead.
    pub fn new(id: impl Into<ProductId>) -> Self {
        Self {
            id: id.into(),
            unit: unit(),
            counting: Counting::Whole,
            value: 1.0,
            approval_lead: 0,
            approval_leads: Vec::new(),
            stockpile: None,
        }
    }

    /// Names the unit (round, launcher, litre).
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// Says how deliveries are counted.
    #[must_use]
    pub fn counted(mut self, counting: Counting) -> Self {
        self.counting = counting;
        self
    }

    /// The worth of one unit, in any currency as long as it is the same for all.
    #[must_use]
    pub fn worth(mut self, value: f64) -> Self {
        self.value = value;
        self
    }

    /// Months between contract and the first delivery that is allowed.
    #[must_use]
    pub fn approval_lead(mut self, months: u32) -> Self {
        self.approval_lead = months;
        self
    }

    /// Adds another lead for some partners; the first that is meant for a partner counts.
    #[must_use]
    pub fn approval_for(mut self, lead: ApprovalLead) -> Self {
        self.approval_leads.push(lead);
        self
    }

    /// Lets it be made ahead and kept in stock until it can be taken.
    #[must_use]
    pub fn stockpile(mut self, stockpile: Stockpile) -> Self {
        self.stockpile = Some(stockpile);
        self
    }

    /// Brings what is carried in stock into one order.
    pub(in crate::scenario) fn sort(&mut self) {
        if let Some(stockpile) = &mut self.stockpile {
            stockpile.carried.sort_by(|a, b| {
                a.caps.cmp(&b.caps).then_with(|| a.quantity.total_cmp(&b.quantity))
            });
        }
    }

    /// How it is kept in stock; none if it is made to order.
    pub fn stock(&self) -> Option<&Stockpile> {
        self.stockpile.as_ref()
    }

    /// Its id.
    pub fn id(&self) -> &ProductId {
        &self.id
    }

    /// The name of its unit.
    pub fn unit_name(&self) -> &str {
        &self.unit
    }

    /// How deliveries are counted.
    pub fn counting(&self) -> Counting {
        self.counting
    }

    /// The worth of one unit.
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Months between contract and the first delivery that is allowed.
    pub fn approval_lead_months(&self) -> u32 {
        self.approval_lead
    }

    /// The leads of some partners.
    pub fn approval_leads(&self) -> &[ApprovalLead] {
        &self.approval_leads
    }

    /// Months between a contract of a partner, signed in a month, and the first delivery
    /// that is allowed. Attributes are those of the month in which it is signed.
    pub fn lead_for(&self, partner: &Partner, signed: Month) -> u32 {
        let own = self.approval_leads.iter().find(|lead| lead.is_for(partner, signed));
        own.map_or(self.approval_lead, ApprovalLead::months)
    }
}
