//! Why the simplex ended without an optimum.

use crate::engine::outcome::StopReason;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Halt {
    Stopped(StopReason),
    /// These rows cannot be satisfied together.
    Infeasible(Vec<usize>),
    Unbounded,
    Broken(&'static str),
    /// A warm start has used up its budget of pivots.
    Budget,
}
