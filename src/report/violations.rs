//! What a plan gets wrong, as a table.

use super::table::{Table, rows, word};
use crate::check;

/// One row for each violation.
pub fn violations(report: &check::Report) -> Table<'_> {
    rows(report)
        .with(word("code"), |violation| violation.code.as_str())
        .with(word("path"), |violation| &violation.path)
        .with(word("found"), |violation| &violation.found)
        .with(word("expected"), |violation| &violation.expected)
        .with(word("message"), |violation| &violation.message)
        .table()
}
