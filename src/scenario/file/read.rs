//! Scenario files: TOML and JSON, in and out.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use super::error::{Place, ReadError, ScenarioError};
use super::strict::Table;
use super::text::{LONGEST_PATH, one_line, plain, shorten};
use crate::scenario::Scenario;
use crate::scenario::ScenarioBuilder;
use crate::scenario::book::Order;

/// The largest file that is read, in bytes: a device or a wrong path must not fill the
/// memory.
const MOST_BYTES: u64 = 1 << 28;

impl Scenario {
    /// Reads a scenario file; its ending says whether it is TOML or JSON. A file of
    /// orders named by `orders_csv` is looked for in its folder, and nowhere else.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Read`] if a file cannot be read or parsed,
    /// [`ScenarioError::Invalid`] with everything that is wrong with its content.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, ScenarioError> {
        let path = path.as_ref();
        if path.is_dir() {
            let source = io::Error::other("it is a folder; give the scenario file in it");
            return Err(ReadError::File { path: path.to_owned(), source }.into());
        }
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let toml = ending.eq_ignore_ascii_case("toml");
        if !toml && !ending.eq_ignore_ascii_case("json") {
            return Err(ReadError::Ending { path: path.to_owned() }.into());
        }
        let text = read_text(path)?;
        let parsed = if toml { parse_toml(&text) } else { parse_json(&text) };
        let mut parts = parsed.map_err(|error| error.in_file(path))?;
        if let Some(name) = parts.orders_csv.take() {
            let orders = PathBuf::from(name);
            let inside = |part| matches!(part, Component::Normal(_) | Component::CurDir);
            if !orders.components().all(inside) {
                return Err(ReadError::Outside { path: path.to_owned(), orders }.into());
            }
            let beside = path.parent().unwrap_or(Path::new("")).join(orders);
            let table = read_text(&beside)?;
            let orders = Order::from_csv(table.as_bytes());
            parts.orders.extend(orders.map_err(|error| error.in_file(&beside))?);
        }
        parts.build()
    }

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

fn unplaced(error: &dyn std::error::Error) -> ReadError {
    ReadError::Format { place: Place::default(), message: plain(&error.to_string()) }
}

fn read_text(path: &Path) -> Result<String, ReadError> {
    let fault = |source| ReadError::File { path: path.to_owned(), source };
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(fault)?;
    file.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(fault)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(fault(io::Error::other("the file is larger than 256 MiB")));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        let place = Place { line: Some(line), file: Some(path.to_owned()), ..Place::default() };
        ReadError::Format { place, message: "the file is not UTF-8 text".to_owned() }
    })
}

fn without_files(parts: ScenarioBuilder) -> Result<Scenario, ScenarioError> {
    if let Some(name) = parts.orders_csv {
        let place = Place { path: "orders_csv".to_owned(), ..Place::default() };
        let message = format!("`{}` can only be read beside a scenario file", shorten(&name));
        return Err(ReadError::Format { place, message }.into());
    }
    parts.build()
}

fn parse_toml(text: &str) -> Result<ScenarioBuilder, ReadError> {
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

fn parse_json(text: &str) -> Result<ScenarioBuilder, ReadError> {
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
