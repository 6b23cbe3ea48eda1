//! How every example ends.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

/// Prints the text, or what went wrong with its causes. A reader that has seen enough
/// (`| head`) is no failure.
pub(crate) fn print(text: Result<String, Box<dyn Error>>) -> ExitCode {
    let text = match text {
        Ok(text) => text,
        Err(error) => {
            let mut message = error.to_string();
            let mut cause = error.source();
            while let Some(error) = cause {
                message = format!("{message}: {error}");
                cause = error.source();
            }
            let _ = writeln!(io::stderr(), "error: {message}");
            return ExitCode::FAILURE;
        }
    };
    match io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => ExitCode::SUCCESS,
    }
}
