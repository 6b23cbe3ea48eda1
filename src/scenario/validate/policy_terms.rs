//! What a policy has beside its rule: multipliers, ageing, gates, overrides.

use std::collections::BTreeSet;

use super::finding::Code;
use super::findings::Findings;
use super::numbers;
use super::subject::Subject;
use super::yardsticks::thresholds;
use crate::scenario::policy::{AmongOnTime, Backlog, Lost, Measure, Method, Policy};

pub(super) fn validate(
    policy: &Policy,
    path: &str,
    subject: &Subject<'_>,
    findings: &mut Findings,
) {
    let given = [
        ("lost", policy.lost != Lost::default()),
        ("among_on_time", policy.among_on_time != AmongOnTime::default()),
        ("multipliers", !policy.multipliers.is_empty()),
        ("ageing", policy.ageing.is_some()),
        ("overrides", !policy.overrides.is_empty()),
        ("changes", !policy.changes.is_empty()),
    ];
    match policy.method() {
        Method::Optimised(objectives) => match objectives.backlog {
            Backlog::Together => {}
            Backlog::InTurn(_) => in_turn(policy, path, subject, findings),
        },
        Method::InTurn { .. } | Method::Shared => {
            for (field, _) in given.iter().filter(|(_, given)| *given) {
                let help = format!("remove it: rule {} knows no weights", policy.rule.name());
                findings.add(Code::PolicyUnused, format!("{path}.{field}"), "", help);
            }
        }
    }
    for (product, factor) in &policy.multipliers {
        let here = format!("{path}.multipliers.{product}");
        subject.products().check(product.as_str(), here.as_str(), findings);
        numbers::positive(*factor, &here, findings);
    }
    if let Some(rate) = policy.ageing {
        numbers::not_negative(rate, &format!("{path}.ageing"), findings);
    }
    gates(policy, path, subject, findings);
    overrides(policy, path, subject, findings);
}

/// One tranche comes after the other, whatever it weighs: weights are a mistake, and the urgency of
/// orders, which other policies go by, counts for nothing.
fn in_turn(policy: &Policy, path: &str, subject: &Subject<'_>, findings: &mut Findings) {
    let rule = policy.rule.name();
    let given = [
        ("measure", policy.measure != Measure::default()),
        ("multipliers", !policy.multipliers.is_empty()),
        ("ageing", policy.ageing.is_some()),
    ];
    for (field, _) in given.iter().filter(|(_, given)| *given) {
        let help = format!("remove it: under {rule} one tranche comes after the other");
        findings.add(Code::PolicyUnused, format!("{path}.{field}"), "", help);
    }
    for (index, part) in policy.overrides.iter().enumerate() {
        if let Some(weight) = part.weight {
            let here = format!("{path}.overrides[{index}].weight");
            let help = format!("remove it: under {rule} one tranche comes after the other");
            findings.add(Code::PolicyUnused, here, weight, help);
        }
    }
    if let Some((first, count)) = subject.urgent() {
        let orders =
            if count == 1 { "1 order has".to_owned() } else { format!("{count} orders have") };
        let help = format!(
            "{orders} an urgency, `{}` first: give a priority to whatever is to come first here",
            first.id
        );
        findings.add(Code::UrgencyUnused, format!("{path}.rule"), rule, help);
    }
}

fn gates(policy: &Policy, path: &str, subject: &Subject<'_>, findings: &mut Findings) {
    for (index, gate) in policy.gates.iter().enumerate() {
        let path = format!("{path}.gates[{index}]");
        let given = [("products", gate.products.len()), ("thresholds", gate.thresholds.len())];
        for (field, _) in given.iter().filter(|(_, count)| *count == 0) {
            let help = format!("give at least one of the {field}");
            findings.add(Code::GateEmpty, format!("{path}.{field}"), "", help);
        }
        let mut seen = BTreeSet::new();
        for (position, product) in gate.products.iter().enumerate() {
            let here = format!("{path}.products[{position}]");
            subject.products().check(product.as_str(), here.as_str(), findings);
            if !seen.insert(product) {
                findings.add(Code::DuplicateId, here, product, "name each product once");
            }
        }
        thresholds(&gate.thresholds, &format!("{path}.thresholds"), subject, findings);
        if let Some(order) = subject.promised_behind(&policy.gates[..=index]) {
            let help =
                "take back the commitment, or give the partner what the gate asks for by then";
            findings.add(Code::GatePromised, format!("{path}.products"), &order.id, help);
        }
    }
}

fn overrides(policy: &Policy, path: &str, subject: &Subject<'_>, findings: &mut Findings) {
    let tiers = policy.rule.ruling().tiering().names();
    let tiers: BTreeSet<&str> = tiers.into_iter().collect();
    let mut seen = BTreeSet::new();
    for (index, part) in policy.overrides.iter().enumerate() {
        let path = format!("{path}.overrides[{index}]");
        subject.orders().check(part.order.as_str(), format!("{path}.order"), findings);
        if !seen.insert(&part.order) {
            let help = "override each order once";
            findings.add(Code::DuplicateId, format!("{path}.order"), &part.order, help);
        }
        if let Some(tier) = &part.tier {
            let here = format!("{path}.tier");
            if tiers.is_empty() {
                let help = format!("remove it: rule {} has no tiers", policy.rule.name());
                findings.add(Code::PolicyUnused, here, tier, help);
            } else if !tiers.contains(tier.as_str()) {
                findings.add(Code::UnknownId, here, tier, "name a tier of the policy");
            }
        }
        if let Some(weight) = part.weight {
            numbers::positive(weight, &format!("{path}.weight"), findings);
        }
        if part.tier.is_none() && part.weight.is_none() {
            let help = "give a tier or a weight, or remove it";
            findings.add(Code::OverrideEmpty, path.as_str(), &part.order, help);
        }
        if part.reason.trim().is_empty() {
            let help = "say why, for those who read the report";
            findings.add(Code::OverrideEmpty, format!("{path}.reason"), "", help);
        } else {
            numbers::name(&part.reason, &format!("{path}.reason"), findings);
        }
    }
}
