//! How far caps are used.

use std::fmt;

use super::dash;
use crate::plan::Plan;
use crate::text::{self, amount};
use crate::tolerance;

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    if plan.caps.is_empty() {
        return Ok(());
    }
    writeln!(f, "\nCaps")?;
    let mut table = text::table(["cap", "used", "months full", "first", "last"]);
    for part in &plan.caps {
        let full = |index: &usize| {
            let most = part.most.get(*index).copied().flatten();
            most.is_some_and(|most| most > 0.0 && tolerance::at_most(most, part.used[*index], most))
        };
        let months: Vec<usize> = (0..part.used.len()).filter(full).collect();
        let month = |index: Option<&usize>| dash(index.map(|&index| plan.month(index)));
        table.add_row([
            part.cap.to_string(),
            amount(part.used.iter().sum()),
            months.len().to_string(),
            month(months.first()),
            month(months.last()),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 1))
}
