//! Changes with a month from which they hold.

use super::finding::Code;
use super::findings::Findings;
use super::subject::Subject;
use super::{numbers, yardsticks};
use crate::scenario::ScenarioBuilder;
use crate::scenario::policy::{Policy, Tiering, Weighing};
use crate::scenario::time::Month;

/// The attributes of partners.
pub(super) fn partners(parts: &ScenarioBuilder, findings: &mut Findings) {
    let end = super::limits::end(parts);
    for (index, partner) in parts.partners.iter().enumerate() {
        let mut before = None;
        for (position, change) in partner.changes.iter().enumerate() {
            let path = format!("partners[{index}].changes[{position}]");
            month(change.from, &mut before, end, &path, findings);
            if change.attributes.is_empty() {
                nothing(&format!("{path}.attributes"), findings);
            }
            for (name, value) in &change.attributes {
                let path = format!("{path}.attributes.{name}");
                numbers::name(name, &path, findings);
                numbers::finite(*value, &path, findings);
            }
        }
    }
}

/// The criteria, weights and tiers of a policy.
pub(super) fn policy(policy: &Policy, path: &str, subject: &Subject<'_>, findings: &mut Findings) {
    let ruling = policy.rule.ruling();
    let weighted = match ruling.weighing() {
        Weighing::Equal => false,
        Weighing::Scored { .. } => true,
    };
    let tiers = match ruling.tiering() {
        Tiering::Single | Tiering::Ratings(_) => None,
        Tiering::Thresholds(tiers) => Some(tiers),
    };
    let mut before = None;
    for (position, change) in policy.changes.iter().enumerate() {
        let path = format!("{path}.changes[{position}]");
        month(change.from, &mut before, subject.end(), &path, findings);
        let given = [
            ("criteria", !change.criteria.is_empty(), weighted),
            ("weight", change.weight.is_some(), weighted),
            ("tiers", !change.tiers.is_empty(), tiers.is_some()),
        ];
        if given.iter().all(|(_, present, _)| !present) {
            nothing(&path, findings);
        }
        for (field, _, _) in given.iter().filter(|(_, present, used)| *present && !used) {
            let help = "remove it, or choose a rule that goes by it";
            findings.add(Code::PolicyUnused, format!("{path}.{field}"), "", help);
        }
        yardsticks::criteria(&change.criteria, &path, subject, findings);
        yardsticks::scale(change.weight, &path, findings);
        let Some(tiers) = tiers.filter(|_| !change.tiers.is_empty()) else { continue };
        yardsticks::tiers(&change.tiers, &path, subject, findings);
        let ids = tiers.iter().map(|tier| &tier.id);
        if !change.tiers.iter().map(|tier| &tier.id).eq(ids) {
            let help = "name the same tiers in the same order, with other thresholds";
            findings.add(Code::ChangeTiers, format!("{path}.tiers"), "", help);
        }
    }
}

fn month(from: Month, before: &mut Option<Month>, end: Month, path: &str, findings: &mut Findings) {
    let path = format!("{path}.from");
    if before.is_some_and(|before| from <= before) {
        let help = "give each month once, the earliest first";
        findings.add(Code::ChangeOrder, path, from, help);
    } else if from >= end {
        let help = format!("the last month is {}", end - 1);
        findings.add(Code::ChangeIdle, path, from, help);
    }
    *before = Some(from);
}

fn nothing(path: &str, findings: &mut Findings) {
    findings.add(Code::ChangeIdle, path, "", "say what changes, or remove it");
}
