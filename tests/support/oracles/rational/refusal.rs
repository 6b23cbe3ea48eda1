//! Why there is no answer.

use std::fmt;

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// No point keeps all rows and bounds.
    Infeasible,
    /// The level has no least value on the optimal face of those before it.
    Unbounded {
        /// Position of the level.
        level: usize,
    },
    /// A number is not finite where it must be.
    NotANumber,
    /// A point has not one value for each block, or not one for each extra column.
    WrongLength,
}

impl fmt::Display for Refusal {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Infeasible => out.write_str("no point keeps all rows and bounds"),
            Self::Unbounded { level } => write!(out, "level {level} has no least value"),
            Self::NotANumber => out.write_str("a number is not finite"),
            Self::WrongLength => out.write_str("the point is not one of this model"),
        }
    }
}
