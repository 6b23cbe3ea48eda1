//! Dates: the month plans, the day puts in sequence.

use std::cmp::Ordering;

/// A month, counted from the first of the horizon, and perhaps a day of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Date {
    /// The month: 0 is the first of the horizon, what is before it is negative.
    pub(super) month: i64,
    day: Option<i64>,
}

impl Date {
    /// Reads `2026-03` or `2026-03-10`, seen from a first month counted from the year 0.
    pub(super) fn read(text: &str, start: i64) -> Result<Self, String> {
        let broken = || format!("{text} is no date");
        let parts: Vec<i64> = text
            .split('-')
            .map(|part| part.parse().map_err(|_| broken()))
            .collect::<Result<_, _>>()?;
        let (year, month, day) = match parts[..] {
            [year, month] => (year, month, None),
            [year, month, day] => (year, month, Some(day)),
            _ => return Err(broken()),
        };
        Ok(Self { month: year * 12 + month - 1 - start, day })
    }

    /// Which of two comes first.
    ///
    /// A month without a day.
    pub(super) fn of(month: i64) -> Self {
        Self { month, day: None }
    }

    /// Who gives no day comes after all days of the month.
    pub(super) fn before(self, other: Self) -> Ordering {
        let key = |date: Self| (date.month, date.day.is_none(), date.day);
        key(self).cmp(&key(other))
    }
}

/// The day of the week of a date, 0 on Monday.
pub(super) fn weekday(month_since_year_0: i64, day: i64) -> i64 {
    // Years begin in March, so that the odd day of a leap year is the last one.
    let shifted = month_since_year_0 - 2;
    let (year, month) = (shifted.div_euclid(12), shifted.rem_euclid(12));
    let days = year * 365 + year.div_euclid(4) - year.div_euclid(100)
        + year.div_euclid(400)
        + (month * 153 + 2) / 5
        + day;
    // 1 March of the year 0 was a Wednesday.
    (days + 1).rem_euclid(7)
}

/// How many days a month has.
pub(super) fn days(month_since_year_0: i64) -> i64 {
    let (year, month) = (month_since_year_0.div_euclid(12), month_since_year_0.rem_euclid(12));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        1 => 28 + i64::from(leap),
        3 | 5 | 8 | 10 => 30,
        _ => 31,
    }
}
