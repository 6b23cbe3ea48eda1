//! Products made ahead.

use std::fmt::{self, Write as _};

use crate::plan::{Plan, ResourceKind, ResourceUse};
use crate::report::page::Page;
use crate::report::table::{amount, month, rows, word};

pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    let stores: Vec<&ResourceUse> = plan.resources_of(ResourceKind::Store).collect();
    if stores.is_empty() {
        return Ok(());
    }
    let most = |part: &ResourceUse| part.left.iter().copied().fold(0.0, f64::max);
    let table = rows(stores)
        .with(word("product"), ResourceUse::id)
        .with(amount("made"), ResourceUse::total)
        .with(amount("delivered"), |part| part.used.iter().sum::<f64>())
        .with(amount("most_in_stock").titled("most in stock"), most)
        .with(month("in"), |part| {
            let most = most(part);
            let month = part.left.iter().position(|&stock| stock >= most && most > 0.0);
            month.map(|index| plan.month(index))
        })
        .table();
    writeln!(page)?;
    page.heading("Made ahead");
    page.table(table);
    writeln!(page)
}
