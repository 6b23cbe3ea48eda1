//! What becomes of the commitments.

use std::fmt;

use crate::plan::Plan;
use crate::text::{self, amount};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    if plan.commitments.is_empty() {
        return Ok(());
    }
    let kept = plan.commitments.iter().filter(|part| part.short <= 0.0).count();
    writeln!(f, "\nCommitments: {kept} of {} kept", plan.commitments.len())?;
    let mut table = text::table(["order", "by", "promised", "kept", "short"]);
    for part in &plan.commitments {
        table.add_row([
            part.order.to_string(),
            part.by.to_string(),
            amount(part.promised),
            amount(part.kept),
            amount(part.short),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 2))
}
