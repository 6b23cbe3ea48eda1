//! The calendar month, the only grain of time.

use std::fmt;
use std::ops::{Add, Sub};
use std::str::FromStr;

use crate::scenario::file::text::shorten;

/// A calendar month, written `YYYY-MM`: the one grain of time. Sums end at the first and the
/// last month there is.
///
/// ```
/// use apportion::scenario::Month;
///
/// const DUE: Month = Month::new(2024, 2).expect("a month");
/// let signed: Month = "2023-11".parse()?;
/// assert_eq!(DUE - signed, 3);
/// assert_eq!(signed + 3, DUE);
/// assert_eq!((DUE.since(signed), signed.since(DUE)), (3, 0));
/// assert_eq!(DUE.to_string(), "2024-02");
/// assert!(Month::try_from("2024-13").is_err());
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month(i32);

/// The months of year 1 to year 9999.
const FIRST: i32 = 12;
const LAST: i32 = 9999 * 12 + 11;

impl Month {
    /// The month of a year (1 to 9999) by its number (1 to 12); none if either is out of range.
    pub const fn new(year: u16, month: u8) -> Option<Self> {
        if year >= 1 && year <= 9999 && month >= 1 && month <= 12 {
            Some(Self(year as i32 * 12 + month as i32 - 1))
        } else {
            None
        }
    }

    /// The first month there is.
    pub(crate) const MIN: Self = Self(FIRST);

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

    /// How many months this one is after another; 0 if it is not.
    pub fn since(self, other: Self) -> u32 {
        (self.0 - other.0).max(0) as u32
    }

    /// The month this many months later, if there is one.
    pub fn checked_add(self, months: u32) -> Option<Self> {
        let sum = self.0.checked_add(i32::try_from(months).ok()?)?;
        (sum <= LAST).then_some(Self(sum))
    }
}

/// The month this many months later.
impl Add<u32> for Month {
    type Output = Self;

    fn add(self, months: u32) -> Self {
        let months = i32::try_from(months).unwrap_or(i32::MAX);
        Self(self.0.saturating_add(months).min(LAST))
    }
}

/// The month this many months earlier.
impl Sub<u32> for Month {
    type Output = Self;

    fn sub(self, months: u32) -> Self {
        let months = i32::try_from(months).unwrap_or(i32::MAX);
        Self(self.0.saturating_sub(months).max(FIRST))
    }
}

/// How many months this one is after another; negative if it is before.
impl Sub for Month {
    type Output = i32;

    fn sub(self, other: Self) -> i32 {
        self.0 - other.0
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
            Self::new(digits(year, 4)?, u8::try_from(digits(month, 2)?).ok()?)
        });
        parsed.ok_or_else(|| ParseMonthError { text: shorten(text) })
    }
}

impl TryFrom<&str> for Month {
    type Error = ParseMonthError;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
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
