//! Which days are worked.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::date::{Date, weekdays_in};
use super::month::Month;
use crate::scenario::file::strict;

/// The working days of each month: Monday to Friday less the holidays, or as many as are
/// listed for a month. It counts for ramps whose rates are
/// [per working day](crate::scenario::Ramp::per_working_day).
///
/// ```
/// use apportion::scenario::{Calendar, Date, Month};
///
/// let month = |text: &str| text.parse::<Month>();
/// let calendar = Calendar::new()
///     .holiday("2026-12-25".parse::<Date>()?)
///     .holiday("2026-12-26".parse::<Date>()?)
///     .working_days(month("2026-08")?, 10);
/// assert_eq!(calendar.days_in(month("2026-07")?), 23);
/// assert_eq!(calendar.days_in(month("2026-08")?), 10);
/// // The 26th is a Saturday.
/// assert_eq!(calendar.days_in(month("2026-12")?), 22);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) holidays: Vec<Date>,
    #[serde(default, deserialize_with = "strict::tables", skip_serializing_if = "Vec::is_empty")]
    pub(in crate::scenario) working_days: Vec<WorkingDays>,
}

/// The working days of one month, as listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingDays {
    /// The month.
    pub month: Month,
    /// Its working days.
    pub days: u32,
}

impl Calendar {
    /// Monday to Friday.
    pub fn new() -> Self {
        Self::default()
    }

    /// A day that is not worked.
    #[must_use]
    pub fn holiday(mut self, date: Date) -> Self {
        self.holidays.push(date);
        self
    }

    /// The working days of a month, whatever weekdays and holidays it has.
    #[must_use]
    pub fn working_days(mut self, month: Month, days: u32) -> Self {
        self.working_days.push(WorkingDays { month, days });
        self
    }

    /// The days that are not worked.
    pub fn holidays(&self) -> &[Date] {
        &self.holidays
    }

    /// The months whose working days are listed.
    pub fn listed(&self) -> &[WorkingDays] {
        &self.working_days
    }

    /// The working days of a month.
    pub fn days_in(&self, month: Month) -> u32 {
        if let Some(listed) = self.working_days.iter().find(|listed| listed.month == month) {
            return listed.days;
        }
        let off = self.holidays.iter().filter(|date| date.month() == month && !date.is_weekend());
        weekdays_in(month).saturating_sub(off.count() as u32)
    }

    /// The working days of some months. Complexity: O(months + holidays).
    pub(in crate::scenario) fn days(&self, start: Month, months: u32) -> Vec<f64> {
        let listed: BTreeMap<Month, u32> =
            self.working_days.iter().map(|listed| (listed.month, listed.days)).collect();
        let mut off: BTreeMap<Month, u32> = BTreeMap::new();
        for date in self.holidays.iter().filter(|date| !date.is_weekend()) {
            *off.entry(date.month()).or_default() += 1;
        }
        let days = |index: u32| {
            let month = start + index;
            let holidays = off.get(&month).copied().unwrap_or(0);
            let rule = || weekdays_in(month).saturating_sub(holidays);
            f64::from(listed.get(&month).copied().unwrap_or_else(rule))
        };
        (0..months).map(days).collect()
    }
}
