//! Why an engine gave no answer.

use super::certificate::flaw::Flaw;

/// An engine gave no answer that can be trusted.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum EngineError {
    /// The back end reported a failure, in its own words.
    #[error("engine {engine} failed: {message}")]
    Failed {
        /// The engine.
        engine: &'static str,
        /// What it said.
        message: String,
    },
    /// The engine claimed an answer that the certificate refuses.
    #[error("engine {engine} gave an answer that does not hold")]
    Refused {
        /// The engine.
        engine: &'static str,
        /// What does not hold.
        #[source]
        flaw: Flaw,
    },
    /// The model has no feasible point: no values of its columns satisfy all of these rows.
    #[error("the model cannot be satisfied: {} rows contradict each other, the first is {first}", rows.len())]
    Infeasible {
        /// The engine that found it out.
        engine: &'static str,
        /// The first of the rows, readable.
        first: String,
        /// The rows, numbered as by [`Model::row`](crate::model::Model::row).
        rows: Vec<usize>,
    },
    /// The engine cannot express something that the model contains.
    #[error("engine {engine} does not support {what}")]
    Unsupported {
        /// The engine.
        engine: &'static str,
        /// What it cannot express.
        what: &'static str,
    },
}
