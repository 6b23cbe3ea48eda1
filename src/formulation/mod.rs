//! From a scenario and a ranking to the neutral linear program, and the way back.

mod availability;
mod backlog_costs;
mod blocks;
mod build;
mod commitments;
mod dues;
mod entitled;
mod formulation;
mod held;
mod key;
mod levels;
mod member;
mod portions;
mod remainders;
mod row;
mod sequence;
mod shared;
mod stocks;
mod told;
mod window;

pub use availability::{CapableToPromise, Job, OneLine, Wanted, WantedTranche};
pub use build::Build;
pub use commitments::Pledges;
pub use entitled::{Entitled, Rights};
pub use formulation::Formulation;
pub use held::Held;
pub use member::{Member, Split};
pub use remainders::in_whole_units;
pub use told::ToldLevel;
