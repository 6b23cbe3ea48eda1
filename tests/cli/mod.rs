//! The command as a user meets it.

mod comfort;
mod explain;
mod filter;
mod format;
mod hostile;
#[cfg(unix)]
mod interrupt;
mod kept;
mod levels;
mod quote;
mod read;
mod solution;
mod spreadsheet;
mod sweep;
mod terminal;
mod usage;
