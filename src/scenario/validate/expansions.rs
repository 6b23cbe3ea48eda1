//! Expansions against the lines, components and partners that they name.

use super::finding::Code;
use super::findings::Findings;
use super::limits::end;
use super::references::Known;
use super::{numbers, ramps};
use crate::scenario::ScenarioBuilder;

pub(super) fn validate(parts: &ScenarioBuilder, findings: &mut Findings) {
    if parts.expansions.is_empty() {
        return;
    }
    let lines = Known::new("line", parts.lines.iter().map(|part| part.id.as_str()));
    let components = Known::new("component", parts.components.iter().map(|part| part.id.as_str()));
    let partners = Known::new("partner", parts.partners.iter().map(|part| part.id.as_str()));
    for (index, part) in parts.expansions.iter().enumerate() {
        let path = format!("expansions[{index}]");
        if let Some(line) = &part.line {
            lines.check(line.as_str(), format!("{path}.line"), findings);
        }
        if let Some(component) = &part.component {
            components.check(component.as_str(), format!("{path}.component"), findings);
        }
        if let Some(payer) = &part.payer {
            partners.check(payer.as_str(), format!("{path}.payer"), findings);
        }
        if part.line.is_some() == part.component.is_some() {
            let help = "give a line or a component";
            findings.add(Code::ExpansionNames, path.as_str(), &part.id, help);
        }
        if part.lead > super::limits::MOST_MONTHS {
            let help = "give at most 1200 months";
            findings.add(Code::TooLarge, format!("{path}.lead"), part.lead, help);
        } else if part.on && part.begins() >= end(parts) {
            // Off, it may lie anywhere: nobody expects anything of it.
            let help =
                format!("it begins in {}; lengthen the horizon or switch it off", part.begins());
            findings.add(Code::ExpansionOutside, format!("{path}.ordered"), part.ordered, help);
        }
        // Edits of the ramp are in its own months, before the lead time.
        let horizon = (parts.start - part.lead, end(parts));
        ramps::validate(&part.adds, &format!("{path}.adds"), horizon, findings);
        numbers::not_negative(part.cost, &format!("{path}.cost"), findings);
        if let Some(owed) = part.owed {
            numbers::not_negative(owed, &format!("{path}.owed"), findings);
        }
        let here = format!("{path}.claim");
        if numbers::finite(part.claim, &here, findings) {
            if !(0.0..=1.0).contains(&part.claim) {
                let help = "give a share from 0 to 1";
                findings.add(Code::ExpansionClaim, here, part.claim, help);
            } else if part.claim > 0.0 && part.payer.is_none() {
                let help = "say who pays, or remove the claim";
                findings.add(Code::ExpansionClaim, here, part.claim, help);
            }
        }
    }
}
