//! From scenario and policy to plan, through every station.

mod advanced;
mod answer;
mod attributed;
mod availability;
mod bench;
mod commitments;
mod conflict;
mod delivery;
mod derive;
mod error;
mod exact_shares;
mod expansions;
mod export;
mod infeasible;
mod levels;
mod losses;
mod one_line;
mod planner;
mod repair;
mod reservations;
mod resource_use;
mod sequence;
mod served;
mod share;
mod split;
mod stocks;
mod warm;
mod whole_units;

pub use availability::Availability;
pub use conflict::{Bottleneck, Conflict, OnConflict};
pub use error::PlanError;
pub use planner::{EngineChoice, PlanOutcome, Planner, StoppedPlan, UnknownEngine, plan};
pub use warm::PlanStart;
