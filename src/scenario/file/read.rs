//! Scenarios as text: TOML and JSON, in and out.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::error::{Place, ReadError, ScenarioError};
use super::memory;
use super::strict::Table;
use super::text::{LONGEST_PATH, one_line, plain, shorten};
use crate::scenario::Scenario;
use crate::scenario::ScenarioBuilder;

impl Scenario {
    /// Reads a scenario from TOML.
    ///
    /// # Errors
    ///
    /// As [`from_path`](Self::from_path). A text cannot name a file of orders.
    pub fn from_toml(text: &str) -> Result<Self, ScenarioError> {
        without_files(parse_toml(text)?)
    }

    /// Reads a scenario from JSON.
    ///
    /// # Errors
    ///
    /// As [`from_toml`](Self::from_toml).
    pub fn from_json(text: &str) -> Result<Self, ScenarioError> {
        without_files(parse_json(text)?)
    }

    /// Writes the scenario as TOML that [`from_toml`](Self::from_toml) reads back.
    ///
    /// # Errors
    ///
    /// [`ReadError::Format`] if it cannot be written, which is a fault of this crate.
    pub fn to_toml(&self) -> Result<String, ReadError> {
        toml::to_string(&self.parts).map_err(|error| unplaced(&error))
    }

    /// Writes the scenario as JSON that [`from_json`](Self::from_json) reads back.
    ///
    /// # Errors
    ///
    /// [`ReadError::Format`] if it cannot be written, which is a fault of this crate.
    pub fn to_json(&self) -> Result<String, ReadError> {
        serde_json::to_string_pretty(&self.parts).map_err(|error| unplaced(&error))
    }
}

impl Serialize for Scenario {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.parts.serialize(serializer)
    }
}

/// Validates what it reads. [`Scenario::from_toml`] and its like say in which line something is wrong.
impl<'de> Deserialize<'de> for Scenario {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Table(parts) = Table::deserialize(deserializer)?;
        let parts = versioned(parts).map_err(serde::de::Error::custom)?;
        without_files(parts).map_err(serde::de::Error::custom)
    }
}

fn unplaced(error: &dyn std::error::Error) -> ReadError {
    ReadError::Format { place: Place::default(), message: plain(&error.to_string()) }
}

fn without_files(parts: ScenarioBuilder) -> Result<Scenario, ScenarioError> {
    if let Some(name) = parts.orders_csv {
        let place = Place { path: "orders_csv".to_owned(), ..Place::default() };
        let message = format!("`{}` can only be read beside a scenario file", shorten(&name));
        return Err(ReadError::Format { place, message }.into());
    }
    parts.build()
}

pub(super) fn parse_toml(text: &str) -> Result<ScenarioBuilder, ReadError> {
    memory::check(text, &memory::TOML)?;
    let error = |error: &toml::de::Error, path: String| {
        let start = error.span().map(|span| span.start);
        let (line, column) = start.map(|start| position(text, start)).unzip();
        let place = Place { line, column, path, file: None };
        let message = match error.span().and_then(|span| text.get(span)) {
            Some(key) if error.message() == "duplicate key" => {
                format!("the key `{}` is given twice", shorten(key.trim()))
            }
            _ => plain(error.message()),
        };
        ReadError::Format { place, message }
    };
    let parse = || toml::Deserializer::parse(text).map_err(|e| error(&e, String::new()));
    match serde_path_to_error::deserialize(parse()?) {
        Ok(Table(parts)) => versioned(parts),
        Err(fault) => {
            let stated = Stated::deserialize(parse()?).ok();
            Err(newer(stated.as_ref(), error(fault.inner(), path_of(fault.path()))))
        }
    }
}

pub(super) fn parse_json(text: &str) -> Result<ScenarioBuilder, ReadError> {
    memory::check(text, &memory::JSON)?;
    // TOML and CSV allow the mark that some editors put first.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let error = |error: &serde_json::Error, path: String| {
        let place = Place {
            line: Some(error.line()),
            column: Some(error.column().max(1)),
            path,
            file: None,
        };
        let message = error.to_string();
        // The place is told apart.
        let message = message.rsplit_once(" at line ").map_or(&*message, |(before, _)| before);
        ReadError::Format { place, message: plain(message) }
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize(&mut deserializer) {
        Ok(Table(parts)) => {
            deserializer.end().map_err(|e| error(&e, String::new()))?;
            versioned(parts)
        }
        Err(fault) => {
            let stated: Option<Stated> = serde_json::from_str(text).ok();
            Err(newer(stated.as_ref(), error(fault.inner(), path_of(fault.path()))))
        }
    }
}

/// Line and column, from 1, of a position in bytes.
fn position(text: &str, start: usize) -> (usize, usize) {
    let before = text.get(..start).unwrap_or(text);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
    (line, column)
}

/// The path of keys; empty instead of `.` at the root.
fn path_of(path: &serde_path_to_error::Path) -> String {
    let path = path.to_string();
    // The key itself is named in the message.
    let path = path.strip_suffix(".?").unwrap_or(&path);
    if path == "." || path == "?" { String::new() } else { one_line(path, LONGEST_PATH) }
}

/// Only the version of a file.
#[derive(Deserialize)]
struct Stated {
    version: i64,
}

/// A file of another version need not fit this one: then its version is what is wrong.
fn newer(stated: Option<&Stated>, otherwise: ReadError) -> ReadError {
    match stated {
        Some(Stated { version }) if *version != i64::from(ScenarioBuilder::VERSION) => {
            ReadError::Version { found: *version }
        }
        _ => otherwise,
    }
}

fn versioned(parts: ScenarioBuilder) -> Result<ScenarioBuilder, ReadError> {
    if parts.version == ScenarioBuilder::VERSION {
        Ok(parts)
    } else {
        Err(ReadError::Version { found: i64::from(parts.version) })
    }
}
