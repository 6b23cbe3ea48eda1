//! Reservations against the lines, components and beneficiaries that they name.

use super::finding::Code;
use super::findings::Findings;
use super::limits::end;
use super::numbers;
use super::references::Known;
use crate::scenario::ScenarioBuilder;
use crate::scenario::plant::Expansion;
use crate::scenario::rights::{Reservation, claim_id};

pub(super) fn validate(parts: &ScenarioBuilder, findings: &mut Findings) {
    if parts.reservations.is_empty() && parts.caps.is_empty() {
        return;
    }
    let lines = Known::new("line", parts.lines.iter().map(|part| part.id.as_str()));
    let components = Known::new("component", parts.components.iter().map(|part| part.id.as_str()));
    let partners = Known::new("partner", parts.partners.iter().map(|part| part.id.as_str()));
    let products = Known::new("product", parts.products.iter().map(|part| part.id.as_str()));
    let tiers = parts.policies.iter().flat_map(|policy| policy.rule.ruling().tiering().names());
    let tiers = Known::new("tier", tiers);
    let reservations = parts.reservations.iter().enumerate();
    let reservations = reservations.map(|(index, part)| (format!("reservations[{index}]"), part));
    let caps = parts.caps.iter().enumerate();
    let caps = caps.map(|(index, part)| (format!("caps[{index}]"), &part.0));
    let count = parts.reservations.len();
    for (index, (path, part)) in reservations.chain(caps).enumerate() {
        let named = [
            (&lines, part.line.as_ref().map(AsRef::as_ref), "line"),
            (&components, part.component.as_ref().map(AsRef::as_ref), "component"),
            (&partners, part.partner.as_ref().map(AsRef::as_ref), "partner"),
            (&tiers, part.tier.as_deref(), "tier"),
            (&products, part.product.as_ref().map(AsRef::as_ref), "product"),
            (&tiers, part.against.as_deref(), "against"),
        ];
        for (known, id, key) in named {
            if let Some(id) = id {
                known.check(id, format!("{path}.{key}"), findings);
            }
        }
        let is_cap = index >= count;
        if let Some(tier) = part.against.as_ref().filter(|_| is_cap) {
            findings.add(Code::CapAgainst, format!("{path}.against"), tier, "remove it");
        }
        let claims = |expansion: &&Expansion| {
            !is_cap && expansion.claim > 0.0 && claim_id(&expansion.id) == part.id
        };
        if let Some(expansion) = parts.expansions.iter().find(claims) {
            let help = format!("it is the id of what the payer of `{}` claims", expansion.id);
            findings.add(Code::DuplicateId, format!("{path}.id"), &part.id, help);
        }
        if is_cap && !part.entitled.is_empty() {
            let here = format!("{path}.entitled");
            findings.add(Code::CapAgainst, here, part.entitled.len(), "remove it");
        }
        if let Some(owed) = part.owed {
            if is_cap {
                findings.add(Code::CapAgainst, format!("{path}.owed"), owed, "remove it");
            }
            numbers::not_negative(owed, &format!("{path}.owed"), findings);
        }
        one_of_each(part, &path, findings);
        amounts(part, &path, findings);
        window(parts, part, &path, findings);
        serves(parts, part, &path, findings);
    }
}

fn one_of_each(part: &Reservation, path: &str, findings: &mut Findings) {
    let count = |given: &[bool]| given.iter().filter(|given| **given).count();
    if count(&[part.line.is_some(), part.component.is_some()]) != 1 {
        let help = "give a line or a component";
        findings.add(Code::ReservationNames, path, &part.id, help);
    }
    if count(&[part.partner.is_some(), part.tier.is_some(), part.product.is_some()]) != 1 {
        let help = "give a partner, a tier or a product";
        findings.add(Code::ReservationNames, path, &part.id, help);
    }
}

fn amounts(part: &Reservation, path: &str, findings: &mut Findings) {
    if part.share.is_some() == part.amount.is_some() {
        findings.add(Code::ReservationAmount, path, &part.id, "give a share or an amount");
    }
    if let Some(amount) = part.amount {
        numbers::positive(amount, &format!("{path}.amount"), findings);
    }
    if let Some(share) = part.share {
        let here = format!("{path}.share");
        numbers::positive(share, &here, findings);
        if share > 1.0 {
            let help = "give a share above 0 and at most 1";
            findings.add(Code::ReservationAmount, here, share, help);
        }
    }
}

fn window(parts: &ScenarioBuilder, part: &Reservation, path: &str, findings: &mut Findings) {
    let (start, end) = (parts.start, end(parts));
    let from = part.from.unwrap_or_else(|| part.to.map_or(start, |to| start.min(to)));
    if let Some(to) = part.to.filter(|to| *to < from) {
        let help = format!("it begins in {from}");
        findings.add(Code::ReservationWindow, format!("{path}.to"), to, help);
    } else if from >= end {
        let last = end - 1;
        let help = format!("the horizon is {start} to {last}");
        findings.add(Code::ReservationWindow, format!("{path}.from"), from, help);
    }
}

/// A line that does not make the product, a component that it does not need.
fn serves(parts: &ScenarioBuilder, part: &Reservation, path: &str, findings: &mut Findings) {
    let Some(product) = &part.product else { return };
    let made = parts.lines.iter().find(|line| Some(&line.id) == part.line.as_ref());
    let needed = parts.components.iter().find(|known| Some(&known.id) == part.component.as_ref());
    if made.is_some_and(|line| !line.usage.contains_key(product))
        || needed.is_some_and(|component| !component.need.contains_key(product))
    {
        let help = "name a line that makes it, or a component that it needs";
        findings.add(Code::ReservationIdle, format!("{path}.product"), product, help);
    }
}
