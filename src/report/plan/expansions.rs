//! What expansions add.

use std::fmt::{self, Write as _};

use crate::plan::{ExpansionPlan, Plan};
use crate::report::page::Page;
use crate::report::table::{Cell, amount, flag, month, number, rows, share, word};

pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    if plan.expansions.is_empty() {
        return Ok(());
    }
    let adds_to = |part: &ExpansionPlan| {
        let line = part.line.as_ref().map(ToString::to_string);
        Cell::from(line.or_else(|| part.component.as_ref().map(ToString::to_string)))
    };
    let table = rows(&plan.expansions)
        .with(word("expansion"), |part| &part.expansion)
        .with(word("adds_to").titled("adds to"), adds_to)
        .with(word("payer"), |part| part.payer.as_ref())
        .with(flag("built"), |part| part.on)
        .with(month("begins"), |part| part.begins)
        .with(amount("at_most").titled("at most"), |part| {
            part.added.iter().copied().fold(0.0, f64::max)
        })
        .with(share("in_use").titled("in use"), |part| part.used(&plan.resources))
        .with(share("claim"), |part| (part.claim > 0.0).then_some(part.claim))
        .with(number("cost", 0), |part| part.cost)
        .table();
    writeln!(page)?;
    page.heading("Expansions");
    page.table(table);
    writeln!(page)
}
