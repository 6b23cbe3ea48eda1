//! The calendar month, the only unit of time.

use std::fmt;
use std::str::FromStr;

use crate::scenario::file::text::shorten;

/// A calendar month, written `YYYY-MM`.
///
/// ```
/// use apportion::scenario::Month;
///
/// let signed: Month = "2023-11".parse()?;
/// let due = Month::new(2024, 2)?;
/// assert_eq!(due.months_since(signed), 3);
/// assert_eq!(signed.checked_add(3), Some(due));
/// assert_eq!(due.to_string(), "2024-02");
/// assert!("2024-13".parse::<Month>().is_err());
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

/// The months of year 1 to year 9999.
const FIRST: i32 = 12;
const LAST: i32 = 9999 * 12 + 11;

impl Month {
    /// The month of a year (1 to 9999) by its number (1 to 12).
    ///
    /// # Errors
    ///
    /// [`ParseMonthError`] if either is out of range.
    pub fn new(year: u16, month: u8) -> Result<Self, ParseMonthError> {
        if (1..=9999).contains(&year) && (1..=12).contains(&month) {
            Ok(Self(i32::from(year) * 12 + i32::from(month) - 1))
        } else {
            Err(ParseMonthError { text: format!("{year:04}-{month:02}") })
        }
    }

    /// Months since the beginning of the year 0.
    pub(in crate::scenario) fn number(self) -> i32 {
        self.0
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The number of the month in its year, 1 to 12.
    pub fn month(self) -> i32 {
        self.0.rem_euclid(12) + 1
    }

    /// How many months this one is after another; negative if it is before.
    pub fn months_since(self, other: Self) -> i32 {
        self.0 - other.0
    }

    /// The month this many months later (earlier if negative), unless it is outside
    /// the years 1 to 9999.
    pub fn checked_add(self, months: i32) -> Option<Self> {
        let sum = self.0.checked_add(months)?;
        (FIRST..=LAST).contains(&sum).then_some(Self(sum))
    }

    /// Like [`checked_add`](Self::checked_add), ending at the first or last month there is.
    #[must_use]
    pub fn saturating_add(self, months: i32) -> Self {
        Self(self.0.saturating_add(months).clamp(FIRST, LAST))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}", self.year(), self.month()))
    }
}

impl fmt::Debug for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

/// A text that is no month.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not a month; months are written YYYY-MM, from 0001-01 to 9999-12")]
pub struct ParseMonthError {
    text: String,
}

impl FromStr for Month {
    type Err = ParseMonthError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = |part: &str, len: usize| {
            (part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse::<u16>().ok())
                .flatten()
        };
        let parsed = text.split_once('-').and_then(|(year, month)| {
            Self::new(digits(year, 4)?, u8::try_from(digits(month, 2)?).ok()?).ok()
        });
        parsed.ok_or_else(|| ParseMonthError { text: shorten(text) })
    }
}

impl serde::Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
