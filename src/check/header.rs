//! What the plan says of itself.

use super::code::Code;
use super::report::Report;
use crate::plan::{Plan, Status};
use crate::ranking::{Ranking, rank};
use crate::scenario::{Method, Scenario};

/// Checks the header, and applies the plan's policy if it can be applied.
pub(super) fn check(scenario: &Scenario, plan: &Plan, report: &mut Report) -> Option<Ranking> {
    if plan.version != Plan::VERSION {
        report.add(Code::Version, "version", plan.version, Plan::VERSION);
    }
    if plan.scenario != scenario.name() {
        report.add(Code::ScenarioName, "scenario", &plan.scenario, scenario.name());
    }
    if plan.start != scenario.start() {
        report.add(Code::Horizon, "start", plan.start, scenario.start());
    }
    if plan.months != scenario.months() {
        report.add(Code::Horizon, "months", plan.months, scenario.months());
    }
    let id = plan.policy.id();
    if let Some(policy) = scenario.policy(id.as_str())
        && *policy != plan.policy
    {
        let expected = "the scenario's own";
        report.add(Code::PolicyDiffers, "policy", format!("another policy `{id}`"), expected);
    }
    let optimised = matches!(plan.policy.method(), Method::Optimised(_));
    if optimised == (plan.status == Status::Rule) {
        let expected = if optimised { "proven or unproven" } else { "rule" };
        let rule = plan.policy.rule().name();
        let found = format!("{:?}", plan.status).to_lowercase();
        report.note(Code::Status, "status", found, expected, format!("the rule is {rule}"));
    }
    if plan.unique && plan.status == Status::Unproven {
        report.add(Code::Unique, "unique", true, false);
    }
    match rank(scenario, &plan.policy) {
        Ok(ranking) => Some(ranking),
        Err(findings) => {
            for finding in &findings {
                let place = finding.path.clone();
                let expected = "a policy that fits the scenario";
                report.note(Code::PolicyInvalid, place, &finding.value, expected, &finding.help);
            }
            None
        }
    }
}
