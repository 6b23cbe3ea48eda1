//! What scarce things are worth: intervals of prices, and what a step more of each saves.

mod intervals;
mod leverage;
mod query;

pub use intervals::{PriceHolds, PriceIntervals, PriceRow};
pub use leverage::{Leverage, LeverageRow, Misled};
pub use query::PriceQuery;
