//! Why there are no price intervals.

use crate::engine::certificate::flaw::Flaw;
use crate::engine::error::EngineError;
use crate::engine::outcome::StopReason;

/// There are no price intervals.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum PriceError {
    /// The model has no such level.
    #[error("there is no level {level}, the model has {levels}")]
    Level {
        /// The level asked for, from 0.
        level: usize,
        /// Number of levels.
        levels: usize,
    },
    /// The model has no such row.
    #[error("there is no row {row}, the model has {rows}")]
    Row {
        /// The row asked for.
        row: usize,
        /// Number of rows.
        rows: usize,
    },
    /// Shortest paths give the interval of transportation models in whole numbers only.
    #[error("the model is not a transportation model in whole numbers: {0}")]
    NoTransportation(&'static str),
    /// The point is not feasible, or not optimal on the first level.
    #[error("the point does not determine prices")]
    Point(#[from] Flaw),
    /// The engine gave no answer that can be trusted.
    #[error("a solve failed")]
    Engine(#[from] EngineError),
    /// The engine has no prices.
    #[error("the engine reports no prices")]
    NoPrices,
    /// A limit was reached.
    #[error("a solve was stopped before it finished ({0:?})")]
    Stopped(StopReason),
}
