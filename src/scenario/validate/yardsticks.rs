//! What partners are measured by: criteria, weights, thresholds, tiers.

use std::collections::BTreeMap;

use super::finding::Code;
use super::findings::Findings;
use super::numbers;
use super::subject::Subject;
use crate::scenario::policy::{Criterion, Threshold, Tier, WeightScale};

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

/// An attribute that nobody has is most likely misspelt.
pub(super) fn nobody(attribute: &str, path: &str, subject: &Subject<'_>, findings: &mut Findings) {
    if subject.nobody_has(attribute) {
        let help = "no partner has it: give it to those who do, or correct its name";
        findings.add(Code::AttributeMissing, path, attribute, help);
    }
}
