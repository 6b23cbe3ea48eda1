//! Which reservations are met.

use std::fmt::{self, Write as _};

use super::marked::Marked;
use crate::plan::Plan;
use crate::report::page::Page;
use crate::report::table::{amount, month, rows, word};

pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    if plan.reservations.is_empty() {
        return Ok(());
    }
    let met = plan.reservations.iter().filter(|part| part.unit_months() <= 0.0).count();
    let all: Vec<_> = plan
        .reservations
        .iter()
        .map(|part| {
            let short = (0..part.short.len()).filter(|&index| part.short[index] > 0.0);
            (part, Marked::of(plan, short))
        })
        .collect();
    let table = rows(&all)
        .with(word("reservation"), |(part, _)| &part.reservation)
        .with(amount("entitled"), |(part, _)| part.entitled)
        .with(amount("short"), |(part, _)| part.short.iter().copied().fold(0.0, f64::max))
        .with(amount("unit_months").titled("unit-months"), |(part, _)| part.unit_months())
        .with(month("from"), |(_, short)| short.first)
        .with(month("to"), |(_, short)| short.last)
        .table();
    writeln!(page)?;
    page.heading(format!("Reservations: {met} of {} met", plan.reservations.len()));
    page.table(table);
    writeln!(page)
}
