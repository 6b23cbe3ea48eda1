//! From a scenario and a ranking to the neutral linear program, and the way back.

mod availability;
mod blocks;
mod commitments;
mod entitled;
mod formulation;
mod key;
mod levels;
mod member;
mod portions;
mod shared;
mod stocks;
mod waiting;

pub use availability::{Job, OneLine, Room, Wanted, WantedTranche};
pub use commitments::Pledges;
pub use entitled::Entitled;
pub use formulation::Formulation;
pub use member::{Member, Split};
pub use stocks::Build;
