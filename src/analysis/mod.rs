//! What plans mean side by side: who waits how long, who gains and who loses.
//!
//! Everything here works on finished [plans](crate::plan::Plan), whatever made them.

mod case;
mod comparison;
mod csv;
mod error;
mod expansion;
mod outcome;
mod plans;
mod quote;
mod sums;
mod table;
mod totals;

pub use case::Case;
pub use comparison::{Comparison, compare};
pub use error::CompareError;
pub use expansion::compare_expansion;
pub use outcome::PartnerOutcome;
pub use plans::plans;
pub use quote::{
    Answer, AtRank, Booking, Catalogue, Dates, Keep, Later, Offer, Quote, QuoteError,
    QuotedTranche, Quoter,
};
pub use totals::{LevelTotal, Totals};
