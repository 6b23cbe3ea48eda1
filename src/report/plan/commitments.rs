//! Which commitments are kept.

use std::fmt;

use crate::plan::Plan;
use crate::report::table::{amount, month, rows, word};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    if plan.commitments.is_empty() {
        return Ok(());
    }
    let kept = plan.commitments.iter().filter(|part| part.short <= 0.0).count();
    let table = rows(&plan.commitments)
        .with(word("order"), |part| &part.order)
        .with(month("by").left(), |part| part.by)
        .with(amount("promised"), |part| part.promised)
        .with(amount("kept"), |part| part.kept)
        .with(amount("short"), |part| part.short)
        .table();
    writeln!(f, "\nCommitments: {kept} of {} kept\n{table}", plan.commitments.len())
}
