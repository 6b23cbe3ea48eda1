//! Units lost because a customer left.

use std::fmt;

use crate::number;
use crate::plan::Plan;
use crate::report::table::{amount, rows, word};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
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
    writeln!(f, "\nLost, because the customer left: a value of {value}\n{table}")
}
