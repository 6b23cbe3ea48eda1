//! Checks all parts of a scenario together and reports everything at once.

mod approvals;
mod changes;
mod commitments;
mod entitled;
mod expansions;
pub(super) mod finding;
pub(super) mod findings;
mod limits;
mod needs;
pub(in crate::scenario) mod numbers;
mod orders;
pub(in crate::scenario) mod outages;
mod output;
pub(super) mod part;
mod parts;
mod policies;
mod policy_terms;
pub(in crate::scenario) mod ramps;
pub(super) mod references;
mod reservations;
pub(super) mod size;
mod subject;
mod terms;
mod yardsticks;

pub use finding::{Code, Finding, Severity};
pub use findings::Findings;

use std::collections::BTreeMap;

use super::policy::Policy;
use super::scenario::{Scenario, ScenarioBuilder};
use limits::{MOST_MONTHS, end};
use part::Among;
use subject::Subject;

/// The warnings, if there is nothing else.
pub(super) fn validate(parts: &ScenarioBuilder) -> Result<Findings, Findings> {
    let mut findings = Findings::default();
    horizon(parts, &mut findings);
    size::validate(parts, &mut findings);
    ids(parts, &mut findings);
    parts::validate(parts, &mut findings);
    orders::validate(parts, &mut findings);
    commitments::validate(parts, &mut findings);
    expansions::validate(parts, &mut findings);
    entitled::validate(parts, &mut findings);
    reservations::validate(parts, &mut findings);
    let subject = Subject::new(parts);
    approvals::validate(parts, &subject, &mut findings);
    output::validate(parts, &mut findings);
    let horizon = (parts.start, end(parts));
    let among = Among { lines: &parts.lines, products: &parts.products, horizon };
    for (path, part) in parts.checking_themselves() {
        part.check(&path, &among, &mut findings);
    }
    changes::partners(parts, &mut findings);
    for (index, policy) in parts.policies.iter().enumerate() {
        policies::validate(policy, &format!("policies[{index}]"), &subject, &mut findings);
    }
    if findings.errors() == 0 {
        parts::at_rest(parts, &mut findings);
    }
    findings.into_result()
}

/// Everything that is wrong with a policy for a scenario, also one that is not among
/// the scenario's named policies.
///
/// # Errors
///
/// All [`Findings`], with paths that start with `policy`.
pub fn policy_findings(scenario: &Scenario, policy: &Policy) -> Result<(), Findings> {
    let mut findings = Findings::default();
    let subject = Subject::new(&scenario.parts);
    numbers::name(policy.id.as_str(), "policy.id", &mut findings);
    policies::validate(policy, "policy", &subject, &mut findings);
    findings.into_result().map(drop)
}

fn horizon(parts: &ScenarioBuilder, findings: &mut Findings) {
    numbers::name(&parts.name, "name", findings);
    let fits = (1..=MOST_MONTHS).contains(&parts.months)
        && parts.start.checked_add(parts.months).is_some();
    if !fits {
        let help = "give between 1 and 1200 months that end before 9999-12";
        findings.add(Code::Horizon, "months", parts.months, help);
    }
    if let Some(since) = parts.since.filter(|since| *since > parts.start) {
        let help = format!("the first month is {}", parts.start);
        findings.add(Code::SinceLater, "since", since, help);
    }
}

fn ids(parts: &ScenarioBuilder, findings: &mut Findings) {
    for (list, ids) in parts.ids() {
        unique(ids.into_iter(), list, findings);
    }
}

fn unique<'a>(ids: impl Iterator<Item = &'a str>, list: &str, findings: &mut Findings) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, id) in ids.enumerate() {
        numbers::name(id, &format!("{list}[{index}].id"), findings);
        if let Some(first) = seen.get(id) {
            let help = format!("it is the id of {list}[{first}]; give each its own");
            findings.add(Code::DuplicateId, format!("{list}[{index}].id"), id, help);
        } else {
            seen.insert(id, index);
        }
    }
}
