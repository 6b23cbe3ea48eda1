//! A scenario file, and the table of orders that it names.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::error::{ReadError, ScenarioError, name_of};
use super::order_table::OrderTable;
use super::read::{parse_json, parse_toml};
use super::regular::read_text;
use crate::scenario::validate::Findings;
use crate::scenario::{Scenario, ScenarioBuilder};

impl Scenario {
    /// Reads a scenario file; its ending says whether it is TOML or JSON. A file of
    /// orders named by `orders_csv` is looked for in its folder, and nowhere else.
    ///
    /// # Errors
    ///
    /// [`ScenarioError::Read`] if a file cannot be read or parsed,
    /// [`ScenarioError::Invalid`] with everything that is wrong with its content.
    pub fn from_path(path: impl AsRef<Path>) -> Result<Self, ScenarioError> {
        ScenarioFile::open(path)?.scenario()
    }
}

/// A scenario file that was read and parsed, before its table of orders is read and anything
/// is checked: for programs that must know which files a scenario is made of.
///
/// ```no_run
/// use apportion::scenario::ScenarioFile;
///
/// let file = ScenarioFile::open("orders.toml")?;
/// if let Some(table) = file.orders() {
///     println!("with the orders of {}", table.display());
/// }
/// let scenario = file.scenario()?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct ScenarioFile {
    parts: ScenarioBuilder,
    orders: Option<PathBuf>,
}

impl ScenarioFile {
    /// Reads and parses a scenario file, and nothing else.
    ///
    /// # Errors
    ///
    /// [`ReadError`] if it cannot be read or parsed, or names a table of orders that is not
    /// in its folder.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, ReadError> {
        let path = path.as_ref();
        let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
        let toml = ending.eq_ignore_ascii_case("toml");
        if !toml && !ending.eq_ignore_ascii_case("json") && !path.is_dir() {
            return Err(ReadError::Ending { path: path.to_owned() });
        }
        let text = read_text(path)?;
        let parsed = if toml { parse_toml(&text) } else { parse_json(&text) };
        let mut parts = parsed.map_err(|error| error.in_file(path))?;
        let orders = parts.orders_csv.take().map(|name| beside(path, name.into())).transpose()?;
        Ok(Self { parts, orders })
    }

    /// The file with the table of orders, if the scenario file names one.
    pub fn orders(&self) -> Option<&Path> {
        self.orders.as_deref()
    }

    /// Reads the table of orders, if there is one, and checks everything together.
    ///
    /// # Errors
    ///
    /// As [`Scenario::from_path`].
    pub fn scenario(self) -> Result<Scenario, ScenarioError> {
        let Self { mut parts, orders } = self;
        let mut warnings = Findings::default();
        if let Some(path) = orders {
            let table = OrderTable::parse(&read_text(&path)?);
            let table = table.map_err(|error| error.in_file(&path))?;
            (parts.orders, warnings) = table.behind(parts.orders);
            warnings.inside(&name_of(&path));
        }
        let mut scenario = parts.build().map_err(|error| error.with(&warnings))?;
        warnings.append(std::mem::take(&mut scenario.warnings));
        scenario.warnings = warnings;
        Ok(scenario)
    }
}

/// The table of orders of a scenario file: in its folder or below, by its name and in truth.
fn beside(path: &Path, orders: PathBuf) -> Result<PathBuf, ReadError> {
    let named = |part| matches!(part, Component::Normal(_) | Component::CurDir);
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.unwrap_or(Path::new("."));
    // What does not exist, or cannot be reached, is told when it is read.
    let leads_out = match (fs::canonicalize(folder), fs::canonicalize(folder.join(&orders))) {
        (Ok(folder), Ok(real)) => !real.starts_with(folder),
        _ => false,
    };
    if orders.components().all(named) && !leads_out {
        Ok(parent.unwrap_or(Path::new("")).join(orders))
    } else {
        Err(ReadError::Outside { path: path.to_owned(), orders })
    }
}
