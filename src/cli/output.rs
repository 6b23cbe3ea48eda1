//! Where results go.

use std::convert::Infallible;
use std::fs;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::PathBuf;
use std::str::FromStr;

use super::failure::Failure;

/// A file to write, or standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Screen,
    File(PathBuf),
}

impl FromStr for Target {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "-" { Self::Screen } else { Self::File(text.into()) })
    }
}

/// Whether one of the targets is standard output, which then holds nothing else. Two
/// cannot share it.
pub(super) fn takes_screen(targets: [Option<&Target>; 2]) -> Result<bool, Failure> {
    match targets.iter().filter(|target| **target == Some(&Target::Screen)).count() {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Failure::Usage("--json - and --csv - cannot both go to standard output".into())),
    }
}

/// Standard output. Once nobody reads it any more, it takes everything silently.
#[derive(Debug)]
pub(super) struct Screen {
    out: BufWriter<Stdout>,
    closed: bool,
}

impl Screen {
    pub(super) fn new() -> Self {
        Self { out: BufWriter::new(io::stdout()), closed: false }
    }

    /// Prints a text as a line.
    pub(super) fn line(&mut self, text: impl std::fmt::Display) -> Result<(), Failure> {
        if self.closed {
            return Ok(());
        }
        let written = writeln!(self.out, "{text}");
        self.note(written)
    }

    /// Writes a text to a target; it ends with a line feed.
    pub(super) fn write(&mut self, target: &Target, text: &str) -> Result<(), Failure> {
        let text = text.trim_end_matches('\n');
        match target {
            Target::Screen => self.line(text),
            Target::File(path) => fs::write(path, format!("{text}\n"))
                .map_err(|error| Failure::with(&path.display(), &error)),
        }
    }

    /// Whether everything arrived.
    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.note(flushed)
    }

    fn note(&mut self, result: io::Result<()>) -> Result<(), Failure> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            Err(error) => Err(Failure::with(&"standard output", &error)),
            Ok(()) => Ok(()),
        }
    }
}

/// Once nobody reads any more, everything counts as written.
impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        match self.out.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(bytes.len())
            }
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed { Ok(()) } else { self.out.flush() }
    }
}

/// Tells something that is no result.
pub(super) fn note(text: &str) {
    // Nobody is left to tell if this fails.
    let _ = writeln!(io::stderr(), "{text}");
}
