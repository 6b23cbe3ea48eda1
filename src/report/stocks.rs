//! Products made ahead.

use std::fmt;

use super::dash;
use crate::plan::Plan;
use crate::text::{self, number};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    if plan.stocks.is_empty() {
        return Ok(());
    }
    writeln!(f, "\nMade ahead")?;
    let mut table = text::table(["product", "made", "delivered", "most in stock", "in"]);
    for part in &plan.stocks {
        let most = part.stock.iter().copied().fold(0.0, f64::max);
        let month = part.stock.iter().position(|&stock| stock >= most && most > 0.0);
        table.add_row([
            part.product.to_string(),
            number(part.made.iter().sum(), 0),
            number(part.taken.iter().sum(), 0),
            number(most, 0),
            dash(month.map(|index| plan.month(index))),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 1))
}
