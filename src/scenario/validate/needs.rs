//! What units need of components.

use super::finding::Code;
use super::findings::Findings;
use super::{numbers, output};
use crate::scenario::plant::ComponentNeed;
use crate::scenario::time::Month;

/// Checks a need for a horizon that ends before a month: a number above zero, or numbers with
/// dates of which one is.
pub(super) fn validate(
    need: &ComponentNeed,
    path: &str,
    (_, end): (Month, Month),
    findings: &mut Findings,
) {
    if let Some(pieces) = need.constant() {
        numbers::positive(pieces, path, findings);
        return;
    }
    let steps = need.steps();
    for (position, step) in steps.iter().enumerate() {
        numbers::not_negative(step.pieces, &format!("{path}[{position}].pieces"), findings);
    }
    output::dates(steps.iter().map(|step| step.from), path, end, findings);
    if steps.iter().all(|step| step.pieces <= 0.0) {
        let help = "say how many are needed from some month on, or leave the product out";
        findings.add(Code::SupplyIdle, path, "", help);
    }
}
