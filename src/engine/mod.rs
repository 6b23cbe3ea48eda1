//! Engines: a [`Model`] goes in, an [`Outcome`] with checked bounds comes out.

mod apart;
mod certificate;
mod error;
mod good_lp;
mod gub;
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
pub use good_lp::{Backend, GoodLp};
pub use gub::{Exact, WarmStart};
pub use options::{CancelToken, SolveOptions};
pub use outcome::{Outcome, StopReason, Stopped};
pub(crate) use price_interval::price_intervals_with_ranges;
pub use price_interval::{
    PriceError, PriceInterval, PriceRange, Saving, price_intervals, price_intervals_by_paths,
    price_intervals_by_solves, price_ranges, savings,
};
pub use progress::{Progress, ProgressListener};
pub use rules::{Dispatch, ProRata};
pub use solution::{Solution, Statistics};
pub use timings::Timings;

use crate::model::Model;

mod sealed {
    pub trait Sealed {}
}

/// Something that solves a [`Model`].
///
/// The trait is sealed: the engines are those of this crate.
pub trait Engine: sealed::Sealed + std::fmt::Debug + Send + Sync {
    /// A short stable name, such as `exact` or `microlp`.
    fn name(&self) -> &'static str;

    /// Solves the model level by level.
    ///
    /// # Errors
    ///
    /// [`EngineError`] if no trustworthy answer can be given: the engine broke down,
    /// or its answer did not pass [`certify`]. Reaching a limit of `options` is not an
    /// error but [`Outcome::Stopped`].
    fn solve(&self, model: &Model, options: &SolveOptions) -> Result<Outcome, EngineError>;

    /// Solves the model as [`solve`](Self::solve) does, from what another solve of much the
    /// same model left, and leaves the same for the next one. Only the exact engine can;
    /// the others begin anew and leave nothing.
    ///
    /// # Errors
    ///
    /// As [`solve`](Self::solve).
    fn solve_after(
        &self,
        model: &Model,
        options: &SolveOptions,
        start: Option<&WarmStart>,
    ) -> Result<(Outcome, Option<WarmStart>), EngineError> {
        let _ = start;
        Ok((self.solve(model, options)?, None))
    }
}
