//! Units lost because a customer left.

use std::fmt::{self, Write as _};

use crate::number;
use crate::plan::Plan;
use crate::report::page::Page;
use crate::report::table::{amount, rows, word};

pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    if plan.losses.is_empty() {
        return Ok(());
    }
    let value: f64 = plan.losses.iter().map(|loss| loss.value).sum();
    let table = rows(&plan.losses)
        .with(word("partner"), |loss| &loss.partner)
        .with(word("product"), |loss| &loss.product)
        .with(amount("units"), |loss| loss.units)
        .with(amount("value"), |loss| loss.value)
        .table();
    let value = number::amount(value);
    writeln!(page)?;
    page.heading(format!("Lost, because the customer left: a value of {value}"));
    page.table(table);
    writeln!(page)
}
