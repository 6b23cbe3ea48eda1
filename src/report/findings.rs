//! What is wrong with a scenario, as a table.

use super::table::{Table, rows, word};
use crate::scenario::{Findings, Severity};

/// One row for each finding that is kept.
pub fn findings(findings: &Findings) -> Table<'_> {
    let severity = |severity: Severity| match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    rows(findings)
        .with(word("severity"), |finding| severity(finding.severity()))
        .with(word("code"), |finding| finding.code.as_str())
        .with(word("path"), |finding| &finding.path)
        .with(word("value"), |finding| &finding.value)
        .with(word("meaning"), |finding| finding.code.meaning())
        .with(word("help"), |finding| &finding.help)
        .table()
}
