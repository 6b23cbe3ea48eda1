//! A study as text and CSV.

use std::fmt::{self, Write as _};

use super::compare::{SCREEN, by_partner, gain, labels};
use super::page::{Choice, Page, Plain, Report};
use super::table::{Cell, Rows, Sense, Table, amount, exact, number, rows, share, whole, word};
use crate::analysis::{Case, Cost, Depth, Study, Utilisation};
use crate::number::percent;
use crate::plan::ResourceKey;

/// The columns of the text on costs.
const COSTS: Choice = Choice {
    plain: &["label", "backlog", "backlog_bound", "backlog_gap", "backlog_share"],
    first: &["label", "backlog", "backlog_gap", "backlog_bound", "backlog_share"],
};

/// The columns of the text on costs in value.
const COSTS_IN_VALUE: Choice = Choice {
    plain: &[
        "label",
        "value_backlog",
        "value_backlog_bound",
        "value_backlog_gap",
        "value_backlog_share",
    ],
    first: &[
        "label",
        "value_backlog",
        "value_backlog_gap",
        "value_backlog_bound",
        "value_backlog_share",
    ],
};

/// The columns of the text on value.
const VALUES: Choice = Choice {
    plain: &[
        "label",
        "value_ordered",
        "value_undelivered",
        "value_late",
        "wait_value_months",
        "value_average_wait",
        "gini",
    ],
    first: &[
        "label",
        "value_late",
        "value_average_wait",
        "gini",
        "value_undelivered",
        "value_ordered",
        "wait_value_months",
    ],
};

/// The columns of a case in CSV.
const CASES: [&str; 23] = [
    "scenario",
    "policy",
    "rule",
    "status",
    "orders",
    "orders_on_time",
    "late",
    "undelivered",
    "lost",
    "average_wait",
    "gini",
    "value_ordered",
    "value_delivered",
    "value_late",
    "wait_value_months",
    "backlog",
    "backlog_least",
    "backlog_bound",
    "backlog_gap",
    "value_backlog",
    "value_backlog_least",
    "value_backlog_bound",
    "value_backlog_gap",
];

impl fmt::Display for Study {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for Study {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        let labels = labels(&self.comparison.cases);
        let Some(name) = labels.get(self.comparison.baseline) else {
            return write!(page, "nothing to compare");
        };
        self.comparison.put(page)?;
        page.write_str("\n\n")?;
        let title = "Share used of lines and components (months full)";
        page.beside(title, by_part(self, &labels), Plain::Width(SCREEN));
        let cases = cases(self, &labels);
        page.heading("In value; Gini is of the partners' waits: 0 if all wait alike");
        page.choice(cases.clone(), VALUES);
        page.write_str("\n\n")?;
        let title = format!("Value-months sooner (▲) or later (▼) than under {name}");
        let column = |label| amount(label).meaning(Sense::Gain);
        by_partner(page, &self.comparison, &labels, &title, column, |index, _, outcome| {
            let depth = self.depths.get(index);
            let part = depth.and_then(|depth| depth.partner(outcome.partner.as_str()));
            part.map_or(Cell::Nothing, |part| gain(part.gain, 0))
        });
        page.heading("What each policy costs: unit-months of backlog against the least possible");
        page.choice(cases.clone(), COSTS);
        if self.depths.iter().any(|depth| depth.cost_in_value != depth.cost) {
            page.write_str("\n\n")?;
            page.heading("The same in value-months");
            page.choice(cases, COSTS_IN_VALUE);
        }
        Ok(())
    }
}

impl Study {
    /// One row for each case.
    pub fn table(&self) -> Table<'_> {
        cases(self, &labels(&self.comparison.cases)).select(&CASES)
    }

    /// One row for each case and partner, in value; what they mean in units is in
    /// [`Comparison::table`](crate::analysis::Comparison::table).
    pub fn partners_table(&self) -> Table<'_> {
        partners(self)
    }

    /// One row for each case and each line or component: how it is used.
    pub fn uses_table(&self) -> Table<'_> {
        uses(self)
    }

    /// The cases as CSV: the [table](Self::table), numbers unrounded, an empty field where
    /// there is no value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }

    /// The partners as CSV: the [table](Self::partners_table), numbers unrounded.
    pub fn partners_csv(&self) -> String {
        self.partners_table().to_csv()
    }

    /// The use of lines and components as CSV: the [table](Self::uses_table), numbers
    /// unrounded.
    pub fn uses_csv(&self) -> String {
        self.uses_table().to_csv()
    }
}

fn pairs(study: &Study) -> impl Iterator<Item = (&Case, &Depth)> {
    study.comparison.cases.iter().zip(&study.depths)
}

type Labelled<'a, 'l> = ((&'a Case, &'a Depth), &'l String);

/// A row for each case.
fn cases<'a, 'l>(study: &'a Study, labels: &'l [String]) -> Table<'a> {
    let table = rows(pairs(study).zip(labels))
        .with(word("label").titled("policy"), |(_, label): Labelled<'a, 'l>| label.clone())
        .with(word("scenario"), |((case, _), _)| &case.scenario)
        .with(word("policy"), |((case, _), _)| &case.policy)
        .with(word("rule"), |((case, _), _)| &case.rule)
        .with(word("status"), |((case, _), _)| case.status.name())
        .with(whole("orders"), |((case, _), _)| case.totals.orders)
        .with(whole("orders_on_time"), |((case, _), _)| case.totals.orders_on_time)
        .with(exact("late"), |((case, _), _)| case.totals.late)
        .with(exact("undelivered"), |((case, _), _)| case.totals.undelivered)
        .with(exact("lost"), |((case, _), _)| case.totals.lost)
        .with(exact("average_wait"), |((case, _), _)| case.totals.average_wait)
        .with(number("gini", 3).titled("Gini"), |((_, depth), _)| depth.concentration)
        .with(amount("value_ordered").titled("ordered"), |((_, depth), _)| depth.value.ordered)
        .with(exact("value_delivered"), |((_, depth), _)| depth.value.delivered)
        .with(amount("value_undelivered").titled("undelivered"), |((_, depth), _)| {
            depth.value.undelivered()
        })
        .with(amount("value_late").titled("late"), |((_, depth), _)| depth.value.late)
        .with(amount("wait_value_months").titled("value-months"), |((_, depth), _)| {
            depth.value.wait
        })
        .with(number("value_average_wait", 1).titled("wait"), |((_, depth), _)| {
            depth.value.average_wait()
        });
    let table = costs(table, COST, |((_, depth), _)| &depth.cost);
    costs(table, COST_IN_VALUE, |((_, depth), _)| &depth.cost_in_value).table()
}

const COST: [&str; 5] =
    ["backlog", "backlog_least", "backlog_bound", "backlog_gap", "backlog_share"];

const COST_IN_VALUE: [&str; 5] = [
    "value_backlog",
    "value_backlog_least",
    "value_backlog_bound",
    "value_backlog_gap",
    "value_backlog_share",
];

/// Adds what a case costs against the least possible, in columns of these names.
fn costs<'a, 'l>(
    table: Rows<'a, Labelled<'a, 'l>>,
    [waiting, least, bound, gap, more]: [&'static str; 5],
    of: fn(Labelled<'a, 'l>) -> &'a Cost,
) -> Rows<'a, Labelled<'a, 'l>> {
    table
        .with(amount(waiting).titled("backlog"), |row| of(row).waiting)
        .with(exact(least), |row| of(row).least)
        .with(amount(bound).titled("least possible"), |row| of(row).bound)
        .with(amount(gap).titled("more"), |row| of(row).gap())
        .with(share(more).titled("share"), |row| of(row).share())
}

/// A row for each case and partner, in value.
fn partners(study: &Study) -> Table<'_> {
    let all = pairs(study)
        .flat_map(|(case, depth)| depth.partners.iter().map(move |partner| (case, partner)));
    rows(all)
        .with(word("scenario"), |(case, _)| &case.scenario)
        .with(word("policy"), |(case, _)| &case.policy)
        .with(word("partner"), |(_, part)| &part.partner)
        .with(exact("value_ordered"), |(_, part)| part.value.ordered)
        .with(exact("value_delivered"), |(_, part)| part.value.delivered)
        .with(exact("value_late"), |(_, part)| part.value.late)
        .with(exact("value_months"), |(_, part)| part.value.wait)
        .with(exact("average_wait"), |(_, part)| part.value.average_wait())
        .with(exact("gain_months"), |(case, part)| {
            case.partner(part.partner.as_str()).and_then(|outcome| outcome.gain)
        })
        .with(exact("gain_value_months"), |(_, part)| part.gain)
        .table()
}

/// A row for each case and each line or component.
fn uses(study: &Study) -> Table<'_> {
    let all =
        pairs(study).flat_map(|(case, depth)| depth.resources.iter().map(move |part| (case, part)));
    rows(all)
        .with(word("scenario"), |(case, _)| &case.scenario)
        .with(word("policy"), |(case, _)| &case.policy)
        .with(word("kind"), |(_, part)| part.resource.kind.name())
        .with(word("resource"), |(_, part)| &part.resource.id)
        .with(exact("offered"), |(_, part)| part.offered)
        .with(exact("used"), |(_, part)| part.used)
        .with(exact("share"), |(_, part)| part.share)
        .with(whole("months_full"), |(_, part)| part.months_full)
        .table()
}

/// The share used: a row for each line or component, a column for each case.
fn by_part<'a>(study: &'a Study, labels: &[String]) -> Table<'a> {
    let mut keys: Vec<&ResourceKey> = Vec::new();
    for part in study.depths.iter().flat_map(|depth| &depth.resources) {
        if !keys.contains(&&part.resource) {
            keys.push(&part.resource);
        }
    }
    let used = |part: &Utilisation| {
        let shown = format!("{} ({})", percent(part.share?), part.months_full);
        Some(Cell::from(part.share).shown(shown))
    };
    let add = |table: Rows<'a, &'a ResourceKey>, (label, depth): (&String, &'a Depth)| {
        table.with(share(label.clone()), |key| {
            depth.resources.iter().find(|part| part.resource == *key).and_then(used)
        })
    };
    let keys = rows(keys).with(word("part"), |key| &key.id);
    labels.iter().zip(&study.depths).fold(keys, add).table()
}
