//! The months in which one unit more would save most.

use std::fmt::{self, Write as _};

use crate::plan::Plan;
use crate::report::page::Page;
use crate::report::table::{month, number, rows, word};

/// The most prices shown.
const MOST: usize = 10;

/// Lower prices would print as zero and are left out.
const LEAST: f64 = 0.005;

/// Writes the highest prices of the first level that has any: the levels after it count
/// only among plans that are equal for this one.
pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    let priced = plan.levels.iter().find_map(|level| {
        let prices = sorted(plan, &level.worth(&plan.resources));
        (!prices.is_empty()).then_some((level, prices))
    });
    let Some((level, prices)) = priced else { return Ok(()) };
    let what = if level.name.starts_with("lost value") { "value" } else { "unit-months" };
    let name = &level.name;
    writeln!(page)?;
    page.heading(format!("Bottlenecks: {what} that one unit more in a month would save"));
    writeln!(page, "({name})")?;
    let table = rows(prices.iter().take(MOST))
        .with(word("part").titled("resource"), |price| price.name)
        .with(month("from").left(), |price| plan.month(price.first))
        .with(month("to").left(), |price| plan.month(price.last))
        .with(number("saves", 2), |price| price.value)
        .table();
    page.table(table);
    writeln!(page)?;
    if prices.len() > MOST {
        writeln!(page, "and {} lower prices", prices.len() - MOST)?;
    }
    Ok(())
}

/// A price and the months in a row in which it holds.
struct Price<'a> {
    name: &'a str,
    first: usize,
    last: usize,
    value: f64,
}

/// Every price that is not left out, the highest first. Months in a row with the same printed
/// price are one.
fn sorted<'a>(plan: &'a Plan, worth: &[Vec<f64>]) -> Vec<Price<'a>> {
    let parts = plan.resources.iter().zip(worth).filter(|(part, _)| part.kind().is_supply());
    let mut sorted: Vec<Price<'a>> = Vec::new();
    for (name, series) in parts.map(|(part, series)| (part.id(), series)) {
        for (month, &value) in series.iter().enumerate().filter(|(_, value)| **value >= LEAST) {
            let before = sorted.last_mut().filter(|price| {
                price.name == name && price.last + 1 == month && (price.value - value).abs() < LEAST
            });
            if let Some(price) = before {
                price.last = month;
            } else {
                sorted.push(Price { name, first: month, last: month, value });
            }
        }
    }
    sorted.sort_by(|a, b| {
        b.value.total_cmp(&a.value).then(a.first.cmp(&b.first)).then(a.name.cmp(b.name))
    });
    sorted
}
