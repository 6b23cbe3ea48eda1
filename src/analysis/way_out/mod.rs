//! What would bring a late order on time.
//!
//! The search tries changes of one kind at a time: an expansion of the scenario that is off;
//! more capacity of a line or more of a component from some month on, or more of several
//! where no single one is enough; the next higher tier; a slip of another order. Which lines,
//! components and orders are worth a try follows from [`why_late`](super::explain::why_late) and, where several do, from the
//! prices of the plan.
//!
//! An amount is the smallest at which the order is on time, found by halving between one
//! that fails and one that does; whole units, or 1 % of the amount where that is more. With
//! strict tiers or weights, or in a queue placed by due months, more capacity can in rare cases
//! move an order back, so that a smaller amount far from it might do as well; next to it none
//! does. Plans
//! during the search begin from where the one before ended; every way reported is planned
//! once more from scratch and its plan is [checked](crate::check::check).
//!
//! Dates can jump. Where two orders cost a policy almost the same, whichever goes first, a
//! slip of one of them by a month turns that around, and the other comes years earlier.

mod change;
mod others;
mod query;
mod scarce;
mod search;
mod way;

pub use change::Change;
pub use query::WayOutQuery;
pub use search::ways_out;
pub use way::{Way, WayOut, WaysOut};
