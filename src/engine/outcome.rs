//! How a solve ended.

use std::fmt;

use super::solution::Solution;

/// How a solve ended: with an answer, or at a limit.
///
/// The two are different variants so that an unfinished answer cannot be taken for a
/// finished one.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
#[non_exhaustive]
pub enum Outcome {
    /// The engine finished. An optimising engine has proven every level: bound and
    /// objective agree within [`crate::tolerance::GAP`]. A rule has been applied and proves
    /// nothing.
    Finished(Solution),
    /// A limit was reached first.
    Stopped(Stopped),
}

/// A solve that reached a limit before its answer was proven.
#[derive(Debug, Clone, PartialEq)]
pub struct Stopped {
    pub(crate) reason: StopReason,
    pub(crate) best: Option<Solution>,
}

impl Stopped {
    /// Which limit was reached.
    pub fn reason(&self) -> StopReason {
        self.reason
    }

    /// The best feasible point found, if there is one, with the bounds known for it
    /// ([`LevelResult::gap`](crate::model::LevelResult::gap) tells how far it may be from the
    /// optimum). It is not optimal, or not known to be.
    pub fn best_so_far(&self) -> Option<&Solution> {
        self.best.as_ref()
    }
}

/// Which limit ended a solve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum StopReason {
    /// [`SolveOptions::time_limit`](super::SolveOptions::time_limit).
    TimeLimit,
    /// [`SolveOptions::pivot_limit`](super::SolveOptions::pivot_limit).
    PivotLimit,
    /// [`SolveOptions::cancel`](super::SolveOptions::cancel).
    Cancelled,
}

impl fmt::Display for StopReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::TimeLimit => "the time limit was reached",
            Self::PivotLimit => "the limit of pivots was reached",
            Self::Cancelled => "it was cancelled",
        })
    }
}
