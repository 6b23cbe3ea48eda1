//! Capable to promise: when a new order can be had, and what it costs others.

mod booking;
mod catalogue;
mod error;
mod keep;
mod later;
mod nobodys;
mod quoter;
mod value;

pub use booking::Booking;
pub use catalogue::{Catalogue, Offer};
pub use error::QuoteError;
pub use keep::Keep;
pub use later::Later;
pub use quoter::Quoter;
pub use value::{Answer, AtRank, Dates, Quote, QuotedTranche};
