//! How what is supplied is used.

use std::fmt;

use super::dash;
use crate::plan::{Plan, ResourceKind};
use crate::text::{self, number, percent};

/// Writes a table for each kind of resource that is supplied.
pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
    for kind in ResourceKind::ALL.into_iter().filter(|kind| kind.is_supply()) {
        let mut parts = plan.resources_of(kind).peekable();
        let Some(first) = parts.peek() else { continue };
        let used_up = if first.left.is_empty() { "months full" } else { "months empty" };
        writeln!(f, "\n{}", kind.heading())?;
        let heading = [kind.name(), kind.noun(), "used", "share", used_up, "first", "last"];
        let mut table = text::table(heading);
        for part in parts {
            let months = part.months_used_up();
            let month = |index: Option<&usize>| dash(index.map(|&index| plan.month(index)));
            table.add_row([
                part.id().to_owned(),
                number(part.total(), 0),
                number(part.used.iter().sum(), 0),
                share(part.utilisation()),
                months.len().to_string(),
                month(months.first()),
                month(months.last()),
            ]);
        }
        writeln!(f, "{}", text::render(&mut table, 1))?;
    }
    Ok(())
}
