//! A sweep as text and CSV.

use std::fmt::{self, Write as _};

use super::difference::date;
use super::page::{Choice, Page, Report, Tone};
use super::table::{Cell, Table, amount, exact, month, number, rows, whole, word};
use crate::analysis::{OrderDifference, Sweep, SweepStep, Swept};
use crate::number::{number as rounded, signed};
use crate::plan::Status;

/// The most orders named at each step.
const NAMED: usize = 8;

/// The columns of a step in the text.
const SHOWN: Choice = Choice {
    plain: &[
        "value",
        "status",
        "on_time",
        "late",
        "undelivered",
        "backlog_unit_months",
        "average_wait",
        "sooner",
        "later",
    ],
    first: &[
        "value",
        "on_time",
        "late",
        "sooner",
        "later",
        "backlog_unit_months",
        "average_wait",
        "undelivered",
        "status",
        "peak_backlog",
    ],
};

/// The columns of a step in CSV.
const STEPS: [&str; 15] = [
    "scenario",
    "policy",
    "over",
    "value",
    "status",
    "orders",
    "orders_on_time",
    "late",
    "undelivered",
    "lost",
    "average_wait",
    "peak_backlog",
    "backlog_unit_months",
    "sooner",
    "later",
];

/// What the sweep changes, in words.
fn over(swept: &Swept) -> String {
    match swept {
        Swept::Weight(attribute) => format!("weight of {attribute}"),
        Swept::Tiers => "tiers".to_owned(),
    }
}

impl fmt::Display for Sweep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for Sweep {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        let over = over(&self.over);
        writeln!(page, "{}: policy {}, {over} step by step\n", self.scenario, self.policy)?;
        page.choice(steps(self), SHOWN);
        page.write_str("\n\n")?;
        page.toned(Tone::Heading, "Dates that move from one step to the next");
        for pair in self.steps.windows(2) {
            let [before, after] = pair else { continue };
            write!(page, "\n {} → {}:", round(before.value), round(after.value))?;
            moves(page, after)?;
        }
        let open = self.steps.iter().filter(|step| step.case.status == Status::Unproven);
        for step in open {
            write!(page, "\n\n{}: stopped at a limit, not proven", round(step.value))?;
        }
        for step in &self.failed {
            write!(page, "\n\n{}: no plan: {}", round(step.value), step.reason)?;
        }
        Ok(())
    }
}

impl Sweep {
    /// One row for each step.
    pub fn table(&self) -> Table<'_> {
        steps(self).select(&STEPS)
    }

    /// One row for each step and order that moves against the step before.
    pub fn moves_table(&self) -> Table<'_> {
        moved(self)
    }

    /// The steps as CSV: the [table](Self::table), numbers unrounded.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }

    /// The dates that move as CSV: the [table](Self::moves_table), numbers unrounded.
    pub fn moves_csv(&self) -> String {
        self.moves_table().to_csv()
    }
}

/// A row for each step, with its totals.
fn steps(sweep: &Sweep) -> Table<'_> {
    let first = match sweep.over {
        Swept::Weight(_) => "weight",
        Swept::Tiers => "tiers",
    };
    let on_time = |step: &SweepStep| {
        let totals = &step.case.totals;
        let shown = format!("{}/{}", totals.orders_on_time, totals.orders);
        Cell::from(totals.orders_on_time).shown(shown)
    };
    rows(&sweep.steps)
        .with(word("scenario"), |_| &sweep.scenario)
        .with(word("policy"), |_| &sweep.policy)
        .with(word("over"), |_| over(&sweep.over))
        .with(exact("value").titled(first).left(), |step| {
            Cell::from(step.value).shown(round(step.value))
        })
        .with(word("status").titled("plan").right(), |step| step.case.status.name())
        .with(whole("orders"), |step| step.case.totals.orders)
        .with(whole("orders_on_time"), |step| step.case.totals.orders_on_time)
        .with(whole("on_time").titled("on time"), on_time)
        .with(amount("late").titled("units late"), |step| step.case.totals.late)
        .with(amount("undelivered"), |step| step.case.totals.undelivered)
        .with(exact("lost"), |step| step.case.totals.lost)
        .with(number("average_wait", 1).titled("wait"), |step| step.case.totals.average_wait)
        .with(exact("peak_backlog"), |step| step.case.totals.peak_backlog)
        .with(amount("backlog_unit_months").titled("unit-months"), |step| {
            step.case.totals.backlog_unit_months
        })
        .with(whole("sooner"), |step| step.sooner)
        .with(whole("later"), |step| step.later)
        .table()
}

/// A row for each order that moves from one step to the next.
fn moved(sweep: &Sweep) -> Table<'_> {
    let pairs = sweep.steps.windows(2).filter_map(|pair| match pair {
        [before, after] => Some((before, after)),
        _ => None,
    });
    let all = pairs.flat_map(|(before, after)| {
        after.moved.iter().map(move |order| (before.value, after.value, order))
    });
    rows(all)
        .with(exact("value_before"), |(before, ..)| before)
        .with(exact("value"), |(_, value, _)| value)
        .with(word("order"), |(.., order)| &order.order)
        .with(word("partner"), |(.., order)| &order.partner)
        .with(word("product"), |(.., order)| &order.product)
        .with(month("completion_before"), |(.., order)| {
            order.shift.before.as_ref().and_then(|side| side.completion)
        })
        .with(month("completion"), |(.., order)| {
            order.shift.after.as_ref().and_then(|side| side.completion)
        })
        .with(whole("months"), |(.., order)| order.shift.months)
        .with(exact("unit_months"), |(.., order)| order.shift.unit_months)
        .table()
}

fn moves(page: &mut Page<'_>, step: &SweepStep) -> fmt::Result {
    if step.moved.is_empty() {
        return write!(page, " none");
    }
    // The orders that move most come first.
    let size = |order: &OrderDifference| order.shift.unit_months.unwrap_or(0.0).abs();
    let mut moved: Vec<&OrderDifference> = step.moved.iter().collect();
    moved.sort_by(|a, b| size(b).total_cmp(&size(a)));
    for order in moved.into_iter().take(NAMED) {
        let shift = &order.shift;
        let units = shift.unit_months.map_or_else(String::new, signed);
        let dates = match shift.months {
            // The completion stays, but earlier deliveries move.
            Some(0) => format!("{}, {units} unit-months", date(shift.after.as_ref())),
            months => {
                let (before, after) = (date(shift.before.as_ref()), date(shift.after.as_ref()));
                let months = months
                    .map_or_else(String::new, |months| format!(" ({})", signed(f64::from(months))));
                format!("{before} → {after}{months}")
            }
        };
        write!(page, "\n   {} ({}): {dates}", order.order, order.partner)?;
    }
    let more = step.moved.len().saturating_sub(NAMED);
    if more > 0 { write!(page, "\n   and {more} more") } else { Ok(()) }
}

/// A value of the sweep, without the rounding digits that dividing a range into equal steps
/// leaves.
fn round(value: f64) -> String {
    let text = rounded(value, 6);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}
