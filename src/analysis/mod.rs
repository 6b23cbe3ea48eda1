//! What plans mean: side by side, order by order, why they are late, what would help, when
//! more can be had, and what a policy's numbers decide.
//!
//! Everything here works on finished [plans](crate::plan::Plan), whatever made them.

mod compare;
mod difference;
pub mod explain;
mod quote;
mod sensitivity;
pub mod way_out;

pub use compare::{
    Case, CompareError, Comparison, Cost, Depth, LevelTotal, PartnerOutcome, PartnerValue, Study,
    Totals, Utilisation, Value, compare, compare_expansion, compare_scenarios, gini, plans, study,
};
pub use difference::{
    Difference, Direction, OrderDifference, PartnerDifference, PlanName, Shift, Side,
};
pub use explain::{Cause, WhyLate, why_late};
pub use quote::{
    Answer, AtRank, Booking, Catalogue, Dates, Keep, Later, Offer, Quote, QuoteError,
    QuotedTranche, Quoter,
};
pub use sensitivity::{
    Access, Crossing, FailedStep, FlipPoints, GateFlip, Missing, Sweep, SweepError, SweepStep,
    Swept, TierDistance, TierFlip, WeightFlip, flip_points, sweep_tiers, sweep_weight,
};
