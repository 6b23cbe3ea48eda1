//! Labour: hours of a month that lines share.

use super::calendar::Calendar;
use super::component::per_start;
use super::number::Fraction;
use super::outage::Outages;
use super::ramp::Ramp;
use super::table::Table;

/// Hours, of which what a month does not use is lost.
pub(super) struct Labour {
    /// The hours by month.
    pub(super) hours: Vec<Fraction>,
    need: Vec<(String, Option<String>, Fraction)>,
    /// Whether they are for a start, and not for a good unit.
    pub(super) per_start: bool,
}

impl Labour {
    /// Labour of the file.
    pub(super) fn read(table: &Table<'_>, calendar: &Calendar) -> Result<Self, String> {
        let ramp = Ramp::read(table, "hours", calendar)?;
        let outages = Outages::read(table, calendar)?;
        let mut need = Vec::new();
        for entry in table.tables("need", &["line", "product", "hours"])? {
            need.push((
                entry.said("line")?.to_owned(),
                entry.text("product")?.map(str::to_owned),
                entry.amount("hours")?,
            ));
        }
        let hours = (0..calendar.months)
            .map(|month| ramp.amount(month, calendar) * outages.left(month))
            .collect();
        Ok(Self { hours, need, per_start: per_start(table)? })
    }

    /// The hours of a product on a line: those of its own entry, else those of the line.
    pub(super) fn need(&self, line: &str, product: &str) -> Option<&Fraction> {
        let of_line = || self.need.iter().filter(|(on, _, _)| on == line);
        of_line()
            .find(|(_, of, _)| of.as_deref() == Some(product))
            .or_else(|| of_line().find(|(_, of, _)| of.is_none()))
            .map(|(_, _, hours)| hours)
    }
}
