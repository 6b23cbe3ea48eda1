//! How lines and components are used.

use std::fmt;

use super::dash;
use crate::plan::Plan;
use crate::scenario::Month;
use crate::text::{self, number, percent};
use crate::tolerance;

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), percent);
    writeln!(f, "\nLines")?;
    let mut table =
        text::table(["line", "capacity", "used", "share", "months full", "first", "last"]);
    for line in &plan.lines {
        let full = line.capacity.iter().zip(&line.used).map(|(&capacity, &used)| {
            capacity > 0.0 && tolerance::at_most(capacity, used, capacity)
        });
        let (count, first, last) = months(plan, full);
        table.add_row([
            line.line.to_string(),
            number(line.capacity.iter().sum(), 0),
            number(line.used.iter().sum(), 0),
            share(line.utilisation()),
            count.to_string(),
            dash(first),
            dash(last),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 1))?;
    if plan.components.is_empty() {
        return Ok(());
    }
    writeln!(f, "\nComponents")?;
    let heading = ["component", "supply", "used", "share", "months empty", "first", "last"];
    let mut table = text::table(heading);
    for component in &plan.components {
        let moved = component.supply.iter().zip(&component.used);
        let scale = moved.fold(1.0, |most: f64, (supply, used)| most.max(*supply).max(*used));
        let empty = component.stock.iter().map(|&stock| tolerance::at_most(stock, 0.0, scale));
        let (count, first, last) = months(plan, empty);
        table.add_row([
            component.component.to_string(),
            number(component.supply.iter().sum(), 0),
            number(component.used.iter().sum(), 0),
            share(component.utilisation()),
            count.to_string(),
            dash(first),
            dash(last),
        ]);
    }
    writeln!(f, "{}", text::render(&mut table, 1))
}

/// How many months are marked, the first and the last of them.
fn months(plan: &Plan, marks: impl Iterator<Item = bool>) -> (usize, Option<Month>, Option<Month>) {
    let marked: Vec<usize> =
        marks.enumerate().filter(|(_, mark)| *mark).map(|(index, _)| index).collect();
    let month = |index: Option<&usize>| index.map(|&index| plan.month(index));
    (marked.len(), month(marked.first()), month(marked.last()))
}
