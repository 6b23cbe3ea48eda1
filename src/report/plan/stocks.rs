//! Products made ahead.

use std::fmt;

use crate::plan::{Plan, ResourceKind, ResourceUse};
use crate::report::table::{amount, month, rows, word};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
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
    writeln!(f, "\nMade ahead\n{table}")
}
