//! A comparison as a table for other programs.

use super::comparison::Comparison;
use crate::text;

const HEADING: [&str; 20] = [
    "scenario",
    "policy",
    "rule",
    "status",
    "partner",
    "orders",
    "orders_on_time",
    "ordered",
    "undelivered",
    "late",
    "share_completed",
    "completion",
    "average_wait",
    "rank",
    "baseline",
    "gain",
    "peak_backlog",
    "peak_month",
    "backlog_unit_months",
    "not_eligible",
];

impl Comparison {
    /// The comparison as CSV: one row for each case and partner, numbers unrounded, an
    /// empty field where there is no value.
    pub fn to_csv(&self) -> String {
        let baseline = self.baseline().map_or("", |case| case.policy.as_str());
        let mut table = text::Csv::new(HEADING);
        for case in &self.cases {
            for outcome in &case.partners {
                table.row(&[
                    case.scenario.clone(),
                    case.policy.to_string(),
                    case.rule.clone(),
                    case.status.name().to_owned(),
                    outcome.partner.to_string(),
                    outcome.orders.to_string(),
                    outcome.orders_on_time.to_string(),
                    outcome.ordered.to_string(),
                    outcome.undelivered.to_string(),
                    outcome.late.to_string(),
                    text::optional(outcome.share_completed),
                    text::optional(outcome.completion),
                    text::optional(outcome.average_wait),
                    text::optional(outcome.rank),
                    baseline.to_owned(),
                    text::optional(outcome.gain),
                    outcome.peak_backlog.to_string(),
                    text::optional(outcome.peak_month),
                    outcome.backlog_unit_months.to_string(),
                    outcome.not_eligible.to_string(),
                ]);
            }
        }
        table.into_text()
    }
}
