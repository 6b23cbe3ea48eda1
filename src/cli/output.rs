//! Where results go.

use std::convert::Infallible;
use std::fs;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use super::failure::Failure;
use super::printable::printable;

/// A file to write, or standard output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    Screen,
    File(PathBuf),
}

impl Target {
    /// Whether it is a file with this ending.
    pub(super) fn ends_with(&self, ending: &str) -> bool {
        let Self::File(path) = self else { return false };
        path.extension().is_some_and(|found| found.eq_ignore_ascii_case(ending))
    }
}

impl FromStr for Target {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "-" { Self::Screen } else { Self::File(text.into()) })
    }
}

/// Whether one of the targets is standard output, which then gets nothing else. Two targets
/// cannot share it or a file, and none may be a file that is read.
pub(super) fn takes_screen(
    targets: [Option<&Target>; 2],
    read: &[impl AsRef<Path>],
) -> Result<bool, Failure> {
    let written = targets.iter().filter_map(|target| match target {
        Some(Target::File(path)) => Some(path),
        _ => None,
    });
    if let [json, csv] = written.clone().collect::<Vec<_>>()[..]
        && is_same(json, csv)
    {
        return Err(Failure::Usage("--json and --csv cannot both go to one file".into()));
    }
    for path in written {
        if read.iter().any(|read| is_same(read.as_ref(), path)) {
            let text = "is read and would be overwritten; give another name";
            return Err(Failure::Usage(format!("{} {text}", path.display())));
        }
    }
    match targets.iter().filter(|target| **target == Some(&Target::Screen)).count() {
        0 => Ok(false),
        1 => Ok(true),
        _ => Err(Failure::Usage("--json - and --csv - cannot both go to standard output".into())),
    }
}

/// Whether two paths lead to the same file, which need not exist yet. Devices are never the
/// same: they can be written twice.
fn is_same(one: &Path, other: &Path) -> bool {
    if fs::metadata(one).is_ok_and(|found| !found.is_file()) {
        return false;
    }
    let real = |path: &Path| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        // A path that cannot be resolved cannot be written either.
        let whole = fs::canonicalize(path);
        whole.ok().or_else(|| Some(fs::canonicalize(folder).ok()?.join(path.file_name()?)))
    };
    one == other || real(one).is_some_and(|path| real(other) == Some(path))
}

/// Standard output. Once its reader is gone, it discards everything silently.
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
        self.out(&printable(&text.to_string()))
    }

    /// Prints a text as it is.
    fn out(&mut self, text: &str) -> Result<(), Failure> {
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
            Target::Screen => self.out(text),
            Target::File(path) => fs::write(path, format!("{text}\n"))
                .map_err(|error| Failure::with(&path.display(), &error)),
        }
    }

    /// Flushes what is buffered.
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

/// Once the reader is gone, everything counts as written.
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

/// Prints a note, which is not part of the result.
pub(super) fn note(text: &str) {
    // If this fails, there is no way left to report it.
    let _ = writeln!(io::stderr(), "{text}");
}
