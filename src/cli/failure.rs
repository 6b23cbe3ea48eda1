//! Why the command did not do what it was asked for.

use std::error::Error;
use std::fmt;
use std::process::ExitCode;

/// Why the command ends with another code than 0.
#[derive(Debug)]
pub(super) enum Failure {
    /// Findings, or something failed: code 1.
    Failed(String),
    /// Called wrongly: code 2.
    Usage(String),
}

impl Failure {
    /// Something failed; tells the error with all its causes.
    pub(super) fn of(error: &dyn Error) -> Self {
        Self::Failed(with_causes(error))
    }

    /// Something failed with a file.
    pub(super) fn with(path: &dyn fmt::Display, error: &dyn Error) -> Self {
        Self::Failed(format!("{path}: {}", with_causes(error)))
    }

    pub(super) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Failed(_) => ExitCode::from(1),
            Self::Usage(_) => ExitCode::from(2),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Self::Failed(message) | Self::Usage(message)) = self;
        write!(f, "error: {message}")
    }
}

fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
