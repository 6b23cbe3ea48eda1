//! Who orders.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::scenario::file::strict;
use crate::scenario::id::PartnerId;
use crate::scenario::policy::{PartnerChange, Threshold};
use crate::scenario::time::Month;

/// A customer with numeric attributes that policies may refer to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    pub(in crate::scenario) id: PartnerId,
    #[serde(
        default,
        deserialize_with = "strict::amounts",
        skip_serializing_if = "BTreeMap::is_empty"
    )]
    pub(in crate::scenario) attributes: BTreeMap<String, f64>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) changes: Vec<PartnerChange>,
}

impl Partner {
    /// A partner without attributes.
    pub fn new(id: impl Into<PartnerId>) -> Self {
        Self { id: id.into(), attributes: BTreeMap::new(), changes: Vec::new() }
    }

    /// Sets an attribute: any name, any finite number.
    #[must_use]
    pub fn attribute(mut self, name: impl Into<String>, value: f64) -> Self {
        self.attributes.insert(name.into(), value);
        self
    }

    /// Changes an attribute from a month on; changes are given in ascending months.
    ///
    /// ```
    /// use apportion::scenario::{Month, Partner};
    ///
    /// let month = |text: &str| text.parse::<Month>();
    /// let partner = Partner::new("north")
    ///     .attribute("spending", 1.8)
    ///     .attribute_from(month("2027-01")?, "spending", 2.4);
    /// assert_eq!(partner.attribute_in("spending", month("2026-12")?), Some(1.8));
    /// assert_eq!(partner.attribute_in("spending", month("2027-01")?), Some(2.4));
    /// # Ok::<(), apportion::scenario::ParseMonthError>(())
    /// ```
    #[must_use]
    pub fn attribute_from(mut self, from: Month, name: impl Into<String>, value: f64) -> Self {
        let name = name.into();
        if let Some(change) = self.changes.last_mut().filter(|change| change.from == from) {
            change.attributes.insert(name, value);
        } else {
            let attributes = BTreeMap::from([(name, value)]);
            self.changes.push(PartnerChange { from, attributes });
        }
        self
    }

    /// Its id.
    pub fn id(&self) -> &PartnerId {
        &self.id
    }

    /// Its attributes.
    pub fn attributes(&self) -> &BTreeMap<String, f64> {
        &self.attributes
    }

    /// The changes of its attributes, the earliest first.
    pub fn changes(&self) -> &[PartnerChange] {
        &self.changes
    }

    /// An attribute in a month, after all changes until then.
    pub fn attribute_in(&self, name: &str, month: Month) -> Option<f64> {
        let until = self.changes.partition_point(|change| change.from <= month);
        let mut changes = self.changes[..until].iter().rev();
        let changed = changes.find_map(|change| change.attributes.get(name));
        changed.or_else(|| self.attributes.get(name)).copied()
    }

    /// Whether it meets all of these thresholds in a month.
    pub fn meets(&self, thresholds: &[Threshold], month: Month) -> bool {
        thresholds.iter().all(|threshold| {
            let value = self.attribute_in(threshold.attribute(), month);
            value.is_some_and(|value| threshold.is_met_by(value))
        })
    }
}
