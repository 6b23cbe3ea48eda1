//! The months that are planned.

use super::month::Month;

/// The months of a plan: a first one, and how many there are. Whatever goes from months to
/// positions and back goes through it.
///
/// ```
/// use apportion::scenario::{Horizon, Month};
///
/// let month = |text: &str| text.parse::<Month>();
/// let year = Horizon::new(month("2026-01")?, 12);
/// assert_eq!((year.last(), year.end()), (month("2026-12")?, month("2027-01")?));
/// assert_eq!(year.index_of(month("2026-03")?), 2);
/// assert_eq!(year.index_of(month("2030-01")?), 12);
/// assert!(!year.contains(month("2025-12")?));
/// assert_eq!(year.iter().count(), 12);
/// # Ok::<(), apportion::scenario::ParseMonthError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Horizon {
    start: Month,
    months: u32,
}

impl Horizon {
    /// The most months that can be planned.
    pub const MOST_MONTHS: u32 = 1200;

    /// So many months from one on.
    pub const fn new(start: Month, months: u32) -> Self {
        Self { start, months }
    }

    /// The first month.
    pub const fn start(self) -> Month {
        self.start
    }

    /// How many months there are.
    pub const fn months(self) -> u32 {
        self.months
    }

    /// The last month; the first if there is none.
    pub fn last(self) -> Month {
        self.start + self.months.saturating_sub(1)
    }

    /// The month after the last.
    pub fn end(self) -> Month {
        self.start + self.months
    }

    /// The month at an index; the month after the last for the number of months.
    pub fn month(self, index: usize) -> Month {
        self.start + u32::try_from(index).unwrap_or(u32::MAX)
    }

    /// The index of a month: 0 for the first month and everything before it, the number of
    /// months for everything after the last.
    pub fn index_of(self, month: Month) -> usize {
        (month.since(self.start)).min(self.months) as usize
    }

    /// Whether a month is one of them.
    pub fn contains(self, month: Month) -> bool {
        (self.start..self.end()).contains(&month)
    }

    /// All months, the first one first.
    pub fn iter(self) -> impl Iterator<Item = Month> {
        (0..self.months).map(move |index| self.start + index)
    }
}
