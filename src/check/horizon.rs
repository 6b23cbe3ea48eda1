//! Months as whole numbers, and the months of the plan.

use crate::scenario::Month;

/// The first and the last month that can be written: 0001-01 and 9999-12.
const WRITTEN: (i64, i64) = (12, 12 * 9999 + 11);

/// The number of a month: twelve times its year, and how far it is in it.
pub(super) fn number(month: Month) -> i64 {
    12 * i64::from(month.year()) + i64::from(month.month()) - 1
}

/// Months from one month to another; below zero if the other is earlier.
pub(super) fn between(from: Month, to: Month) -> i64 {
    number(to) - number(from)
}

/// The months of the plan, numbered from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Horizon {
    pub(super) start: Month,
    pub(super) months: usize,
}

impl Horizon {
    /// The month of a number; what cannot be written is the nearest that can.
    pub(super) fn written(&self, number: i64) -> Month {
        let number = number.clamp(WRITTEN.0, WRITTEN.1);
        let (year, month) = (number.div_euclid(12), number.rem_euclid(12) + 1);
        Month::new(year as u16, month as u8).unwrap_or(self.start)
    }

    /// The number of the month at an index.
    pub(super) fn number(&self, index: usize) -> i64 {
        number(self.start) + index as i64
    }

    /// The month at an index.
    pub(super) fn month(&self, index: usize) -> Month {
        self.written(self.number(index))
    }

    /// The index of a month, if it is one of the plan.
    pub(super) fn index(&self, month: Month) -> Option<usize> {
        let index = usize::try_from(between(self.start, month)).ok()?;
        (index < self.months).then_some(index)
    }

    /// The index of a month: 0 for all before the plan, the number of months for all after.
    pub(super) fn nearest(&self, month: Month) -> usize {
        between(self.start, month).clamp(0, self.months as i64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{Horizon, between};
    use crate::scenario::Month;

    fn month(year: u16, month: u8) -> Month {
        Month::new(year, month).unwrap()
    }

    #[test]
    fn months_count_over_the_turn_of_the_year() {
        assert_eq!(between(month(2025, 11), month(2026, 2)), 3);
        assert_eq!(between(month(2026, 2), month(2025, 11)), -3);
        let horizon = Horizon { start: month(2025, 11), months: 4 };
        assert_eq!(horizon.month(3), month(2026, 2));
        assert_eq!(horizon.index(month(2026, 2)), Some(3));
        assert_eq!(horizon.index(month(2026, 3)), None);
        assert_eq!(horizon.nearest(month(2024, 1)), 0);
        assert_eq!(horizon.nearest(month(2030, 1)), 4);
    }

    #[test]
    fn what_cannot_be_written_is_the_nearest_that_can() {
        let horizon = Horizon { start: month(9999, 11), months: 1 };
        assert_eq!(horizon.month(1), month(9999, 12));
        assert_eq!(horizon.month(40), month(9999, 12));
        assert_eq!(horizon.written(-5), month(1, 1));
    }
}
