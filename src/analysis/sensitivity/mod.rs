//! What a policy's numbers decide: where it would decide otherwise, and which dates would move.

mod crossing;
mod flip_points;
mod gate_flips;
mod sweep;
mod sweep_error;
mod tier_flips;
mod weight_flips;

pub use crossing::Crossing;
pub use flip_points::{FlipPoints, flip_points};
pub use gate_flips::{Access, GateFlip};
pub use sweep::{FailedStep, Sweep, SweepStep, Swept, sweep_tiers, sweep_weight};
pub use sweep_error::SweepError;
pub use tier_flips::{Missing, TierDistance, TierFlip};
pub use weight_flips::WeightFlip;
