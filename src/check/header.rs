//! What the plan says of itself.

use super::code::Code;
use super::facts::Facts;
use super::report::Report;
use crate::plan::{Plan, Status};
use crate::scenario::policy_findings;

/// Checks the header. Returns whether the plan's policy is valid for the scenario.
pub(super) fn check(facts: &Facts<'_>, plan: &Plan, report: &mut Report) -> bool {
    let scenario = facts.scenario;
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
    let own = scenario.policies().iter().find(|policy| policy.id() == id);
    if own.is_some_and(|policy| *policy != plan.policy) {
        let expected = "the scenario's own";
        report.add(Code::PolicyDiffers, "policy", format!("another policy `{id}`"), expected);
    }
    let optimised = facts.reading.plan.goals().is_some();
    if optimised == (plan.status == Status::Rule) {
        let expected = if optimised { "proven or unproven" } else { "rule" };
        let found = format!("{:?}", plan.status).to_lowercase();
        report.note(Code::Status, "status", found, expected, format!("the policy is {id}"));
    }
    if plan.unique && plan.status == Status::Unproven {
        report.add(Code::Unique, "unique", true, false);
    }
    // Whether a policy may be applied at all is a matter of reading it, as it is for the
    // scenario; what it means is worked out here.
    let Err(findings) = policy_findings(scenario, &plan.policy) else { return true };
    for finding in &findings {
        let place = finding.path.clone();
        let expected = "a policy that fits the scenario";
        report.note(Code::PolicyInvalid, place, &finding.value, expected, &finding.help);
    }
    false
}
