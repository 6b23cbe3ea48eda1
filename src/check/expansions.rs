//! What the plan says of expansions.

use super::code::Code;
use super::facts::Facts;
use super::number::{agree, largest, series};
use super::plant::begins;
use super::report::Report;
use crate::plan::Plan;

/// Checks every expansion against the scenario.
pub(super) fn check(facts: &Facts<'_>, plan: &Plan, report: &mut Report) {
    let expansions = facts.scenario.expansions();
    if plan.expansions.len() != expansions.len() {
        let (found, expected) = (plan.expansions.len(), expansions.len());
        report.add(Code::ExpansionList, "expansions", found, expected);
    }
    for (index, (found, part)) in plan.expansions.iter().zip(expansions).enumerate() {
        let path = format!("expansions[{index}]");
        let same = found.expansion == *part.id()
            && found.line.as_ref() == part.line()
            && found.component.as_ref() == part.component()
            && found.payer.as_ref() == part.payer()
            && agree(found.cost, part.price(), part.price())
            && agree(found.claim, part.claimed(), 1.0)
            && found.on == part.is_on()
            && found.begins == facts.horizon.written(begins(part));
        if !same {
            report.add(Code::ExpansionList, path, &found.expansion, part.id());
            continue;
        }
        let added = &facts.added[index];
        let path = format!("{path}.added");
        series(Code::ExpansionAdded, &path, &found.added, added, largest(added), report);
    }
}
