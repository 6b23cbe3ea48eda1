//! Why an engine gave no answer.

use super::certificate::Flaw;

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
    /// The engine cannot express something that the model contains.
    #[error("engine {engine} does not support {what}")]
    Unsupported {
        /// The engine.
        engine: &'static str,
        /// What it cannot express.
        what: &'static str,
    },
}
