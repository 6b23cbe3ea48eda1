//! Policies, against the partners and orders that they are to rank.

use std::collections::BTreeSet;

use super::finding::Code;
use super::findings::Findings;
use super::subject::Subject;
use super::yardsticks::{criteria, nobody, scale, tiers};
use super::{changes, numbers, policy_terms};
use crate::scenario::policy::{AttributeUse, FieldUse, Need, Policy, Range, Tiering, Weighing};

pub(super) fn validate(
    policy: &Policy,
    path: &str,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    numbers::not_negative(policy.tail, &format!("{path}.tail"), findings);
    fields(policy, path, findings);
    let ruling = policy.rule.ruling();
    match ruling.weighing() {
        Weighing::Equal => {}
        Weighing::Scored { criteria: list, scale: curve } => {
            criteria(list, path, subject, findings);
            scale(Some(curve), path, findings);
        }
    }
    match ruling.tiering() {
        Tiering::Single => {}
        Tiering::Thresholds(list) => tiers(list, path, subject, findings),
        Tiering::Ratings(list) => ratings(policy, list, path, subject, findings),
    }
    for attribute in ruling.attributes() {
        attribute_use(&attribute, path, subject, findings);
    }
    policy_terms::validate(policy, path, subject, findings);
    changes::policy(policy, path, subject, findings);
}

/// Which fields the rule needs and which it does not use.
fn fields(policy: &Policy, path: &str, findings: &mut Findings) {
    let rule = policy.rule.name();
    for FieldUse { name, given, need } in policy.rule.ruling().fields() {
        let path = format!("{path}.{name}");
        match need {
            Need::Needed if !given => {
                findings.add(Code::PolicyField, path, "", format!("rule {rule} needs {name}"));
            }
            Need::Unused(help) if given => findings.add(Code::PolicyUnused, path, "", help),
            Need::Needed | Need::Optional | Need::Unused(_) => {}
        }
    }
}

/// An attribute that the rule reads: somebody must have it, and its values must fit.
fn attribute_use(
    part: &AttributeUse<'_>,
    path: &str,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    let here = format!("{path}.{}", part.field);
    numbers::name(part.attribute, &here, findings);
    nobody(part.attribute, &here, subject, findings);
    let (fits, help): (fn(f64) -> bool, _) = match part.range {
        Range::Positive => (|value| value > 0.0, "give it a value above zero, or leave it out"),
    };
    for (value, partner) in subject.values_of(part.attribute) {
        if !fits(value) {
            let path = format!("partners[{partner}].attributes.{}", part.attribute);
            findings.add(Code::NotPositive, path, value, help);
        }
    }
}

fn ratings(
    policy: &Policy,
    ranked: &[String],
    path: &str,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    let mut seen = BTreeSet::new();
    for (index, rating) in ranked.iter().enumerate() {
        let here = format!("{path}.ratings[{index}]");
        numbers::name(rating, &here, findings);
        if !seen.insert(rating.as_str()) {
            findings.add(Code::DuplicateId, here, rating, "give each rating once");
        }
    }
    if let Some((order, rating, all)) = subject.unranked(&seen) {
        let (id, ranks) = (&policy.id, ranked.join(", "));
        let help = format!("policy `{id}` ranks {ranks}; unknown to it: {all}");
        findings.add(Code::RatingUnknown, format!("orders[{order}].rating"), rating, help);
    }
}
