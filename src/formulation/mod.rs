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
mod told_apart;
mod window;

pub(crate) use availability::{CapableToPromise, Job, OneLine, Wanted};
pub(crate) use commitments::Pledges;
pub(crate) use entitled::{Entitled, Rights};
pub use formulation::Formulation;
pub(crate) use held::Held;
pub use member::{Member, Split};
pub(crate) use remainders::in_whole_units;
pub use told::ToldLevel;
