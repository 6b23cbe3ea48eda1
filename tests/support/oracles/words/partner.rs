//! Partners and the thresholds that they meet.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::number::Fraction;
use super::table::Table;

/// A customer with attributes that change with time.
pub(super) struct Partner {
    /// Its id.
    pub(super) id: String,
    attributes: BTreeMap<String, Fraction>,
    changes: Vec<(i64, BTreeMap<String, Fraction>)>,
}

impl Partner {
    /// A partner of the file.
    pub(super) fn read(table: &Table<'_>, calendar: &Calendar) -> Result<Self, String> {
        let mut changes = Vec::new();
        for change in table.tables("changes", &["from", "attributes"])? {
            let attributes = change.numbers("attributes")?.into_iter().collect();
            changes.push((calendar.month(change.said("from")?)?, attributes));
        }
        Ok(Self {
            id: table.said("id")?.to_owned(),
            attributes: table.numbers("attributes")?.into_iter().collect(),
            changes,
        })
    }

    /// An attribute in a month; what a change does not name stays as it was.
    pub(super) fn attribute(&self, name: &str, month: i64) -> Option<&Fraction> {
        let mut changed = self.changes.iter().rev().filter(|(from, _)| *from <= month);
        changed
            .find_map(|(_, attributes)| attributes.get(name))
            .or_else(|| self.attributes.get(name))
    }
}

/// A bound on an attribute.
#[derive(Clone)]
pub(super) struct Threshold {
    attribute: String,
    at_least: Option<Fraction>,
    at_most: Option<Fraction>,
}

impl Threshold {
    /// The thresholds of a table.
    pub(super) fn list(table: &Table<'_>) -> Result<Vec<Self>, String> {
        let mut thresholds = Vec::new();
        for entry in table.tables("thresholds", &["attribute", "at_least", "at_most"])? {
            thresholds.push(Self {
                attribute: entry.said("attribute")?.to_owned(),
                at_least: entry.number("at_least")?,
                at_most: entry.number("at_most")?,
            });
        }
        Ok(thresholds)
    }

    /// Whether a partner meets it in a month; without the attribute it does not.
    pub(super) fn met(&self, partner: &Partner, month: i64) -> bool {
        partner.attribute(&self.attribute, month).is_some_and(|value| {
            self.at_least.as_ref().is_none_or(|least| least <= value)
                && self.at_most.as_ref().is_none_or(|most| value <= most)
        })
    }
}
