//! A study as text and CSV.

use std::fmt;

use super::case::Case;
use super::depth::{Depth, PartnerValue, Utilisation};
use super::least::Cost;
use super::study::Study;
use super::table::{beside, labels};
use crate::plan::ResourceKey;
use crate::text::{self, number};

impl fmt::Display for Study {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels = labels(&self.comparison.cases);
        let Some(name) = labels.get(self.comparison.baseline) else {
            return write!(f, "nothing to compare");
        };
        writeln!(f, "{}\n", self.comparison)?;
        self.uses(f, &labels)?;
        writeln!(f, "In value; Gini is of the partners' waits: 0 if all wait alike")?;
        writeln!(f, "{}\n", self.values(&labels))?;
        let title = format!("Value-months sooner (▲) or later (▼) than under {name}");
        let gain = |index: usize, partner: &str| {
            let part = self.depths.get(index).and_then(|depth| depth.partner(partner));
            part.map_or_else(|| "–".to_owned(), |part| arrow(part.gain))
        };
        self.comparison.partner_tables(f, &labels, &title, &|index, _, outcome| {
            gain(index, outcome.partner.as_str())
        })?;
        writeln!(f, "What each policy costs: unit-months of backlog against the least possible")?;
        write!(f, "{}", self.costs(&labels, |depth| &depth.cost))?;
        if self.depths.iter().any(|depth| depth.cost_in_value != depth.cost) {
            write!(f, "\n\nThe same in value-months\n")?;
            write!(f, "{}", self.costs(&labels, |depth| &depth.cost_in_value))?;
        }
        Ok(())
    }
}

fn dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "–".to_owned())
}

fn arrow(gain: Option<f64>) -> String {
    match gain {
        Some(gain) if gain >= 0.5 => format!("▲ {}", number(gain, 0)),
        Some(gain) if gain <= -0.5 => format!("▼ {}", number(-gain, 0)),
        Some(_) => "=".to_owned(),
        None => "–".to_owned(),
    }
}

impl Study {
    fn costs(&self, labels: &[String], of: fn(&Depth) -> &Cost) -> String {
        let mut table = text::table(["policy", "backlog", "least possible", "more", "share"]);
        for (label, depth) in labels.iter().zip(&self.depths) {
            let cost = of(depth);
            table.add_row([
                label.clone(),
                number(cost.waiting, 0),
                dash(cost.bound.map(|bound| number(bound, 0))),
                dash(cost.gap().map(|gap| number(gap, 0))),
                dash(cost.share().map(text::percent)),
            ]);
        }
        text::render(&mut table, 1)
    }

    fn values(&self, labels: &[String]) -> String {
        let heading = ["policy", "ordered", "undelivered", "late", "value-months", "wait", "Gini"];
        let mut table = text::table(heading);
        for (label, depth) in labels.iter().zip(&self.depths) {
            let value = &depth.value;
            table.add_row([
                label.clone(),
                number(value.ordered, 0),
                number(value.undelivered(), 0),
                number(value.late, 0),
                number(value.wait, 0),
                dash(value.average_wait().map(|wait| number(wait, 1))),
                dash(depth.concentration.map(|share| number(share, 3))),
            ]);
        }
        text::render(&mut table, 1)
    }

    fn uses(&self, f: &mut fmt::Formatter<'_>, labels: &[String]) -> fmt::Result {
        let mut keys: Vec<&ResourceKey> = Vec::new();
        for part in self.depths.iter().flat_map(|depth| &depth.resources) {
            if !keys.contains(&&part.resource) {
                keys.push(&part.resource);
            }
        }
        let ids: Vec<&str> = keys.iter().map(|key| key.id.as_str()).collect();
        let column = |(label, depth): (&String, &Depth)| -> Vec<String> {
            let cells = keys.iter().map(|key| {
                let part = depth.resources.iter().find(|part| part.resource == **key);
                dash(part.and_then(|part| {
                    Some(format!("{} ({})", text::percent(part.share?), part.months_full))
                }))
            });
            [label.clone()].into_iter().chain(cells).collect()
        };
        let columns: Vec<Vec<String>> = labels.iter().zip(&self.depths).map(column).collect();
        let title = "Share used of lines and components (months full)";
        beside(f, title, "part", &ids, &columns)
    }

    fn cases(&self) -> impl Iterator<Item = (&Case, &Depth)> {
        self.comparison.cases.iter().zip(&self.depths)
    }

    /// The cases as CSV: one row for each, numbers unrounded, an empty field where there is
    /// no value.
    pub fn to_csv(&self) -> String {
        let mut table = text::Csv::new(CASES);
        for (case, depth) in self.cases() {
            let (totals, value) = (&case.totals, &depth.value);
            let (cost, in_value) = (&depth.cost, &depth.cost_in_value);
            table.row(&[
                case.scenario.clone(),
                case.policy.to_string(),
                case.rule.clone(),
                case.status.name().to_owned(),
                totals.orders.to_string(),
                totals.orders_on_time.to_string(),
                totals.late.to_string(),
                totals.undelivered.to_string(),
                text::optional(totals.average_wait),
                text::optional(depth.concentration),
                value.ordered.to_string(),
                value.delivered.to_string(),
                value.late.to_string(),
                value.wait.to_string(),
                cost.waiting.to_string(),
                text::optional(cost.least),
                text::optional(cost.bound),
                text::optional(cost.gap()),
                in_value.waiting.to_string(),
                text::optional(in_value.least),
                text::optional(in_value.bound),
                text::optional(in_value.gap()),
            ]);
        }
        table.into_text()
    }

    /// The partners as CSV: one row for each case and partner, in value; what they mean in
    /// units is in [`Comparison::to_csv`](crate::analysis::Comparison::to_csv).
    pub fn partners_csv(&self) -> String {
        let mut table = text::Csv::new(PARTNERS);
        for (case, depth) in self.cases() {
            for PartnerValue { partner, value, gain } in &depth.partners {
                let months = case.partner(partner.as_str()).and_then(|outcome| outcome.gain);
                table.row(&[
                    case.scenario.clone(),
                    case.policy.to_string(),
                    partner.to_string(),
                    value.ordered.to_string(),
                    value.delivered.to_string(),
                    value.late.to_string(),
                    value.wait.to_string(),
                    text::optional(value.average_wait()),
                    text::optional(months),
                    text::optional(*gain),
                ]);
            }
        }
        table.into_text()
    }

    /// The use of lines and components as CSV: one row for each case and part.
    pub fn uses_csv(&self) -> String {
        let mut table = text::Csv::new(USES);
        for (case, depth) in self.cases() {
            for part in &depth.resources {
                let Utilisation { resource, offered, used, share, months_full } = part;
                table.row(&[
                    case.scenario.clone(),
                    case.policy.to_string(),
                    resource.kind.name().to_owned(),
                    resource.id.clone(),
                    offered.to_string(),
                    used.to_string(),
                    text::optional(*share),
                    months_full.to_string(),
                ]);
            }
        }
        table.into_text()
    }
}

const CASES: [&str; 22] = [
    "scenario",
    "policy",
    "rule",
    "status",
    "orders",
    "orders_on_time",
    "late",
    "undelivered",
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

const PARTNERS: [&str; 10] = [
    "scenario",
    "policy",
    "partner",
    "value_ordered",
    "value_delivered",
    "value_late",
    "value_months",
    "average_wait",
    "gain_months",
    "gain_value_months",
];

const USES: [&str; 8] =
    ["scenario", "policy", "kind", "id", "offered", "used", "share", "months_full"];
