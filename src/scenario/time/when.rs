//! A month, or a day of it.

use std::fmt;
use std::str::FromStr;

use super::date::{Date, days_in};
use super::month::Month;
use crate::scenario::file::text::shorten;

/// When something is signed, due or released: a month (`YYYY-MM`), or a day of it
/// (`YYYY-MM-DD`).
///
/// The month plans. The day puts orders of one month in sequence and does nothing else; who gives
/// none comes after all days of the month.
///
/// ```
/// use apportion::scenario::When;
///
/// let day: When = "2026-01-28".parse()?;
/// let month: When = "2026-01".parse()?;
/// assert_eq!(day.month(), month.month());
/// assert!("2026-01-05".parse::<When>()? < day && day < month);
/// assert_eq!((day.day(), month.day()), (Some(28), None));
/// # Ok::<(), apportion::scenario::ParseWhenError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct When {
    month: Month,
    /// 1 to 31, or above all days.
    day: u8,
}

const NO_DAY: u8 = u8::MAX;

impl When {
    /// Its month.
    pub fn month(self) -> Month {
        self.month
    }

    /// The number of its day in the month, from 1, if it has one.
    pub fn day(self) -> Option<u8> {
        (self.day != NO_DAY).then_some(self.day)
    }

    /// So many months later, on the same day or the last of a shorter month.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        let month = self.month + months;
        let day = self.day().map_or(NO_DAY, |day| day.min(days_in(month)));
        Self { month, day }
    }
}

impl From<Month> for When {
    fn from(month: Month) -> Self {
        Self { month, day: NO_DAY }
    }
}

impl From<Date> for When {
    fn from(date: Date) -> Self {
        Self { month: date.month(), day: date.day() }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day() {
            Some(day) => f.pad(&format!("{}-{day:02}", self.month)),
            None => self.month.fmt(f),
        }
    }
}

impl fmt::Debug for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A text that is neither a month nor a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{text}` is neither a month nor a day; they are written YYYY-MM or YYYY-MM-DD, from 0001 to \
     9999"
)]
pub struct ParseWhenError {
    text: String,
}

impl TryFrom<&str> for When {
    type Error = ParseWhenError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl FromStr for When {
    type Err = ParseWhenError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let month = || text.parse::<Month>().map(Self::from).ok();
        let day = || text.parse::<Date>().map(Self::from).ok();
        month().or_else(day).ok_or_else(|| ParseWhenError { text: shorten(text) })
    }
}

impl serde::Serialize for When {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for When {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::When;

    #[test]
    fn a_month_later_is_a_day_that_there_is() {
        let later = |text: &str, months| {
            text.parse::<When>().map(|when| when.plus_months(months).to_string())
        };
        assert_eq!(later("2026-01-31", 1).as_deref(), Ok("2026-02-28"));
        assert_eq!(later("2026-01-31", 2).as_deref(), Ok("2026-03-31"));
        assert_eq!(later("2026-01", 13).as_deref(), Ok("2027-02"));
    }

    #[test]
    fn what_is_no_date_says_so() {
        for text in ["2026-13", "2026-02-30", "2026-1-5", "", "2026-01-05T00:00"] {
            let error = text.parse::<When>().map_err(|error| error.to_string());
            assert!(error.is_err_and(|error| error.contains("YYYY-MM-DD")), "{text}");
        }
    }
}
