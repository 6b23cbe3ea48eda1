//! Who comes first: a [`Policy`](crate::scenario::Policy) applied to a scenario.

mod eligibility;
mod rank;
mod ranking;
mod standing;
mod weight_path;

pub use eligibility::{Eligibility, GatedPartner};
pub use rank::rank;
pub use ranking::{Ranking, RankingChange};
pub use standing::{OrderStanding, PartnerStanding, ScorePart};
pub use weight_path::WeightStep;
