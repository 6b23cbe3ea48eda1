//! Who comes first: a [`Policy`](crate::scenario::Policy) applied to a scenario.

mod rank;
mod ranking;

pub use rank::rank;
pub use ranking::{OrderStanding, PartnerStanding, Ranking, ScorePart};
