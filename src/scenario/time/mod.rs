//! Months, days and the working days of months.

mod calendar;
mod date;
mod horizon;
mod month;
mod when;

pub use calendar::{Calendar, WorkingDays};
pub(super) use date::days_in;
pub use date::{Date, ParseDateError};
pub use horizon::Horizon;
pub use month::{Month, ParseMonthError};
pub use when::{ParseWhenError, When};
