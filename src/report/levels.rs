//! The objectives and what is proven of them.

use std::fmt;

use crate::plan::Plan;
use crate::text::{self, number};

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    writeln!(f, "\nObjectives, in the order in which they count")?;
    let mut table = text::table(["objective", "value", "proven bound", "gap"]);
    for level in &plan.levels {
        let exact =
            |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| number(value, 2));
        let gap = level.gap().map_or_else(|| "–".to_owned(), |gap| format!("{:.0e}", gap.max(0.0)));
        table.add_row([
            level.name.clone(),
            number(level.objective, 2),
            exact(level.bound),
            if gap == "0e0" { "0".to_owned() } else { gap },
        ]);
    }
    // The last line of the report ends without a line feed.
    write!(f, "{}", text::render(&mut table, 1))
}
