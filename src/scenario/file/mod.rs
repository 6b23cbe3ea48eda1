//! Scenario files: reading and writing.

mod error;
mod orders_csv;
mod read;
mod regular;
mod scenario_file;
pub(super) mod strict;
pub(super) mod text;

pub use error::{Place, ReadError, ScenarioError};
#[cfg(feature = "cli")]
pub(crate) use regular::open_regular;
pub use scenario_file::ScenarioFile;
pub(crate) use text::is_printable;
