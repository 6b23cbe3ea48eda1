//! A comparison as text.

use std::fmt;

use super::case::Case;
use super::comparison::Comparison;
use super::outcome::PartnerOutcome;
use crate::plan::Status;
use crate::text::{self, number};

/// The width of the screen that the tables are made for.
const SCREEN: usize = 100;

/// Blanks between columns.
const BETWEEN: usize = 2;

/// The longest name of a scenario that is repeated in every table.
const LONGEST: usize = 24;

/// Partners named in the summary of a policy.
const NAMED: usize = 4;

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels = labels(&self.cases);
        let Some((before, name)) = self.baseline().zip(labels.get(self.baseline)) else {
            return write!(f, "nothing to compare");
        };
        let scenario = match scenarios(&self.cases).len() {
            1 => before.scenario.clone(),
            count => format!("{count} scenarios"),
        };
        writeln!(f, "{scenario}: {} plans, baseline {name}\n", self.cases.len())?;
        write!(f, "{}", legend(&self.cases))?;
        writeln!(f, "{}\n", totals(&self.cases, &labels))?;
        for (case, label) in self.cases.iter().zip(&labels) {
            let units = case.totals.not_eligible;
            if units > 0.0 {
                writeln!(f, "{label}: {} units not eligible, counted apart\n", number(units, 0))?;
            }
        }
        for case in self.cases.iter().zip(&labels).filter(|(case, _)| case.is_open()) {
            let gap = case.0.totals.relative_gap().map_or_else(
                || "an unknown gap".to_owned(),
                |gap| format!("a gap of {}", text::percent(gap)),
            );
            writeln!(f, "{}: stopped at a limit, not proven, {gap}\n", case.1)?;
        }
        for (title, cell) in PARTNER_TABLES {
            self.partner_tables(f, &labels, title, &|_, case, outcome| cell(case, outcome))?;
        }
        let title = format!("Months sooner (▲) or later (▼) than under {name}, on average");
        self.partner_tables(f, &labels, &title, &|_, _, outcome| arrow(outcome.gain))?;
        write!(f, "Who gains and who loses most")?;
        for (index, (case, label)) in self.cases.iter().zip(&labels).enumerate() {
            if index != self.baseline {
                write!(f, "\n {label}: {}", summary(case))?;
            }
        }
        Ok(())
    }
}

type PartnerCell = fn(&Case, &PartnerOutcome) -> String;

const PARTNER_TABLES: [(&str, PartnerCell); 4] = [
    ("Average wait in months from contract to delivery (rank)", wait),
    ("Last delivery", completion),
    ("Units late", |_, outcome| number(outcome.late, 0)),
    ("Highest backlog", |_, outcome| number(outcome.peak_backlog, 0)),
];

impl Case {
    fn is_open(&self) -> bool {
        self.status == Status::Unproven
    }
}

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

/// What the numbers of scenarios stand for; nothing if they have their names.
fn legend(cases: &[Case]) -> String {
    if !is_numbered(cases) {
        return String::new();
    }
    let line = |(number, name): (usize, &str)| format!(" {number} is {name}\n");
    let lines: String = (1..).zip(scenarios(cases)).map(line).collect();
    format!("{lines}\n")
}

fn totals(cases: &[Case], labels: &[String]) -> String {
    let mut table = text::table([
        "policy",
        "plan",
        "on time",
        "units late",
        "undelivered",
        "peak backlog",
        "in month",
        "unit-months",
        "wait",
    ]);
    for (case, label) in cases.iter().zip(labels) {
        let totals = &case.totals;
        table.add_row([
            label.clone(),
            case.status.name().to_owned(),
            format!("{}/{}", totals.orders_on_time, totals.orders),
            number(totals.late, 0),
            number(totals.undelivered, 0),
            number(totals.peak_backlog, 0),
            totals.peak_month.map_or_else(|| "–".to_owned(), |month| month.to_string()),
            number(totals.backlog_unit_months, 0),
            totals.average_wait.map_or_else(|| "–".to_owned(), |wait| number(wait, 1)),
        ]);
    }
    text::render(&mut table, 2)
}

impl Comparison {
    /// A table of partners by cases; several, if the screen is too narrow for one.
    ///
    /// A cell is told the position of the case too.
    pub(super) fn partner_tables(
        &self,
        f: &mut fmt::Formatter<'_>,
        labels: &[String],
        title: &str,
        cell: &dyn Fn(usize, &Case, &PartnerOutcome) -> String,
    ) -> fmt::Result {
        let cell = |index: usize, case: &Case, partner: &str| {
            let outcome = case.partner(partner).filter(|outcome| outcome.orders > 0);
            outcome.map_or_else(|| "–".to_owned(), |outcome| cell(index, case, outcome))
        };
        let partners = self.partners();
        let columns: Vec<Vec<String>> = self
            .cases
            .iter()
            .zip(labels)
            .enumerate()
            .map(|(index, (case, label))| {
                let cells = partners.iter().map(|partner| cell(index, case, partner));
                [label.clone()].into_iter().chain(cells).collect()
            })
            .collect();
        beside(f, title, "partner", &partners, &columns)
    }

    /// Everybody who has an order in one of the cases, by id.
    fn partners(&self) -> Vec<&str> {
        let all = self.cases.iter().flat_map(|case| &case.partners);
        let mut ids: Vec<&str> = all
            .filter(|outcome| outcome.orders > 0)
            .map(|outcome| outcome.partner.as_str())
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// A table of named rows by columns, each with its heading; several, if the screen is too
/// narrow for one.
pub(super) fn beside(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    heading: &str,
    names: &[&str],
    columns: &[Vec<String>],
) -> fmt::Result {
    let width = names.iter().chain([&heading]).map(|name| name.chars().count()).max().unwrap_or(0);
    for group in groups(columns, width) {
        let first = [heading].into_iter().chain(names.iter().copied());
        let mut rows = first.enumerate().map(|(row, name)| {
            let cells = group.iter().map(|column| column.get(row).cloned().unwrap_or_default());
            [name.to_owned()].into_iter().chain(cells).collect::<Vec<_>>()
        });
        let mut table = text::table(rows.next().unwrap_or_default());
        for row in rows {
            table.add_row(row);
        }
        writeln!(f, "{title}\n{}\n", text::render(&mut table, 1))?;
    }
    Ok(())
}

/// As many columns side by side as fit beside the names.
fn groups(columns: &[Vec<String>], names: usize) -> Vec<&[Vec<String>]> {
    let width = |column: &Vec<String>| {
        BETWEEN + column.iter().map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let mut groups = Vec::new();
    let mut start = 0;
    let mut used = names + BETWEEN;
    for (index, column) in columns.iter().enumerate() {
        if index > start && used + width(column) > SCREEN {
            groups.push(&columns[start..index]);
            start = index;
            used = names + BETWEEN;
        }
        used += width(column);
    }
    groups.push(&columns[start..]);
    groups
}

fn wait(_: &Case, outcome: &PartnerOutcome) -> String {
    let wait = outcome.average_wait.map_or_else(|| "–".to_owned(), |wait| number(wait, 1));
    // What is not delivered waits at least this long.
    let sign = if outcome.undelivered > 0.0 { "≥ " } else { "" };
    outcome.rank.map_or_else(String::new, |rank| format!("{sign}{wait} ({rank})"))
}

fn completion(case: &Case, outcome: &PartnerOutcome) -> String {
    outcome.completion.map_or_else(|| format!("> {}", case.last), |month| month.to_string())
}

fn arrow(gain: Option<f64>) -> String {
    match gain {
        Some(gain) if gain >= 0.05 => format!("▲ {}", number(gain, 1)),
        Some(gain) if gain <= -0.05 => format!("▼ {}", number(-gain, 1)),
        Some(_) => "=".to_owned(),
        None => "–".to_owned(),
    }
}

fn summary(case: &Case) -> String {
    let list = |outcomes: &[&PartnerOutcome]| {
        let named: Vec<String> = outcomes
            .iter()
            .take(NAMED)
            .map(|outcome| format!("{} {}", outcome.partner, arrow(outcome.gain)))
            .collect();
        let more = if outcomes.len() > NAMED { ", …" } else { "" };
        format!(" ({}{more})", named.join(", "))
    };
    // What would be printed as no difference is none here either.
    let seen = |mut outcomes: Vec<&PartnerOutcome>| {
        outcomes.retain(|outcome| arrow(outcome.gain) != "=");
        let names = if outcomes.is_empty() { String::new() } else { list(&outcomes) };
        (outcomes.len(), names)
    };
    let ((winners, gain), (losers, lose)) = (seen(case.winners()), seen(case.losers()));
    if winners + losers == 0 {
        return "nobody's average wait changes".to_owned();
    }
    let verb = |count: usize, one, many| if count == 1 { one } else { many };
    format!(
        "{winners} {}{gain}\n   {losers} {}{lose}",
        verb(winners, "gains", "gain"),
        verb(losers, "loses", "lose")
    )
}
