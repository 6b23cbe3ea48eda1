//! What a command prints and writes.

use crate::clock::Instant;
use std::fmt::{self, Write as _};
use std::io::{self, BufWriter, Stdout, Write};
use std::path::Path;
use std::time::Duration;

use super::colour::{Colour, style};
use super::failure::Failure;
use super::guard::Guard;
use super::note::{is_silent, note};
use super::progress::ProgressLine;
use super::stopwatch::Stopwatch;
use super::target::Target;
use super::whole_file::WholeFile;
use super::width::width;
use crate::report::{Canvas, Page, Tone, printable};

/// Standard output, and the files beside it. Once its reader is gone, it discards what is
/// printed, so that files are written all the same; [`finish`](Self::finish) tells.
#[derive(Debug)]
pub(super) struct Screen {
    out: BufWriter<Stdout>,
    closed: bool,
    /// How long writing may take, and since when it goes on.
    limit: Option<Duration>,
    begun: Option<Instant>,
    guard: Guard,
    progress: Option<ProgressLine>,
    read_standard_input: bool,
    width: usize,
    coloured: bool,
    stopwatch: Option<Stopwatch>,
}

impl Screen {
    pub(super) fn new(colour: Colour) -> Self {
        let out = BufWriter::new(io::stdout());
        let guard = Guard::new();
        Self {
            out,
            closed: false,
            limit: None,
            begun: None,
            guard,
            progress: None,
            read_standard_input: false,
            width: width(),
            coloured: colour.is_on(),
            stopwatch: None,
        }
    }

    /// The line that says how far a plan is, until something is printed.
    pub(super) fn progress(&mut self) -> &ProgressLine {
        self.progress.get_or_insert_with(|| ProgressLine::new(is_silent()))
    }

    /// From now on stations are measured.
    pub(super) fn measure(&mut self, stopwatch: Stopwatch) {
        self.stopwatch = Some(stopwatch);
    }

    /// Ends a station of the command, if they are measured.
    pub(super) fn end_of(&mut self, station: &'static str) {
        if let Some(stopwatch) = &mut self.stopwatch {
            stopwatch.end(station);
        }
    }

    /// Says how long the stations took, if they were measured.
    pub(super) fn tell_stations(&mut self) {
        if let Some(stopwatch) = self.stopwatch.take() {
            self.clear();
            stopwatch.lines().iter().for_each(|line| note(line));
        }
    }

    /// Takes the line of progress away.
    pub(super) fn clear(&mut self) {
        self.progress = None;
    }

    /// Names what will be written, by option, before anything is read. Says whether one of
    /// them is standard output, which then gets nothing else.
    pub(super) fn will_write(
        &mut self,
        targets: &[(&str, Option<&Target>)],
    ) -> Result<bool, Failure> {
        self.guard.write(targets)
    }

    /// Names a file before it is read: it may not be one that is written.
    pub(super) fn will_read(&self, path: &Path) -> Result<(), Failure> {
        self.guard.read(path)
    }

    /// Notes that standard input is read, which can be done once.
    pub(super) fn will_read_standard_input(&mut self) -> Result<(), Failure> {
        if std::mem::replace(&mut self.read_standard_input, true) {
            return Err(Failure::Usage("standard input can be read only once".into()));
        }
        Ok(())
    }

    /// Prints a page, as wide as the screen.
    pub(super) fn page(&mut self, page: &Page<'_>) -> Result<(), Failure> {
        let width = self.width;
        self.print(|printed| {
            page.draw(printed, width)?;
            printed.write_str("\n")
        })
    }

    /// Sets how long the writing of results may take.
    pub(super) fn limit(&mut self, limit: Option<Duration>) {
        self.limit = limit;
    }

    fn print(
        &mut self,
        print: impl FnOnce(&mut Printed<'_>) -> fmt::Result,
    ) -> Result<(), Failure> {
        let mut printed = Printed { screen: self, error: None };
        let done = print(&mut printed);
        let error = printed.error.take();
        match (done, error) {
            (Ok(()), _) => Ok(()),
            (Err(_), Some(error)) => Err(Failure::with(&"standard output", &error)),
            (Err(error), None) => Err(Failure::of(&error)),
        }
    }

    /// Writes a text to a target; it ends with a line feed.
    pub(super) fn write(&mut self, target: &Target, text: &str) -> Result<(), Failure> {
        self.write_by(target, |out| writeln!(out, "{}", text.trim_end_matches('\n')))
    }

    /// Writes piece by piece to a target.
    pub(super) fn write_by(
        &mut self,
        target: &Target,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        match target {
            Target::Screen => {
                write(self).map_err(|error| Failure::with(&"standard output", &error))
            }
            Target::File(path) => {
                let whole = || {
                    let mut file = InTime { file: WholeFile::create(path)?, screen: self };
                    write(&mut file)?;
                    file.file.finish()
                };
                whole().map_err(|error: io::Error| Failure::with(&path.display(), &error))
            }
        }
    }

    /// An error once writing has taken too long.
    fn in_time(&mut self) -> io::Result<()> {
        let Some(limit) = self.limit else { return Ok(()) };
        if self.begun.get_or_insert_with(Instant::now).elapsed() < limit {
            return Ok(());
        }
        let text = "the time limit was reached while the result was written";
        Err(io::Error::new(io::ErrorKind::TimedOut, text))
    }

    /// Flushes what is buffered. It is a failure if not everything could be printed.
    pub(super) fn finish(&mut self) -> Result<(), Failure> {
        self.flush().map_err(|error| Failure::with(&"standard output", &error))?;
        if self.closed {
            let text = "standard output was closed before everything was printed";
            return Err(Failure::Failed(text.into()));
        }
        Ok(())
    }

    /// Notes that the reader is gone; what else goes wrong is an error.
    fn note<T>(&mut self, result: io::Result<T>, gone: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(gone)
            }
            result => result,
        }
    }
}

/// Once the reader is gone, everything counts as written until the end.
impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.progress = None;
        self.in_time()?;
        if self.closed {
            return Ok(bytes.len());
        }
        let written = self.out.write(bytes);
        self.note(written, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.out.flush();
        self.note(flushed, ())
    }
}

/// A file of which the writing is limited.
struct InTime<'a> {
    file: WholeFile,
    screen: &'a mut Screen,
}

impl Write for InTime<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.screen.in_time()?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Text that is safe on a terminal, as it is made.
struct Printed<'a> {
    screen: &'a mut Screen,
    error: Option<io::Error>,
}

impl fmt::Write for Printed<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.bytes(printable(text).as_bytes())
    }
}

impl Printed<'_> {
    fn bytes(&mut self, bytes: &[u8]) -> fmt::Result {
        self.screen.write_all(bytes).map_err(|error| {
            self.error = Some(error);
            fmt::Error
        })
    }
}

/// With the codes of terminals, if there is to be colour.
impl Canvas for Printed<'_> {
    fn tone(&mut self, tone: Tone) -> fmt::Result {
        if !self.screen.coloured {
            return Ok(());
        }
        let code = match tone {
            Tone::Plain => style(Tone::Heading).render_reset().to_string(),
            tone => style(tone).render().to_string(),
        };
        self.bytes(code.as_bytes())
    }
}
