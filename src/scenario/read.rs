//! Scenario files: TOML and JSON, in and out.

use std::fs;
use std::path::Path;

use super::Scenario;
use super::builder::ScenarioBuilder;
use super::error::{Place, ReadError, ScenarioError};
use super::month::shorten;
use super::order::Order;

impl Scenario {
    /// Reads a scenario file; its ending says whether it is TOML or JSON. A file of
    /// orders named by `orders_csv` is looked for beside it.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Read`] if a file cannot be read or parsed,
    /// [`ScenarioError::Invalid`] with everything that is wrong with its content.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, ScenarioError> {
        let path = path.as_ref();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let text = read_text(path)?;
        let mut parts = match ending.to_ascii_lowercase().as_str() {
            "toml" => parse_toml(&text)?,
            "json" => parse_json(&text)?,
            _ => return Err(ReadError::Ending { path: path.to_owned() }.into()),
        };
        if let Some(name) = parts.orders_csv.take() {
            let beside = path.parent().unwrap_or(Path::new("")).join(name);
            let table = read_text(&beside)?;
            parts.orders.extend(Order::from_csv(table.as_bytes())?);
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
    ReadError::Format { place: Place::default(), message: error.to_string() }
}

fn read_text(path: &Path) -> Result<String, ReadError> {
    let file = |source| ReadError::File { path: path.to_owned(), source };
    let bytes = fs::read(path).map_err(file)?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        let place = Place { line: Some(line), column: None, path: String::new() };
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
        let (line, column) = error.span().map_or((None, None), |span| {
            let before = text.get(..span.start).unwrap_or(text);
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |last| last.chars().count()) + 1;
            (Some(line), Some(column))
        });
        let place = Place { line, column, path };
        ReadError::Format { place, message: one_line(error.message()) }
    };
    let deserializer = toml::Deserializer::parse(text).map_err(|e| error(&e, String::new()))?;
    let parts = serde_path_to_error::deserialize(deserializer)
        .map_err(|e| error(e.inner(), path_of(e.path())))?;
    versioned(parts)
}

fn parse_json(text: &str) -> Result<ScenarioBuilder, ReadError> {
    let error = |error: &serde_json::Error, path: String| {
        let place = Place { line: Some(error.line()), column: Some(error.column()), path };
        let message = error.to_string();
        // The place is told apart.
        let message = message.split(" at line ").next().unwrap_or_default();
        ReadError::Format { place, message: one_line(message) }
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let parts = serde_path_to_error::deserialize(&mut deserializer)
        .map_err(|e| error(e.inner(), path_of(e.path())))?;
    deserializer.end().map_err(|e| error(&e, String::new()))?;
    versioned(parts)
}

/// The path of keys; empty instead of `.` at the root.
fn path_of(path: &serde_path_to_error::Path) -> String {
    let path = path.to_string();
    if path == "." { String::new() } else { path }
}

fn one_line(message: &str) -> String {
    const MOST: usize = 400;
    let flat = message.split_whitespace().collect::<Vec<_>>().join(" ");
    flat.chars().take(MOST).collect()
}

fn versioned(parts: ScenarioBuilder) -> Result<ScenarioBuilder, ReadError> {
    if parts.version == ScenarioBuilder::VERSION {
        Ok(parts)
    } else {
        Err(ReadError::Version { found: parts.version })
    }
}
