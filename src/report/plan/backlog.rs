//! Backlog by partner and month.

use std::fmt::{self, Write as _};

use crate::plan::Plan;
use crate::report::page::{Page, Plain};
use crate::report::sparkline::sparkline;
use crate::report::table::{Rows, Table, amount, exact, month, rows, word};

/// The most months side by side that fit a screen.
const COLUMNS: usize = 8;

/// The column that is for screens only.
const BY_MONTH: &str = "by_month";

/// Writes the backlog at the end of years, quarters or months.
pub(super) fn write<'a>(page: &mut Page<'a>, plan: &'a Plan) -> fmt::Result {
    let all = plan.backlog.total.iter().chain(&plan.backlog.not_eligible);
    if all.into_iter().all(|&units| units <= 0.0) {
        return writeln!(page, "\nBacklog: none in any month");
    }
    let (name, dates) = dates(plan);
    let title = format!("Backlog at the end of each {name}, in units");
    let table = by_dates(plan, &dates);
    page.beside(title, table, Plain::Columns { most: COLUMNS, without: BY_MONTH });
    Ok(())
}

/// A row for each partner that is ever in backlog and one for all, a column for each date.
fn by_dates<'a>(plan: &'a Plan, dates: &[usize]) -> Table<'a> {
    let named = plan.backlog.partners.iter().map(|(id, series)| (id.as_str(), series));
    let touched = named.filter(|(_, series)| series.iter().any(|&units| units > 0.0));
    let apart = Some(("not eligible", &plan.backlog.not_eligible));
    let apart = apart.filter(|(_, series)| !series.is_empty());
    let all = touched.chain([("all", &plan.backlog.total)]).chain(apart);
    let table = rows(all).with(word("partner"), |(partner, _)| partner);
    let series = |(_, series): (_, &Vec<f64>)| sparkline(series.iter().copied());
    let table = table.with(word(BY_MONTH).titled("by month").or(""), series);
    let add = |table, &index: &usize| {
        let units = |(_, series): (_, &Vec<f64>)| series.get(index).copied().unwrap_or(0.0);
        Rows::with(table, amount(plan.month(index).to_string()), units)
    };
    dates.iter().fold(table, add).table()
}

/// The last months of the years; of the quarters or every month where the horizon is
/// short. The last month of all is always there.
fn dates(plan: &Plan) -> (&'static str, Vec<usize>) {
    let months = plan.months as usize;
    let (name, every) = match months {
        0..=8 => ("month", 1),
        9..=24 => ("quarter", 3),
        _ => ("year", 12),
    };
    let ends = |&index: &usize| plan.month(index).month() % every == 0 || index + 1 == months;
    (name, (0..months).filter(ends).collect())
}

/// The backlog of every partner at the end of every month: one row each.
pub fn backlog(plan: &Plan) -> Table<'_> {
    let all = plan.backlog.partners.iter().flat_map(|(partner, series)| {
        series.iter().enumerate().map(move |(index, &units)| (partner, plan.month(index), units))
    });
    rows(all)
        .with(word("partner"), |(partner, ..)| partner)
        .with(month("month"), |(_, month, _)| month)
        .with(exact("units"), |(.., units)| units)
        .table()
}

/// The [backlog] as CSV, numbers unrounded.
pub fn backlog_csv(plan: &Plan) -> String {
    backlog(plan).to_csv()
}
