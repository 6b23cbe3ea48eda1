//! Which commitments are kept.

use std::fmt::{self, Write as _};

use crate::plan::Plan;
use crate::report::page::Page;
use crate::report::table::{amount, month, rows, word};

pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
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
    writeln!(page)?;
    page.heading(format!("Commitments: {kept} of {} kept", plan.commitments.len()));
    page.table(table);
    writeln!(page)
}
