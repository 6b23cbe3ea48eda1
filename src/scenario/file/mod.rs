//! Scenario files: reading and writing.

mod error;
mod orders_csv;
mod read;
pub(super) mod strict;
pub(super) mod text;

pub use error::{Place, ReadError, ScenarioError};
pub(crate) use text::is_printable;
