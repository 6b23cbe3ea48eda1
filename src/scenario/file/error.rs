//! Why there is no scenario.

use std::path::{Path, PathBuf};

use super::text::{LONGEST_PATH, one_line};
use crate::scenario::validate::Findings;

/// A scenario could not be read, or is not valid.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScenarioError {
    /// The text could not be read at all.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It was read, and this is wrong with it.
    #[error("the scenario is not valid: {0}")]
    Invalid(Findings),
}

impl From<Findings> for ScenarioError {
    fn from(findings: Findings) -> Self {
        Self::Invalid(findings)
    }
}

/// A file or text could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// `E001`: the file could not be opened or read.
    #[error("E001 cannot read {}", shown(path))]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// `E002`: the text is not TOML, JSON or CSV, or does not fit the format: an
    /// unknown key, a wrong type, a text that is no month, a quote that is not closed.
    #[error("E002 {place}: {message}")]
    Format {
        /// Line, column and path as far as known.
        place: Place,
        /// What the parser said.
        message: String,
    },
    /// `E003`: the format version is not one that this release reads.
    #[error("E003 version = {found}: this release reads version 1; convert the file or update")]
    Version {
        /// The version found.
        found: i64,
    },
    /// `E004`: the file's ending is none of `.toml` and `.json`.
    #[error("E004 {}: the ending must be .toml or .json", shown(path))]
    Ending {
        /// The file.
        path: PathBuf,
    },
    /// `E005`: the file of orders is not in the folder of the scenario file.
    #[error(
        "E005 {}, at orders_csv: `{}` is not in the folder of the scenario file; put it there and \
         give its name",
        shown(path),
        shown(orders)
    )]
    Outside {
        /// The scenario file.
        path: PathBuf,
        /// The file of orders, as it was given.
        orders: PathBuf,
    },
    /// `E006`: a text that would take too much memory once it is read.
    #[error("E006 {place}: {message}")]
    TooLarge {
        /// The file, if it came from one.
        place: Place,
        /// How much it would be, and what to do.
        message: String,
    },
}

impl ScenarioError {
    /// Puts warnings before what was found.
    pub(in crate::scenario) fn with(self, warnings: &Findings) -> Self {
        match self {
            Self::Invalid(findings) => {
                let mut all = warnings.clone();
                all.append(findings);
                Self::Invalid(all)
            }
            error => error,
        }
    }

    /// Says in which file it happened, unless that is known.
    pub(in crate::scenario) fn in_file(self, path: &Path) -> Self {
        match self {
            Self::Read(error) => Self::Read(error.in_file(path)),
            Self::Invalid(mut findings) => {
                findings.inside(&name_of(path));
                Self::Invalid(findings)
            }
        }
    }
}

impl ReadError {
    /// Says in which file it happened, unless that is known.
    pub(in crate::scenario) fn in_file(mut self, path: &Path) -> Self {
        if let Self::Format { place, .. } | Self::TooLarge { place, .. } = &mut self {
            place.file.get_or_insert_with(|| path.to_owned());
        }
        self
    }

    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::File { .. } => "E001",
            Self::Format { .. } => "E002",
            Self::Version { .. } => "E003",
            Self::Ending { .. } => "E004",
            Self::Outside { .. } => "E005",
            Self::TooLarge { .. } => "E006",
        }
    }
}

/// The name of a file without its folders: what stands behind it must fit on the line too.
pub(super) fn name_of(path: &Path) -> String {
    shown(Path::new(path.file_name().unwrap_or(path.as_os_str())))
}

/// A path for a message of one line.
fn shown(path: &Path) -> String {
    one_line(&path.to_string_lossy(), LONGEST_PATH)
}

/// Where in a text something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Place {
    /// The file, if the text came from one.
    pub file: Option<PathBuf>,
    /// Line, from 1.
    pub line: Option<usize>,
    /// Column, from 1.
    pub column: Option<usize>,
    /// Path of keys, such as `orders[3].due`; empty where there is none.
    pub path: String,
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut parts = Vec::new();
        if let Some(file) = &self.file {
            parts.push(shown(file));
        }
        if let Some(line) = self.line {
            parts.push(format!("line {line}"));
        }
        if let Some(column) = self.column {
            parts.push(format!("column {column}"));
        }
        if !self.path.is_empty() {
            parts.push(format!("at {}", self.path));
        }
        if parts.is_empty() {
            parts.push("input".to_owned());
        }
        f.write_str(&parts.join(", "))
    }
}
