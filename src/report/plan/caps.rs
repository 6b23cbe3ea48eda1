//! How far caps are used.

use std::fmt::{self, Write as _};

use super::marked::Marked;
use crate::plan::{Plan, ResourceKind};
use crate::report::page::Page;
use crate::report::table::{amount, month, rows, whole, word};

pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    let caps = plan.resources_of(ResourceKind::Cap);
    let all: Vec<_> = caps.map(|part| (part, Marked::of(plan, part.months_used_up()))).collect();
    if all.is_empty() {
        return Ok(());
    }
    let table = rows(&all)
        .with(word("cap"), |(part, _)| part.id())
        .with(amount("used"), |(part, _)| part.used.iter().sum::<f64>())
        .with(whole("months_full").titled("months full"), |(_, full)| full.count)
        .with(month("first"), |(_, full)| full.first)
        .with(month("last"), |(_, full)| full.last)
        .table();
    writeln!(page)?;
    page.heading("Caps");
    page.table(table);
    writeln!(page)
}
