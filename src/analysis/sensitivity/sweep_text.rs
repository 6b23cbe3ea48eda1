//! A sweep as text and CSV.

use std::fmt;

use super::sweep::{Sweep, SweepStep, Swept};
use crate::analysis::difference::{date, signed};
use crate::analysis::{OrderDifference, Side};
use crate::plan::Status;
use crate::text::{self, number};

/// Orders named at each step.
const NAMED: usize = 8;

impl Swept {
    /// What a value of it is called.
    fn heading(&self) -> String {
        match self {
            Self::Weight(attribute) => format!("weight of {attribute}"),
            Self::Tiers => "tiers".to_owned(),
        }
    }
}

impl fmt::Display for Sweep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heading = self.over.heading();
        writeln!(f, "{}: policy {}, {heading} step by step\n", self.scenario, self.policy)?;
        let first = match self.over {
            Swept::Weight(_) => "weight",
            Swept::Tiers => "tiers",
        };
        let mut table = text::table([
            first,
            "plan",
            "on time",
            "units late",
            "undelivered",
            "unit-months",
            "wait",
            "sooner",
            "later",
        ]);
        for step in &self.steps {
            let totals = &step.case.totals;
            table.add_row([
                round(step.value),
                step.case.status.name().to_owned(),
                format!("{}/{}", totals.orders_on_time, totals.orders),
                number(totals.late, 0),
                number(totals.undelivered, 0),
                number(totals.backlog_unit_months, 0),
                totals.average_wait.map_or_else(|| "–".to_owned(), |wait| number(wait, 1)),
                step.sooner.to_string(),
                step.later.to_string(),
            ]);
        }
        write!(f, "{}\n\nDates that move from one step to the next", text::render(&mut table, 1))?;
        for pair in self.steps.windows(2) {
            let [before, after] = pair else { continue };
            write!(f, "\n {} → {}:", round(before.value), round(after.value))?;
            moves(f, after)?;
        }
        let open = self.steps.iter().filter(|step| step.case.status == Status::Unproven);
        for step in open {
            write!(f, "\n\n{}: stopped at a limit, not proven", round(step.value))?;
        }
        Ok(())
    }
}

fn moves(f: &mut fmt::Formatter<'_>, step: &SweepStep) -> fmt::Result {
    if step.moved.is_empty() {
        return write!(f, " none");
    }
    // Those that move most come first.
    let size = |order: &OrderDifference| order.shift.unit_months.unwrap_or(0.0).abs();
    let mut moved: Vec<&OrderDifference> = step.moved.iter().collect();
    moved.sort_by(|a, b| size(b).total_cmp(&size(a)));
    for order in moved.into_iter().take(NAMED) {
        let shift = &order.shift;
        let units = shift.unit_months.map_or_else(String::new, signed);
        let dates = match shift.months {
            // The completion stays, but what comes before it moves.
            Some(0) => format!("{}, {units} unit-months", date(shift.after.as_ref())),
            months => {
                let (before, after) = (date(shift.before.as_ref()), date(shift.after.as_ref()));
                let months = months
                    .map_or_else(String::new, |months| format!(" ({})", signed(f64::from(months))));
                format!("{before} → {after}{months}")
            }
        };
        write!(f, "\n   {} ({}): {dates}", order.order, order.partner)?;
    }
    let more = step.moved.len().saturating_sub(NAMED);
    if more > 0 { write!(f, "\n   and {more} more") } else { Ok(()) }
}

/// Values are given, not computed: whole ones as they are, others without the digits that
/// equal steps leave behind.
fn round(value: f64) -> String {
    let text = number(value, 6);
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

const STEPS: [&str; 14] = [
    "scenario",
    "policy",
    "over",
    "value",
    "status",
    "orders",
    "orders_on_time",
    "late",
    "undelivered",
    "average_wait",
    "peak_backlog",
    "backlog_unit_months",
    "sooner",
    "later",
];

const MOVES: [&str; 9] = [
    "value_before",
    "value",
    "order",
    "partner",
    "product",
    "completion_before",
    "completion",
    "months",
    "unit_months",
];

impl Sweep {
    /// The steps as CSV: one row for each, numbers unrounded.
    pub fn to_csv(&self) -> String {
        let mut table = text::Csv::new(STEPS);
        for step in &self.steps {
            let totals = &step.case.totals;
            table.row(&[
                self.scenario.clone(),
                self.policy.to_string(),
                self.over.heading(),
                step.value.to_string(),
                step.case.status.name().to_owned(),
                totals.orders.to_string(),
                totals.orders_on_time.to_string(),
                totals.late.to_string(),
                totals.undelivered.to_string(),
                text::optional(totals.average_wait),
                totals.peak_backlog.to_string(),
                totals.backlog_unit_months.to_string(),
                step.sooner.to_string(),
                step.later.to_string(),
            ]);
        }
        table.into_text()
    }

    /// The dates that move as CSV: one row for each step and order that moves against the
    /// step before, numbers unrounded.
    pub fn moves_csv(&self) -> String {
        let mut table = text::Csv::new(MOVES);
        for pair in self.steps.windows(2) {
            let [before, after] = pair else { continue };
            for order in &after.moved {
                let shift = &order.shift;
                let completion = |side: &Option<Side>| {
                    text::optional(side.as_ref().and_then(|side| side.completion))
                };
                table.row(&[
                    before.value.to_string(),
                    after.value.to_string(),
                    order.order.to_string(),
                    order.partner.to_string(),
                    order.product.to_string(),
                    completion(&shift.before),
                    completion(&shift.after),
                    text::optional(shift.months),
                    text::optional(shift.unit_months),
                ]);
            }
        }
        table.into_text()
    }
}
