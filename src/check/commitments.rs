//! What the plan says of commitments.

use super::code::Code;
use super::facts::{Cell, Facts};
use super::number::agree;
use super::portion::counted;
use super::report::Report;
use crate::plan::Plan;

/// Checks every commitment against what is made by its month.
pub(super) fn check(facts: &Facts<'_>, plan: &Plan, made: &[Vec<Cell>], report: &mut Report) {
    let commitments = facts.scenario.commitments();
    if plan.commitments.len() != commitments.len() {
        let (found, expected) = (plan.commitments.len(), commitments.len());
        report.add(Code::CommitmentList, "commitments", found, expected);
    }
    for (index, (found, commitment)) in plan.commitments.iter().zip(commitments).enumerate() {
        let path = format!("commitments[{index}]");
        let promised = commitment.quantity();
        let same = found.order == *commitment.order()
            && found.by == commitment.by()
            && agree(found.promised, promised, promised);
        if !same {
            let found = format!("{} of {} by {}", found.promised, found.order, found.by);
            let expected = format!("{promised} of {} by {}", commitment.order(), commitment.by());
            report.add(Code::CommitmentList, path, found, expected);
            continue;
        }
        let Some(order) = facts.order(commitment.order().as_str()) else { continue };
        let (first, _) = facts.tranches_of(order);
        let by = facts.horizon.nearest(commitment.by());
        let kept: f64 = counted(facts, order, promised)
            .into_iter()
            .zip(&made[first..])
            .map(|(units, cells)| {
                let in_time = cells.iter().filter(|cell| cell.month <= by);
                units.min(in_time.map(|cell| cell.units).sum())
            })
            .sum();
        for (name, found, expected) in
            [("kept", found.kept, kept), ("short", found.short, promised - kept)]
        {
            if !agree(found, expected, promised) {
                report.add(Code::CommitmentKept, format!("{path}.{name}"), found, expected);
            }
        }
    }
}
