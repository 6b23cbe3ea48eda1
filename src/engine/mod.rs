//! Engines: a [`Model`](crate::model::Model) goes in, an [`Outcome`] with checked bounds comes
//! out.

mod apart;
mod certificate;
mod error;
#[cfg(feature = "good_lp")]
mod good_lp;
mod gub;
mod interface;
mod options;
mod outcome;
mod price_interval;
mod progress;
mod rules;
mod solution;
mod timings;

pub use crate::model::{Cell, LevelResult, Point};
pub use certificate::{Flaw, certify, feasible, require_proof};
pub use error::EngineError;
#[cfg(feature = "good_lp")]
pub use good_lp::{Backend, GoodLp};
pub use gub::{Exact, WarmStart};
pub use interface::Engine;
pub use options::{CancelToken, SolveOptions};
pub use outcome::{Outcome, StopReason, Stopped};
pub(crate) use price_interval::price_intervals_with_ranges;
pub use price_interval::{
    PriceError, PriceInterval, PriceRange, Saving, price_intervals, price_intervals_by_paths,
    price_intervals_by_solves, price_ranges, savings,
};
pub use progress::{Progress, ProgressListener, Tasks};
pub use rules::{Dispatch, Hold, ProRata, Shipped};
pub use solution::{Solution, Statistics};
pub use timings::Timings;
