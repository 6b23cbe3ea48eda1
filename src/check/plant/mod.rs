//! How much there is each month, from ramps, calendars, yields, outages and expansions.

mod capacity;
mod expansion;
mod need;
mod ramp;
mod workdays;

pub(super) use capacity::{capacity, in_place, received, supply};
pub(super) use expansion::{added, begins};
pub(super) use need::{Each, hours, pieces};
pub(super) use workdays::workdays;
