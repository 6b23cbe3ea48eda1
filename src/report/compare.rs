//! A comparison as text and CSV.

use std::fmt::{self, Write as _};

use super::page::{Choice, Page, Plain, Report, Tone};
use super::sparkline::sparkline;
use super::table::{
    Cell, Column, Rows, Sense, Table, amount, exact, month, number, rows, whole, word,
};
use crate::analysis::{Case, Comparison, PartnerOutcome, Totals};
use crate::number::{self, number as rounded, percent};
use crate::plan::Status;
use crate::scenario::natural;

/// The width of a screen that is not known, in characters.
pub(super) const SCREEN: usize = 100;

/// The columns of the totals.
const TOTALS: Choice = Choice {
    plain: &[
        "policy",
        "plan",
        "on_time",
        "late",
        "undelivered",
        "lost",
        "peak_backlog",
        "peak_month",
        "unit_months",
        "wait",
        "delivered_95",
    ],
    first: &[
        "policy",
        "on_time",
        "late",
        "unit_months",
        "wait",
        "by_month",
        "undelivered",
        "lost",
        "peak_backlog",
        "peak_month",
        "delivered_95",
        "plan",
    ],
};

/// Scenario names longer than this are replaced by numbers in the tables.
const LONGEST: usize = 24;

/// The most partners named in the summary of a policy.
const NAMED: usize = 4;

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for Comparison {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        let labels = labels(&self.cases);
        let Some((before, name)) = self.baseline().zip(labels.get(self.baseline)) else {
            return write!(page, "nothing to compare");
        };
        let scenario = match scenarios(&self.cases).len() {
            1 => before.scenario.clone(),
            count => format!("{count} scenarios"),
        };
        writeln!(page, "{scenario}: {} plans, baseline {name}\n", self.cases.len())?;
        page.write_str(&legend(&self.cases))?;
        page.choice(totals(&self.cases, &labels), TOTALS);
        page.write_str("\n\n")?;
        for (case, label) in self.cases.iter().zip(&labels) {
            let units = case.totals.not_eligible;
            if units > 0.0 {
                let units = number::amount(units);
                writeln!(page, "{label}: {units} units not eligible, counted apart\n")?;
            }
            let Totals { orders_not_due, in_progress, .. } = case.totals;
            if orders_not_due > 0 {
                let orders = if orders_not_due == 1 { "order is" } else { "orders are" };
                let text = "due after the last month and under way, counted neither as on time nor";
                writeln!(page, "{label}: {orders_not_due} {orders} {text} as late\n")?;
            }
            if in_progress > 0.0 {
                let units = number::amount(in_progress);
                let noun = if units == "1" { "unit" } else { "units" };
                writeln!(
                    page,
                    "{label}: {units} {noun} made and not delivered by the last month\n"
                )?;
            }
        }
        let unproven = self.cases.iter().zip(&labels);
        for (case, label) in unproven.filter(|(case, _)| case.status == Status::Unproven) {
            let gap = case.totals.relative_gap().map_or_else(
                || "an unknown gap".to_owned(),
                |gap| format!("a gap of {}", percent(gap)),
            );
            writeln!(page, "{label}: stopped at a limit, not proven, {gap}\n")?;
        }
        for (title, column, cell) in PARTNER_TABLES {
            by_partner(page, self, &labels, title, column, |_, case, outcome| cell(case, outcome));
        }
        let title = format!("Months sooner (▲) or later (▼) than under {name}, on average");
        let column = |label| number(label, 1).meaning(Sense::Gain);
        by_partner(page, self, &labels, &title, column, |_, _, outcome| gain(outcome.gain, 1));
        page.toned(Tone::Heading, "Who gains and who loses most");
        for (index, (case, label)) in self.cases.iter().zip(&labels).enumerate() {
            if index != self.baseline {
                write!(page, "\n {label}: ")?;
                summary(page, case)?;
            }
        }
        Ok(())
    }
}

/// A title, the kind of its columns, and the cell of a partner.
type PartnerTable = (
    &'static str,
    fn(String) -> Column<'static>,
    for<'a> fn(&'a Case, &'a PartnerOutcome) -> Cell<'a>,
);

const PARTNER_TABLES: [PartnerTable; 4] = [
    ("Average wait in months from contract to delivery (rank)", |label| number(label, 1), wait),
    ("Last delivery", |label| month(label), completion),
    ("Units late", |label| amount(label), |_, outcome| outcome.late.into()),
    ("Highest backlog", |label| amount(label), |_, outcome| outcome.peak_backlog.into()),
];

/// The name of each case: the policy's, with the scenario's if there are several. Long names
/// of scenarios become numbers, which [`legend`] explains.
pub(super) fn labels(cases: &[Case]) -> Vec<String> {
    let scenarios = scenarios(cases);
    let numbered = is_numbered(cases);
    let label = |case: &Case| {
        let policy = &case.policy;
        let number = scenarios.iter().position(|name| *name == case.scenario);
        match number {
            _ if scenarios.len() < 2 => policy.to_string(),
            Some(number) if numbered => format!("{} / {policy}", number + 1),
            _ => format!("{} / {policy}", case.scenario),
        }
    };
    cases.iter().map(label).collect()
}

/// The scenarios, each once, in the order of their first cases.
fn scenarios(cases: &[Case]) -> Vec<&str> {
    let mut names: Vec<&str> = Vec::new();
    for case in cases {
        if !names.contains(&case.scenario.as_str()) {
            names.push(&case.scenario);
        }
    }
    names
}

fn is_numbered(cases: &[Case]) -> bool {
    let names = scenarios(cases);
    names.len() > 1 && names.iter().any(|name| name.chars().count() > LONGEST)
}

/// Which scenario each number stands for; empty if scenarios go by their names.
fn legend(cases: &[Case]) -> String {
    if !is_numbered(cases) {
        return String::new();
    }
    let line = |(number, name): (usize, &str)| format!(" {number} is {name}\n");
    let lines: String = (1..).zip(scenarios(cases)).map(line).collect();
    format!("{lines}\n")
}

fn totals<'a>(cases: &'a [Case], labels: &[String]) -> Table<'a> {
    let on_time = |(case, _): (&'a Case, &String)| {
        let totals = &case.totals;
        let counted = totals.orders - totals.orders_not_due;
        let shown = format!("{}/{counted}", totals.orders_on_time);
        Cell::from(totals.orders_on_time).shown(shown)
    };
    let table = rows(cases.iter().zip(labels))
        .with(word("policy"), |(_, label)| label.clone())
        .with(word("plan"), |(case, _)| case.status.name())
        .with(whole("on_time").titled("on time"), on_time)
        .with(amount("late").titled("units late"), |(case, _)| case.totals.late)
        .with(amount("undelivered"), |(case, _)| case.totals.undelivered);
    // Where nobody leaves there is no room for a column of zeros.
    let table = if cases.iter().any(|case| case.totals.lost > 0.0) {
        table.with(amount("lost"), |(case, _)| case.totals.lost)
    } else {
        table
    };
    table
        .with(amount("peak_backlog").titled("peak"), |(case, _)| case.totals.peak_backlog)
        .with(month("peak_month").titled("in month"), |(case, _)| case.totals.peak_month)
        .with(word("by_month").titled("backlog").or(""), |(case, _)| {
            sparkline(case.totals.backlog.iter().copied())
        })
        .with(amount("unit_months").titled("unit-months"), |(case, _)| {
            case.totals.backlog_unit_months
        })
        .with(number("wait", 1), |(case, _)| case.totals.average_wait)
        .with(month("delivered_95").titled("95 % by"), |(case, _)| case.totals.delivered_95)
        .table()
}

/// Adds a table with a row for each partner and a column for each case; several tables if
/// one is too wide for the screen. `cell` also gets the position of the case.
pub(super) fn by_partner<'a>(
    page: &mut Page<'a>,
    comparison: &'a Comparison,
    labels: &[String],
    title: &str,
    column: impl Fn(String) -> Column<'static>,
    cell: impl Fn(usize, &'a Case, &'a PartnerOutcome) -> Cell<'a>,
) {
    let cases = comparison.cases.iter().zip(labels).enumerate();
    let add = |table: Rows<'a, &'a str>, (index, (case, label)): (usize, (&'a Case, &String))| {
        table.with(column(label.clone()), |partner| {
            let outcome = case.partner(partner).filter(|outcome| outcome.orders > 0);
            outcome.map(|outcome| cell(index, case, outcome))
        })
    };
    let partners = rows(partners(comparison)).with(word("partner"), |partner| partner);
    page.beside(title, cases.fold(partners, add).table(), Plain::Width(SCREEN));
}

/// The partners that have an order in one of the cases, in the natural order of ids.
fn partners(comparison: &Comparison) -> Vec<&str> {
    let all = comparison.cases.iter().flat_map(|case| &case.partners);
    let with_orders = all.filter(|outcome| outcome.orders > 0);
    let mut ids: Vec<&str> = with_orders.map(|outcome| outcome.partner.as_str()).collect();
    ids.sort_by(|a, b| natural::compare(a, b));
    ids.dedup();
    ids
}

fn wait<'a>(_: &'a Case, outcome: &'a PartnerOutcome) -> Cell<'a> {
    let wait = outcome.average_wait.map_or_else(|| "–".to_owned(), |wait| rounded(wait, 1));
    // Undelivered units wait at least this long.
    let sign = if outcome.undelivered > 0.0 { "≥ " } else { "" };
    let shown = outcome.rank.map_or_else(String::new, |rank| format!("{sign}{wait} ({rank})"));
    Cell::from(outcome.average_wait).shown(shown)
}

fn completion<'a>(case: &'a Case, outcome: &'a PartnerOutcome) -> Cell<'a> {
    let month = Cell::from(outcome.completion);
    if outcome.completion.is_some() { month } else { month.shown(format!("> {}", case.last)) }
}

/// A gain (▲) or loss (▼); text shows it with this many decimals.
pub(super) fn gain(gain: Option<f64>, decimals: usize) -> Cell<'static> {
    Cell::from(gain).shown(arrow(gain, decimals))
}

fn arrow(gain: Option<f64>, decimals: usize) -> String {
    // Half of the last digit shown: anything less counts as no difference.
    let least = if decimals == 0 { 0.5 } else { 0.05 };
    match gain {
        Some(gain) if gain >= least => format!("▲ {}", rounded(gain, decimals)),
        Some(gain) if gain <= -least => format!("▼ {}", rounded(-gain, decimals)),
        Some(_) => "=".to_owned(),
        None => "–".to_owned(),
    }
}

/// Adds who gains and who loses to the line.
fn summary(page: &mut Page<'_>, case: &Case) -> fmt::Result {
    // What prints as no difference is not counted as one.
    let seen = |outcomes: Vec<&PartnerOutcome>| -> Vec<String> {
        let seen = outcomes.into_iter().filter(|outcome| arrow(outcome.gain, 1) != "=");
        seen.map(|outcome| format!("{} {}", outcome.partner, arrow(outcome.gain, 1))).collect()
    };
    let (winners, losers) = (seen(case.winners()), seen(case.losers()));
    if winners.len() + losers.len() == 0 {
        return page.write_str("nobody's average wait changes");
    }
    let mut list = |before: &str, names: Vec<String>, verb: &str| {
        write!(page, "{before}{} {verb}", names.len())?;
        if !names.is_empty() {
            page.write_str(" (")?;
            page.names(names, NAMED, ", …".to_owned());
            page.write_str(")")?;
        }
        Ok(())
    };
    let verb = |count: usize, one, many| if count == 1 { one } else { many };
    let (gain, lose) = (verb(winners.len(), "gains", "gain"), verb(losers.len(), "loses", "lose"));
    list("", winners, gain)?;
    list("\n   ", losers, lose)
}

impl Comparison {
    /// One row for each case and partner.
    pub fn table(&self) -> Table<'_> {
        outcomes(self)
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }

    /// One row for each case, partner and month: units in backlog at its end, and delivered in it.
    pub fn series_table(&self) -> Table<'_> {
        series(self)
    }
}

/// Every case, partner and month.
fn series(comparison: &Comparison) -> Table<'_> {
    let outcomes = comparison
        .cases
        .iter()
        .flat_map(|case| case.partners.iter().map(move |outcome| (case, outcome)));
    let months = outcomes.flat_map(|(case, outcome)| {
        let months = case.last.since(case.start) as usize + 1;
        (0..months).map(move |index| (case, outcome, index))
    });
    let at = |series: &[f64], index: usize| series.get(index).copied().unwrap_or(0.0);
    rows(months)
        .with(word("scenario"), |(case, ..)| &case.scenario)
        .with(word("policy"), |(case, ..)| &case.policy)
        .with(word("partner"), |(_, outcome, _)| &outcome.partner)
        .with(month("month"), |(case, _, index)| case.start + index as u32)
        .with(exact("backlog"), move |(_, outcome, index)| at(&outcome.backlog, index))
        .with(exact("delivered"), move |(_, outcome, index)| at(&outcome.deliveries, index))
        .table()
}

/// Every case and partner.
fn outcomes(comparison: &Comparison) -> Table<'_> {
    let baseline = comparison.baseline().map_or("", |case| case.policy.as_str());
    let cases = comparison.cases.iter();
    rows(cases.flat_map(|case| case.partners.iter().map(move |outcome| (case, outcome))))
        .with(word("scenario"), |(case, _)| &case.scenario)
        .with(word("policy"), |(case, _)| &case.policy)
        .with(word("rule"), |(case, _)| &case.rule)
        .with(word("status"), |(case, _)| case.status.name())
        .with(word("partner"), |(_, outcome)| &outcome.partner)
        .with(whole("orders"), |(_, outcome)| outcome.orders)
        .with(whole("orders_on_time"), |(_, outcome)| outcome.orders_on_time)
        .with(whole("orders_not_due"), |(_, outcome)| outcome.orders_not_due)
        .with(exact("ordered"), |(_, outcome)| outcome.ordered)
        .with(exact("undelivered"), |(_, outcome)| outcome.undelivered)
        .with(exact("late"), |(_, outcome)| outcome.late)
        .with(exact("share_completed"), |(_, outcome)| outcome.share_completed)
        .with(month("completion"), |(_, outcome)| outcome.completion)
        .with(exact("average_wait"), |(_, outcome)| outcome.average_wait)
        .with(whole("rank"), |(_, outcome)| outcome.rank)
        .with(word("baseline"), |_| baseline)
        .with(exact("gain"), |(_, outcome)| outcome.gain)
        .with(exact("peak_backlog"), |(_, outcome)| outcome.peak_backlog)
        .with(month("peak_month"), |(_, outcome)| outcome.peak_month)
        .with(exact("backlog_unit_months"), |(_, outcome)| outcome.backlog_unit_months)
        .with(exact("not_eligible"), |(_, outcome)| outcome.not_eligible)
        .with(exact("in_progress"), |(_, outcome)| outcome.in_progress)
        .with(exact("lost"), |(_, outcome)| outcome.lost)
        .table()
}
