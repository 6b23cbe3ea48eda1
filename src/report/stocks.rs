//! Products made ahead.

use std::fmt;

use super::dash;
use crate::plan::{Plan, ResourceKind};
use crate::text::{self, number};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    let mut stores = plan.resources_of(ResourceKind::Store).peekable();
    if stores.peek().is_none() {
        return Ok(());
    }
    writeln!(f, "\nMade ahead")?;
    let mut table = text::table(["product", "made", "delivered", "most in stock", "in"]);
    for part in stores {
        let most = part.left.iter().copied().fold(0.0, f64::max);
        let month = part.left.iter().position(|&stock| stock >= most && most > 0.0);
        table.add_row([
            part.id().to_owned(),
            number(part.total(), 0),
            number(part.used.iter().sum(), 0),
            number(most, 0),
            dash(month.map(|index| plan.month(index))),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 1))
}
