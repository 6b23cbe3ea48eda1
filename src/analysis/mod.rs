//! What plans mean side by side: who waits how long, who gains and who loses.
//!
//! Everything here works on finished [plans](crate::plan::Plan), whatever made them.

mod case;
mod comparison;
mod csv;
mod error;
mod expansion;
pub mod explain;
mod outcome;
mod plans;
mod sums;
mod table;
mod totals;
pub mod way_out;

pub use case::Case;
pub use comparison::{Comparison, compare};
pub use error::CompareError;
pub use expansion::compare_expansion;
pub use explain::{Cause, WhyLate, why_late};
pub use outcome::PartnerOutcome;
pub use plans::plans;
pub use totals::{LevelTotal, Totals};
