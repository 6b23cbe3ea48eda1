//! Policies, against the partners and orders that they are to rank.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{Code, Findings};
use super::subject::Subject;
use super::{changes, numbers, policy_terms};
use crate::scenario::policy::{
    AttributeUse, Criterion, FieldUse, Need, Policy, Range, Threshold, Tier, Tiering, Weighing,
    WeightScale,
};

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

pub(super) fn criteria(
    criteria: &[Criterion],
    path: &str,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    for (index, criterion) in criteria.iter().enumerate() {
        let here = format!("{path}.criteria[{index}]");
        validate_criterion(criterion, &here, subject, findings);
    }
    // A score is a share of the highest one possible.
    if !criteria.is_empty() && criteria.iter().all(|part| part.weight == 0.0) {
        let help = "give at least one criterion a weight above zero";
        findings.add(Code::NotPositive, format!("{path}.criteria[0].weight"), 0, help);
    }
}

pub(super) fn scale(scale: Option<WeightScale>, path: &str, findings: &mut Findings) {
    if let Some(scale) = scale {
        numbers::positive(scale.low, &format!("{path}.weight.low"), findings);
        if numbers::finite(scale.high, &format!("{path}.weight.high"), findings)
            && scale.high < scale.low
        {
            let help = format!("give at least the lowest weight, {}", scale.low);
            findings.add(Code::WeightRange, format!("{path}.weight.high"), scale.high, help);
        }
    }
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

fn validate_criterion(
    criterion: &Criterion,
    path: &str,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    let finite = numbers::finite(criterion.floor, &format!("{path}.floor"), findings)
        & numbers::finite(criterion.target, &format!("{path}.target"), findings);
    numbers::not_negative(criterion.weight, &format!("{path}.weight"), findings);
    #[allow(clippy::float_cmp, reason = "only the very same number makes the division impossible")]
    if finite && criterion.floor == criterion.target {
        let help = "set the target to the value that earns the full score";
        findings.add(Code::CriterionFlat, format!("{path}.target"), criterion.target, help);
    }
    let here = format!("{path}.attribute");
    let attribute = &criterion.attribute;
    numbers::name(attribute, &here, findings);
    if let Some(value) = criterion.missing {
        numbers::finite(value, &format!("{path}.missing"), findings);
        nobody(attribute, &here, subject, findings);
    } else if let Some(partners) = subject.without(attribute) {
        let help = format!("give it to {partners}, or `missing` to the criterion");
        findings.add(Code::AttributeMissing, here, attribute, help);
    }
}

/// An attribute that nobody has is most likely misspelt.
fn nobody(attribute: &str, path: &str, subject: &Subject<'_>, findings: &mut Findings) {
    if subject.nobody_has(attribute) {
        let help = "no partner has it: give it to those who do, or correct its name";
        findings.add(Code::AttributeMissing, path, attribute, help);
    }
}

pub(super) fn tiers(tiers: &[Tier], path: &str, subject: &Subject<'_>, findings: &mut Findings) {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let count = tiers.len();
    for (index, tier) in tiers.iter().enumerate() {
        let here = format!("{path}.tiers[{index}]");
        numbers::name(&tier.id, &format!("{here}.id"), findings);
        if let Some(first) = seen.insert(&tier.id, index) {
            let help = format!("it is the id of tier {first}; give each its own");
            findings.add(Code::DuplicateId, format!("{here}.id"), &tier.id, help);
        }
        let last = index + 1 == count;
        if last != tier.thresholds.is_empty() {
            let help = if last {
                "leave the last tier open to all, so that every partner has a tier"
            } else {
                "a tier without thresholds takes everybody: put it last"
            };
            findings.add(Code::TierOrder, format!("{here}.thresholds"), "", help);
        }
        thresholds(&tier.thresholds, &format!("{here}.thresholds"), subject, findings);
    }
}

pub(super) fn thresholds(
    thresholds: &[Threshold],
    path: &str,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    for (position, threshold) in thresholds.iter().enumerate() {
        let here = format!("{path}[{position}]");
        validate_threshold(threshold, &here, findings);
        let here = format!("{here}.attribute");
        numbers::name(&threshold.attribute, &here, findings);
        nobody(&threshold.attribute, &here, subject, findings);
    }
}

fn validate_threshold(threshold: &Threshold, path: &str, findings: &mut Findings) {
    for (name, bound) in [("at_least", threshold.at_least), ("at_most", threshold.at_most)] {
        if let Some(bound) = bound {
            numbers::finite(bound, &format!("{path}.{name}"), findings);
        }
    }
    let (low, high) = (threshold.at_least, threshold.at_most);
    if (low.is_none() && high.is_none()) || low.zip(high).is_some_and(|(low, high)| low > high) {
        let help = "give at_least, at_most, or both in ascending order";
        findings.add(Code::ThresholdEmpty, path, &threshold.attribute, help);
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
