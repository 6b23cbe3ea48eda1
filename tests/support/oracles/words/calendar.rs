//! The horizon and its working days.

use std::collections::{BTreeMap, BTreeSet};

use super::date::{Date, days, weekday};
use super::table::Table;

/// Which months are planned, and which of their days are worked.
pub(super) struct Calendar {
    /// How many months are planned.
    pub(super) months: i64,
    /// The first month, counted from the year 0.
    start: i64,
    holidays: BTreeSet<(i64, i64)>,
    listed: BTreeMap<i64, i64>,
}

impl Calendar {
    /// That of a file.
    pub(super) fn read(file: &Table<'_>) -> Result<Self, String> {
        let start = Date::read(file.said("start")?, 0)?.month;
        let months = file.count("months")?.ok_or("the number of months is missing")?;
        let mut calendar =
            Self { months, start, holidays: BTreeSet::new(), listed: BTreeMap::new() };
        let Some(value) = file.get("calendar") else { return Ok(calendar) };
        let table = Table::new(value, "calendar", &["holidays", "working_days"])?;
        for day in table.entries("holidays")? {
            let text = day.as_str().ok_or("not covered: a holiday that is no text")?;
            let (month, number) = text.rsplit_once('-').ok_or("a holiday is no day")?;
            let number = number.parse().map_err(|_| format!("{text} is no day"))?;
            calendar.holidays.insert((calendar.month(month)?, number));
        }
        for entry in table.tables("working_days", &["month", "days"])? {
            let month = calendar.month(entry.said("month")?)?;
            calendar.listed.insert(month, entry.count("days")?.ok_or("days are missing")?);
        }
        Ok(calendar)
    }

    /// A date of the file.
    pub(super) fn date(&self, text: &str) -> Result<Date, String> {
        Date::read(text, self.start)
    }

    /// The month of a date of the file.
    pub(super) fn month(&self, text: &str) -> Result<i64, String> {
        Ok(self.date(text)?.month)
    }

    /// How many days of a month are worked.
    pub(super) fn working_days(&self, month: i64) -> i64 {
        if let Some(days) = self.listed.get(&month) {
            return *days;
        }
        let counted = month + self.start;
        (1..=days(counted))
            .filter(|day| weekday(counted, *day) < 5 && !self.holidays.contains(&(month, *day)))
            .count() as i64
    }
}
