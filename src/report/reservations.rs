//! What becomes of what is reserved.

use std::fmt;

use super::dash;
use crate::plan::Plan;
use crate::text::{self, amount};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    if plan.reservations.is_empty() {
        return Ok(());
    }
    let met = plan.reservations.iter().filter(|part| part.unit_months() <= 0.0).count();
    writeln!(f, "\nReservations: {met} of {} met", plan.reservations.len())?;
    let heading = ["reservation", "entitled", "short", "unit-months", "from", "to"];
    let mut table = text::table(heading);
    for part in &plan.reservations {
        let short = |index: &usize| part.short[*index] > 0.0;
        let first = (0..part.short.len()).find(short);
        let last = (0..part.short.len()).rev().find(short);
        table.add_row([
            part.reservation.to_string(),
            amount(part.entitled),
            amount(part.short.iter().copied().fold(0.0, f64::max)),
            amount(part.unit_months()),
            dash(first.map(|index| plan.month(index))),
            dash(last.map(|index| plan.month(index))),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 1))
}
