//! What plans mean side by side: who waits how long, who gains and who loses.
//!
//! Everything here works on finished [plans](crate::plan::Plan), whatever made them.

mod case;
mod comparison;
mod crossing;
mod csv;
mod depth;
mod difference;
mod difference_text;
mod error;
mod expansion;
pub mod explain;
mod flip_points;
mod flip_text;
mod gate_flips;
mod gini;
mod least;
mod outcome;
mod plans;
mod quote;
mod shift;
mod study;
mod study_text;
mod sums;
mod sweep;
mod sweep_error;
mod sweep_text;
mod table;
mod tier_flips;
mod totals;
mod value;
pub mod way_out;
mod weight_flips;

pub use case::Case;
pub use comparison::{Comparison, compare};
pub use crossing::Crossing;
pub use depth::{Depth, PartnerValue, Utilisation};
pub use difference::{Difference, OrderDifference, PartnerDifference, PlanName};
pub use error::CompareError;
pub use expansion::compare_expansion;
pub use explain::{Cause, WhyLate, why_late};
pub use flip_points::{FlipPoints, flip_points};
pub use gate_flips::{Access, GateFlip};
pub use gini::gini;
pub use least::Cost;
pub use outcome::PartnerOutcome;
pub use plans::plans;
pub use quote::{
    Answer, AtRank, Booking, Catalogue, Dates, Keep, Later, Offer, Quote, QuoteError,
    QuotedTranche, Quoter,
};
pub use shift::{Direction, Shift, Side};
pub use study::{Study, compare_scenarios, study};
pub use sweep::{Sweep, SweepStep, Swept, sweep_tiers, sweep_weight};
pub use sweep_error::SweepError;
pub use tier_flips::{Missing, TierDistance, TierFlip};
pub use totals::{LevelTotal, Totals};
pub use value::Value;
pub use weight_flips::WeightFlip;
