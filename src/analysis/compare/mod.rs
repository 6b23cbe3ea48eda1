//! Plans side by side: who waits how long, who gains and who loses, and what it costs.

mod case;
mod comparison;
mod depth;
mod error;
mod expansion;
mod gini;
mod least;
mod outcome;
mod plans;
mod study;
mod sums;
mod totals;
mod value;

pub use case::Case;
pub use comparison::{Comparison, compare};
pub use depth::{Depth, PartnerValue, Utilisation};
pub use error::CompareError;
pub use expansion::compare_expansion;
pub use gini::gini;
pub use least::Cost;
pub use outcome::PartnerOutcome;
pub use plans::plans;
pub(in crate::analysis) use plans::plans_or_errors;
pub use study::{Study, compare_scenarios, study};
pub use totals::{LevelTotal, Totals};
pub use value::Value;
