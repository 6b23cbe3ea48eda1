//! Planned outages.

use super::finding::Code;
use super::findings::Findings;
use super::{numbers, ramps};
use crate::scenario::plant::Outage;
use crate::scenario::time::Month;

/// Checks outages for a horizon from `start` up to, not including, `end`.
pub(in crate::scenario) fn validate(
    outages: &[Outage],
    path: &str,
    (start, end): (Month, Month),
    findings: &mut Findings,
) {
    for (position, outage) in outages.iter().enumerate() {
        let path = format!("{path}.outages[{position}]");
        share(outage.lost, &format!("{path}.lost"), findings);
        if outage.to < outage.from {
            let help = format!("it begins in {}", outage.from);
            findings.add(Code::EditOrder, format!("{path}.to"), outage.to, help);
        } else if outage.from >= end {
            ramps::outside(&format!("{path}.from"), outage.from, start, end, findings);
        }
    }
}

/// Checks a share.
pub(super) fn share(value: f64, path: &str, findings: &mut Findings) {
    if numbers::finite(value, path, findings) && !(0.0..=1.0).contains(&value) {
        findings.add(Code::Share, path, value, "give a share from 0 to 1");
    }
}
