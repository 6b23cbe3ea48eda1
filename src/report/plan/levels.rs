//! The objectives and what is proven of them.

use std::fmt::{self, Write as _};

use crate::number;
use crate::plan::{Level, Plan};
use crate::report::page::{Choice, Page};
use crate::report::table::{Cell, exact, number as decimals, rows, word};

/// The columns of the text.
const SHOWN: Choice =
    Choice { plain: &[], first: &["objective", "value", "bound", "gap", "delivered"] };

pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    let read_back = plan.is_read_back();
    let table = rows(&plan.levels)
        .with(word("objective"), named)
        .with(decimals("value", 2).titled("as produced"), |level| level.objective)
        .with(decimals("bound", 2).titled("proven bound"), move |level| bound(level, read_back))
        .with(decimals("delivered", 2).titled("as delivered"), |level| level.delivered)
        .with(exact("gap").titled("relative gap"), gap)
        .table();
    // The last line of the report ends without a line feed.
    writeln!(page)?;
    page.heading("Objectives, in the order in which they count");
    page.choice(table, SHOWN);
    Ok(())
}

/// With the number of late tranches, where these count one after the other.
fn named(level: &Level) -> String {
    match &level.late {
        None => level.name.clone(),
        Some(late) => format!("{}, {} late", level.name, late.len()),
    }
}

/// Of another solver's answer no bound is known, which is worth a word.
fn bound(level: &Level, read_back: bool) -> Cell<'_> {
    match level.bound {
        None if read_back => Cell::Nothing.shown("not proven"),
        bound => Cell::from(bound),
    }
}

/// Of a gap, text shows only the power of ten.
fn gap(level: &Level) -> Cell<'_> {
    let Some(gap) = level.relative_gap() else { return Cell::Nothing };
    Cell::from(gap).shown(number::power(gap.max(0.0)))
}
