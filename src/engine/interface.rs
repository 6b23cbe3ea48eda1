//! What every engine can do.

use super::error::EngineError;
use super::gub::warm::start::WarmStart;
use super::options::SolveOptions;
use super::outcome::Outcome;
use crate::model::Model;

pub(crate) mod sealed {
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
    /// [`EngineError`] if no trustworthy answer can be given: the engine broke down, or its
    /// answer did not pass [`certify`](super::certify). Reaching a limit of `options` is not
    /// an error but [`Outcome::Stopped`].
    fn solve(&self, model: &Model, options: &SolveOptions) -> Result<Outcome, EngineError>;

    /// Solves the model as [`solve`](Self::solve) does, with a warm start that the solve of a
    /// similar model has left, and leaves one for the next solve. Only the exact engine uses
    /// warm starts; the others ignore them and leave none.
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
