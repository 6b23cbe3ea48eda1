//! In which format a result is printed, and where it is written beside or instead of that:
//! arguments that several commands share.

use std::error::Error;

use clap::ValueEnum;

use super::failure::Failure;
use super::screen::Screen;
use super::target::Target;
use crate::report::{Report, Table};

#[derive(Debug, clap::Args)]
pub(super) struct Outputs {
    /// How to print the result: as text for people (table), as the rows of one table (csv,
    /// json), or as text for other pages (markdown)
    #[arg(long, value_enum, value_name = "FORMAT")]
    format: Option<Format>,
    /// Write the whole result as JSON; - is standard output, instead of the text
    #[arg(long, value_name = "OUT")]
    json: Option<Target>,
    /// Write a table of the result as CSV; - is standard output, instead of the text
    #[arg(long, value_name = "OUT")]
    csv: Option<Target>,
    /// Write names as they are; without it, one in CSV that a spreadsheet would run (it
    /// begins with =, +, - or @ and is no number) has an apostrophe before it
    #[arg(long)]
    raw_csv: bool,
}

/// How a result is printed. Only text depends on the width of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(super) enum Format {
    /// Text for people
    #[default]
    Table,
    /// The rows of a table as a list of objects, unrounded
    Json,
    /// A table as CSV, unrounded
    Csv,
    /// Text for other pages
    Markdown,
}

/// What standard output gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Printing {
    /// How, unless an option has taken standard output.
    format: Option<Format>,
    /// Whether one table is asked for, instead of the whole text.
    alone: bool,
}

impl Printing {
    /// The table alone, also where that is for other pages.
    pub(super) fn in_rows(self) -> Self {
        self.alone(self.format == Some(Format::Markdown))
    }

    /// Nothing, if it were text.
    pub(super) fn without_text(self) -> Self {
        Self { format: self.format.filter(|format| *format != Format::Table), ..self }
    }

    /// One table, if that is asked for, instead of the whole text.
    pub(super) fn alone(self, alone: bool) -> Self {
        Self { alone, ..self }
    }
}

impl Outputs {
    /// Names the files before anything is read. Says what standard output gets.
    pub(super) fn name(&self, screen: &mut Screen) -> Result<Printing, Failure> {
        self.name_with(&[], screen)
    }

    /// The same, with more files.
    pub(super) fn name_with(
        &self,
        more: &[(&'static str, Option<&Target>)],
        screen: &mut Screen,
    ) -> Result<Printing, Failure> {
        let targets = [("--json", self.json.as_ref()), ("--csv", self.csv.as_ref())];
        let taken = screen.will_write(&[&targets[..], more].concat())?;
        if taken && self.format.is_some() {
            let text = "--format prints to standard output, and so does -; give one of them a file";
            return Err(Failure::Usage(text.into()));
        }
        if self.raw_csv && self.csv.is_none() && self.format != Some(Format::Csv) {
            return Err(Failure::Usage("--raw-csv needs --csv or --format csv".into()));
        }
        let format = (!taken).then(|| self.format.unwrap_or_default());
        Ok(Printing { format, alone: false })
    }

    /// Whether a table is written by `--csv`.
    pub(super) fn has_csv(&self) -> bool {
        self.csv.is_some()
    }

    /// Writes what was asked for, and prints the result in its format.
    pub(super) fn show<'a, E: Error>(
        &self,
        report: &impl Report,
        json: impl FnOnce() -> Result<String, E>,
        table: impl Fn() -> Table<'a>,
        printing: Printing,
        screen: &mut Screen,
    ) -> Result<(), Failure> {
        let csv = || if self.raw_csv { table() } else { table().defused() };
        if let Some(target) = &self.json {
            screen.write(target, &json().map_err(|error| Failure::of(&error))?)?;
        }
        if let Some(target) = &self.csv {
            screen.write_by(target, |out| csv().write_csv(out))?;
        }
        let Some(format) = printing.format else { return Ok(()) };
        match format {
            Format::Table if printing.alone => screen.page(&table().page()),
            Format::Table => screen.page(&report.page()),
            Format::Json => {
                let text = table().to_json().map_err(|error| Failure::of(&error))?;
                screen.write(&Target::Screen, &text)
            }
            Format::Csv => screen.write_by(&Target::Screen, |out| csv().write_csv(out)),
            Format::Markdown if printing.alone => {
                screen.write(&Target::Screen, &table().to_markdown())
            }
            Format::Markdown => screen.write(&Target::Screen, &report.page().to_markdown()),
        }
    }
}
