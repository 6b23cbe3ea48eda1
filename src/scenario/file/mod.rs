//! Scenario files: reading and writing.

mod error;
mod invisible;
mod memory;
mod order_table;
mod quotes;
mod read;
mod regular;
mod scenario_file;
pub(super) mod strict;
pub(super) mod text;

pub use error::{Place, ReadError, ScenarioError};
pub use order_table::OrderTable;
#[cfg(feature = "cli")]
pub(crate) use regular::open_regular;
pub use scenario_file::ScenarioFile;
pub(crate) use text::is_printable;
