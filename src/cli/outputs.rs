//! Where a result is written beside or instead of the text: arguments that several commands
//! share.

use std::error::Error;
use std::fmt;

use super::failure::Failure;
use super::screen::Screen;
use super::target::Target;
use crate::report::Table;

#[derive(Debug, clap::Args)]
pub(super) struct Outputs {
    /// Write the result as JSON; - is standard output, instead of the text
    #[arg(long, value_name = "OUT")]
    json: Option<Target>,
    /// Write a table of the result as CSV; - is standard output, instead of the text
    #[arg(long, value_name = "OUT")]
    csv: Option<Target>,
    /// Write names to --csv as they are; without it, one that a spreadsheet would run (it
    /// begins with =, +, - or @ and is no number) has an apostrophe before it
    #[arg(long, requires = "csv")]
    raw_csv: bool,
}

impl Outputs {
    /// Names the files before anything is read. Says whether standard output is taken by
    /// one of them, and gets no text.
    pub(super) fn name(&self, screen: &mut Screen) -> Result<bool, Failure> {
        screen.will_write(&self.targets())
    }

    /// The files by their options.
    pub(super) fn targets(&self) -> [(&'static str, Option<&Target>); 2] {
        [("--json", self.json.as_ref()), ("--csv", self.csv.as_ref())]
    }

    /// Writes what was asked for, and the text unless it is `quiet`.
    pub(super) fn show<'a, E: Error>(
        &self,
        text: &impl fmt::Display,
        json: impl FnOnce() -> Result<String, E>,
        table: impl FnOnce() -> Table<'a>,
        quiet: bool,
        screen: &mut Screen,
    ) -> Result<(), Failure> {
        if let Some(target) = &self.json {
            screen.write(target, &json().map_err(|error| Failure::of(&error))?)?;
        }
        if let Some(target) = &self.csv {
            let table = if self.raw_csv { table() } else { table().defused() };
            screen.write_by(target, |out| table.write_csv(out))?;
        }
        if quiet { Ok(()) } else { screen.line(text) }
    }
}
