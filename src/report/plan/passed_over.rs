//! What is passed over because it could not ship.

use std::fmt::{self, Write as _};

use crate::number::number;
use crate::plan::Plan;
use crate::report::page::Page;
use crate::report::table::{amount, rows, whole, word};

pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    if plan.passed_over.is_empty() {
        return Ok(());
    }
    let table = rows(&plan.passed_over)
        .with(word("order"), |part| &part.order)
        .with(whole("tranche"), |part| part.tranche + 1)
        .with(amount("units"), |part| part.units)
        .table();
    let units: f64 = plan.passed_over.iter().map(|part| part.units).sum();
    let units = crate::number::amount(units);
    writeln!(page)?;
    page.heading(format!("Passed over: nothing is made of {units} units that could not ship"));
    page.table(table);
    writeln!(page)?;
    // The last of these levels is the first on which the plan is not as good.
    let worse = plan.root.iter().zip(&plan.levels).next_back();
    let Some((root, level)) = worse else { return Ok(()) };
    let Some(bound) = root.bound else { return Ok(()) };
    // Where tranches count one after the other, up to the first that is later for it.
    let (name, value) = match (&root.late, &level.late) {
        (Some(late), Some(now)) => {
            let count = late.len();
            let value = now.iter().take(count).map(|entry| entry.unit_months).sum();
            (format!("{}, of its first {count} late ones,", level.name), value)
        }
        _ => (level.name.clone(), level.objective),
    };
    let (bound, value) = (number(bound, 2), number(value, 2));
    writeln!(page, "Whatever is passed over, {name} is {bound} or more; as planned {value}")
}
