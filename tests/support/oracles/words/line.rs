//! Lines: where products are made.

use std::collections::BTreeMap;

use super::calendar::Calendar;
use super::expansion::Expansion;
use super::number::{Fraction, whole};
use super::outage::Outages;
use super::ramp::Ramp;
use super::table::Table;

/// A production line.
pub(super) struct Line {
    /// Its id.
    pub(super) id: String,
    /// The capacity that a start of each product takes.
    pub(super) usage: BTreeMap<String, Fraction>,
    /// Its capacity by month, in starts: yield is not in it.
    pub(super) capacity: Vec<Fraction>,
    /// The share of good output by month.
    pub(super) good: Vec<Fraction>,
    /// The share of a ramp that comes through as good units.
    pub(super) through: Vec<Fraction>,
}

impl Line {
    /// A line of the file, with what expansions add to it.
    ///
    /// What they add passes through outages and yield as the line's own capacity does.
    pub(super) fn read(
        table: &Table<'_>,
        expansions: &[Expansion],
        calendar: &Calendar,
    ) -> Result<Self, String> {
        let id = table.said("id")?.to_owned();
        let ramp = Ramp::read(table, "ramp", calendar)?;
        let outages = Outages::read(table, calendar)?;
        let mut steps = Vec::new();
        for entry in table.tables("yield", &["from", "share"])? {
            let from = entry.text("from")?.map(|from| calendar.month(from)).transpose()?;
            steps.push((from.unwrap_or(i64::MIN), entry.amount("share")?));
        }
        let (mut capacity, mut good, mut through) = (Vec::new(), Vec::new(), Vec::new());
        for month in 0..calendar.months {
            let mut amount = ramp.amount(month, calendar);
            for expansion in expansions.iter().filter(|one| one.line.as_deref() == Some(&id)) {
                amount += expansion.amount(month, calendar);
            }
            capacity.push(amount * outages.left(month));
            let share = steps.iter().rev().find(|(from, _)| *from <= month);
            let share = share.map_or_else(|| whole(1), |(_, share)| share.clone());
            through.push(outages.left(month) * &share);
            good.push(share);
        }
        let usage = table.numbers("usage")?.into_iter().collect();
        Ok(Self { id, usage, capacity, good, through })
    }

    /// Its capacity in good units, of which shares and amounts are.
    pub(super) fn good_capacity(&self, month: usize) -> Fraction {
        &self.capacity[month] * &self.good[month]
    }

    /// How many starts a good unit of a product takes in a month; nothing where none can be
    /// made.
    pub(super) fn starts(&self, product: &str, month: usize) -> Option<Fraction> {
        self.usage.get(product)?;
        if self.capacity[month].is_zero() || self.good[month].is_zero() {
            return None;
        }
        Some(whole(1) / &self.good[month])
    }
}
