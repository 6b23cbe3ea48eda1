//! A day, as far as calendars need it.

use std::fmt;
use std::str::FromStr;

use super::month::Month;
use crate::scenario::file::text::shorten;

/// A day of the Gregorian calendar, written `YYYY-MM-DD`.
///
/// ```
/// use apportion::scenario::Date;
///
/// let day: Date = "2026-12-25".parse()?;
/// assert_eq!(day.month().to_string(), "2026-12");
/// assert!(!day.is_weekend());
/// assert!("2026-02-29".parse::<Date>().is_err());
/// # Ok::<(), apportion::scenario::ParseDateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    month: Month,
    day: u8,
}

impl Date {
    /// A day of a month by its number; none if the month has no such day.
    pub fn new(month: Month, day: u8) -> Option<Self> {
        (1..=days_in(month)).contains(&day).then_some(Self { month, day })
    }

    /// Its month.
    pub fn month(self) -> Month {
        self.month
    }

    /// Its number in the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Whether it is a Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        (weekday_of_first(self.month) + u32::from(self.day) - 1) % 7 >= 5
    }
}

/// The number of days of a month.
pub(in crate::scenario) fn days_in(month: Month) -> u8 {
    match month.month() {
        2 if is_leap(month.year()) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days from Monday to Friday of a month.
pub(in crate::scenario) fn weekdays_in(month: Month) -> u32 {
    let first = weekday_of_first(month);
    (0..u32::from(days_in(month))).filter(|day| (first + day) % 7 < 5).count() as u32
}

/// The weekday of the first day of a month, 0 for Monday: the days since Monday,
/// 0001-01-01 of the Gregorian calendar, counted with its leap years.
fn weekday_of_first(month: Month) -> u32 {
    let before = month.year() - 1;
    let years = 365 * before + before / 4 - before / 100 + before / 400;
    let january = month - (month.month() as u32 - 1);
    let months = (0..month.month() - 1).map(|index| january + index as u32);
    let days = years + months.map(|month| i32::from(days_in(month))).sum::<i32>();
    days.rem_euclid(7) as u32
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{}-{:02}", self.month, self.day))
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A text that is no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a day; days are written YYYY-MM-DD, from 0001-01-01 to 9999-12-31")]
pub struct ParseDateError {
    text: String,
}

impl TryFrom<&str> for Date {
    type Error = ParseDateError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for Date {
    type Err = ParseDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parsed = text.rsplit_once('-').and_then(|(month, day)| {
            let digits = day.len() == 2 && day.bytes().all(|byte| byte.is_ascii_digit());
            Self::new(month.parse().ok()?, day.parse().ok().filter(|_| digits)?)
        });
        parsed.ok_or_else(|| ParseDateError { text: shorten(text) })
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, weekdays_in};
    use crate::scenario::Month;

    #[test]
    fn weekends_are_where_the_almanac_has_them() {
        let weekend = |text: &str| text.parse::<Date>().map(Date::is_weekend);
        // A Saturday, a Sunday, a Monday, a Friday; the leap day of 2000, a Tuesday.
        for (day, expected) in [
            ("1969-07-19", true),
            ("2023-01-01", true),
            ("0001-01-01", false),
            ("2026-12-25", false),
            ("2000-02-29", false),
            ("9999-12-31", false),
        ] {
            assert_eq!(weekend(day), Ok(expected), "{day}");
        }
        assert!("1900-02-29".parse::<Date>().is_err());
        assert!("2026-1-01".parse::<Date>().is_err());
        assert!("2026-01-+1".parse::<Date>().is_err());
    }

    #[test]
    fn weekdays_of_months() {
        // February 2021 began on a Monday; August 2026 begins on a Saturday.
        let count = |text: &str| text.parse::<Month>().map(weekdays_in);
        assert_eq!(count("2021-02"), Ok(20));
        assert_eq!(count("2026-08"), Ok(21));
        assert_eq!(count("2024-02"), Ok(21));
    }
}
