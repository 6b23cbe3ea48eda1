//! How far caps are used.

use std::fmt;

use super::dash;
use crate::plan::{Plan, ResourceKind};
use crate::text::{self, amount};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    let mut caps = plan.resources_of(ResourceKind::Cap).peekable();
    if caps.peek().is_none() {
        return Ok(());
    }
    writeln!(f, "\nCaps")?;
    let mut table = text::table(["cap", "used", "months full", "first", "last"]);
    for part in caps {
        let months = part.months_used_up();
        let month = |index: Option<&usize>| dash(index.map(|&index| plan.month(index)));
        table.add_row([
            part.id().to_owned(),
            amount(part.used.iter().sum()),
            months.len().to_string(),
            month(months.first()),
            month(months.last()),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 1))
}
