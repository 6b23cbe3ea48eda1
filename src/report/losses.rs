//! What customers who left did not get.

use std::fmt;

use crate::plan::Plan;
use crate::text::{self, amount};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    if plan.losses.is_empty() {
        return Ok(());
    }
    let value: f64 = plan.losses.iter().map(|loss| loss.value).sum();
    writeln!(f, "\nLost, because the customer left: a value of {}", amount(value))?;
    let mut table = text::table(["partner", "product", "units", "value"]);
    for loss in &plan.losses {
        table.add_row([
            loss.partner.to_string(),
            loss.product.to_string(),
            amount(loss.units),
            amount(loss.value),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 2))
}
