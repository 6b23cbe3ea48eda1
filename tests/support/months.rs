//! Months by index.

use apportion::scenario::Month;

/// The month at an index from 2026-01 on; negative ones are before.
pub(crate) fn month(index: i32) -> Month {
    shifted(const { Month::new(2026, 1).unwrap() }, index)
}

/// The month so many months later, or earlier.
pub(crate) fn shifted(month: Month, by: i32) -> Month {
    if by < 0 { month - by.unsigned_abs() } else { month + by.unsigned_abs() }
}
