//! What expansions add.

use std::fmt;

use crate::plan::Plan;
use crate::text::{self, amount, number, percent};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    if plan.expansions.is_empty() {
        return Ok(());
    }
    writeln!(f, "\nExpansions")?;
    let heading =
        ["expansion", "adds to", "payer", "built", "begins", "at most", "in use", "claim", "cost"];
    let mut table = text::table(heading);
    let dash = || "–".to_owned();
    for part in &plan.expansions {
        let line = part.line.as_ref().map(ToString::to_string);
        let what = line.or_else(|| part.component.as_ref().map(ToString::to_string));
        table.add_row([
            part.expansion.to_string(),
            what.unwrap_or_else(dash),
            part.payer.as_ref().map_or_else(dash, ToString::to_string),
            if part.on { "yes" } else { "no" }.to_owned(),
            part.begins.to_string(),
            amount(part.added.iter().copied().fold(0.0, f64::max)),
            part.used(plan).map_or_else(dash, percent),
            if part.claim > 0.0 { percent(part.claim) } else { dash() },
            number(part.cost, 0),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 3))
}
