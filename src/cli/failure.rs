//! Why a command failed.

use std::error::Error;
use std::fmt;
use std::process::ExitCode;

use crate::report::printable;

/// The longest line of a message, in characters.
const LONGEST_LINE: usize = 1_000;

/// Why the command ends with an exit code other than 0.
#[derive(Debug)]
pub(super) enum Failure {
    /// Findings, or something failed: code 1.
    Failed(String),
    /// Wrong usage: code 2.
    Usage(String),
}

impl Failure {
    /// A failure: the error with all its causes.
    pub(super) fn of(error: &dyn Error) -> Self {
        Self::Failed(with_causes(error))
    }

    /// A failure that concerns a file.
    pub(super) fn with(path: &dyn fmt::Display, error: &dyn Error) -> Self {
        Self::Failed(format!("{path}: {}", with_causes(error)))
    }

    /// What it says.
    pub(super) fn message(&self) -> &str {
        let (Self::Failed(message) | Self::Usage(message)) = self;
        message
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
        // A file or an argument may put anything into a message, however long.
        let lines = printable(self.message());
        for (number, line) in lines.split('\n').enumerate() {
            let start = if number == 0 { "error: " } else { "\n" };
            match line.char_indices().nth(LONGEST_LINE) {
                Some((end, _)) => write!(f, "{start}{}…", &line[..end])?,
                None => write!(f, "{start}{line}")?,
            }
        }
        Ok(())
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
