//! Planned outages of the calendar, of lines and labour.

use super::calendar::Calendar;
use super::number::{Fraction, whole};
use super::table::Table;

/// What share of a month's capacity its outages leave; where several meet, each takes its
/// share of what the others leave.
pub(super) struct Outages(Vec<(i64, i64, Fraction)>);

impl Outages {
    /// Those of a line or of labour.
    pub(super) fn read(table: &Table<'_>, calendar: &Calendar) -> Result<Self, String> {
        let mut outages = Vec::new();
        for entry in table.tables("outages", &["from", "to", "lost"])? {
            outages.push((
                calendar.month(entry.said("from")?)?,
                calendar.month(entry.said("to")?)?,
                entry.number("lost")?.unwrap_or_else(|| whole(1)),
            ));
        }
        Ok(Self(outages))
    }

    /// What is left of a month.
    pub(super) fn left(&self, month: i64) -> Fraction {
        let mut left = whole(1);
        for (from, to, lost) in &self.0 {
            if (*from..=*to).contains(&month) {
                left *= whole(1) - lost;
            }
        }
        left
    }
}
