//! How what is supplied is used.

use std::fmt::{self, Write as _};

use super::marked::Marked;
use crate::plan::{Plan, ResourceKind};
use crate::report::page::{Choice, Page};
use crate::report::sparkline::sparkline;
use crate::report::table::{month, number, rows, share, whole, word};

/// The columns of the text, whatever is supplied.
const SHOWN: Choice = Choice {
    plain: &[
        "line",
        "component",
        "labour",
        "stock",
        "capacity",
        "supply",
        "hours",
        "used",
        "share",
        "months_full",
        "months_empty",
        "first",
        "last",
    ],
    first: &[
        "line",
        "component",
        "labour",
        "share",
        "capacity",
        "supply",
        "hours",
        "used",
        "months_full",
        "months_empty",
        "by_month",
        "stock",
        "first",
        "last",
    ],
};

/// Writes a table for each kind of resource that is supplied.
pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    for kind in ResourceKind::ALL.into_iter().filter(|kind| kind.is_supply()) {
        let parts = plan.resources_of(kind);
        let all: Vec<_> =
            parts.map(|part| (part, Marked::of(plan, part.months_used_up()))).collect();
        let Some((first, _)) = all.first() else { continue };
        let used_up = if first.left.is_empty() { "full" } else { "empty" };
        let used_up = whole(format!("months_{used_up}")).titled(format!("months {used_up}"));
        // Of small amounts the parts count.
        let small = |total: f64| total < 1000.0 && total.fract() > 0.0;
        let small = all.iter().any(|(part, _)| small(part.total()));
        let decimals = if small { 2 } else { 0 };
        let table = rows(&all).with(word(kind.name()), |(part, _)| part.id());
        let table = if first.left.is_empty() {
            table
        } else {
            table.with(number("stock", decimals), |(part, _)| part.opening())
        };
        let table = table
            .with(number(kind.noun(), decimals), |(part, _)| part.total())
            .with(number("used", decimals), |(part, _)| part.used.iter().sum::<f64>())
            .with(share("share"), |(part, _)| part.utilisation())
            .with(word("by_month").titled("by month").or(""), |(part, _)| {
                sparkline(part.offered.iter().map(|units| units.unwrap_or(0.0)))
            })
            .with(used_up, |(_, months)| months.count)
            .with(month("first"), |(_, months)| months.first)
            .with(month("last"), |(_, months)| months.last)
            .table();
        writeln!(page)?;
        page.heading(kind.heading());
        page.choice(table, SHOWN);
        writeln!(page)?;
    }
    Ok(())
}
