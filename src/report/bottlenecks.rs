//! The months in which one unit more would save most.

use std::fmt;

use crate::plan::{Plan, Prices};
use crate::text::{self, number};

/// Months shown.
const MOST: usize = 10;

/// A price below this is printed as nothing.
const LEAST: f64 = 0.005;

/// Writes the highest prices of the first level that has any: the levels after it count
/// only among plans that are equal for this one.
pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    let priced = plan.levels.iter().find_map(|level| {
        let prices = sorted(plan, level.prices.as_ref()?);
        (!prices.is_empty()).then_some((level, prices))
    });
    let Some((level, prices)) = priced else { return Ok(()) };
    writeln!(f, "\nBottlenecks: what one unit more in a month would save ({})", level.name)?;
    let mut table = text::table(["line or component", "month", "saves"]);
    for price in prices.iter().take(MOST) {
        let month = plan.month(price.month).to_string();
        table.add_row([price.name.to_owned(), month, number(price.value, 2)]);
    }
    writeln!(f, "{}", text::render(&mut table, 2))?;
    if prices.len() > MOST {
        writeln!(f, "and {} more months with a price", prices.len() - MOST)?;
    }
    Ok(())
}

struct Price<'a> {
    name: &'a str,
    month: usize,
    value: f64,
}

fn sorted<'a>(plan: &'a Plan, prices: &Prices) -> Vec<Price<'a>> {
    let lines = plan.lines.iter().map(|line| line.line.as_str()).zip(&prices.lines);
    let components = plan.components.iter().map(|component| component.component.as_str());
    let mut sorted: Vec<Price<'a>> = lines
        .chain(components.zip(&prices.components))
        .flat_map(|(name, series)| {
            series.iter().enumerate().map(move |(month, &value)| Price { name, month, value })
        })
        .filter(|price| price.value >= LEAST)
        .collect();
    sorted.sort_by(|a, b| {
        b.value.total_cmp(&a.value).then(a.month.cmp(&b.month)).then(a.name.cmp(b.name))
    });
    sorted
}
