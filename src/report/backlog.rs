//! Backlog at the end of years, quarters or months.

use std::fmt;

use crate::plan::Plan;
use crate::text::{self, number};

/// Columns that fit a screen beside the partner.
const COLUMNS: usize = 8;

pub(super) fn write(f: &mut fmt::Formatter<'_>, plan: &Plan) -> fmt::Result {
    let all = plan.backlog.total.iter().chain(&plan.backlog.not_eligible);
    if all.into_iter().all(|&units| units <= 0.0) {
        return writeln!(f, "\nBacklog: none in any month");
    }
    let (name, dates) = dates(plan);
    for dates in dates.chunks(COLUMNS) {
        writeln!(f, "\nBacklog at the end of each {name}, in units")?;
        let heading = dates.iter().map(|&index| plan.month(index).to_string());
        let mut table = text::table(["partner".to_owned()].into_iter().chain(heading));
        let named = plan.backlog.partners.iter().map(|(id, series)| (id.as_str(), series));
        let touched = named.filter(|(_, series)| series.iter().any(|&units| units > 0.0));
        let apart = Some(("not eligible", &plan.backlog.not_eligible));
        let apart = apart.filter(|(_, series)| !series.is_empty());
        for (partner, series) in touched.chain([("all", &plan.backlog.total)]).chain(apart) {
            let units = |&index: &usize| number(series.get(index).copied().unwrap_or(0.0), 0);
            let cells = dates.iter().map(units);
            table.add_row([partner.to_owned()].into_iter().chain(cells));
        }
        writeln!(f, "{}", text::render(&mut table, 1))?;
    }
    Ok(())
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
