//! The interval of a row's price: what one unit more of its right-hand side saves, and
//! what one unit less costs.
//!
//! Prices are not unique. Where a period is exactly full, one unit more may save little and one
//! unit less cost much, and an engine reports some number between the two. With
//! v(b) for the optimal cost of a level (given the levels before it) and e for one unit
//! of the row,
//!
//! ```text
//! gain = v(b) − v(b + e)   ≤   price   ≤   v(b − e) − v(b) = loss
//! ```
//!
//! on the first level, since v is convex in b. On later levels this need not hold where
//! the levels before change as well.
//!
//! An interval holds for one unit: the second may be worth less. How many are worth as much
//! as the first is what [`price_ranges`] tells. Both hold for this right-hand side only, and
//! for one row at a time.

mod error;
mod interval;
mod intervals;
mod parts;
mod paths;
mod ranges;
mod reach;
mod savings;
mod solver;
mod solves;
mod spot;

pub use error::PriceError;
pub use interval::PriceInterval;
pub use intervals::price_intervals;
pub use paths::price_intervals_by_paths;
pub(crate) use ranges::price_intervals_with_ranges;
pub use ranges::{PriceRange, price_ranges};
pub use savings::{Saving, savings};
pub use solves::price_intervals_by_solves;
