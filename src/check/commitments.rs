//! What the plan says of commitments.

use super::code::Code;
use super::facts::Facts;
use super::number::agree;
use super::portion::counted;
use super::report::Report;
use crate::plan::Plan;

/// Checks every commitment against what is delivered by its month.
pub(super) fn check(
    facts: &Facts<'_>,
    plan: &Plan,
    complete: &[Vec<(usize, f64)>],
    report: &mut Report,
) {
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
            .zip(complete[first..].iter().zip(&facts.tranches[first..]))
            .map(|(units, (parts, wanted))| {
                let in_time = parts.iter().filter(|part| part.0 <= by).map(|part| part.1);
                let past = wanted.history.iter().filter(|part| part.0 <= commitment.by());
                units.min(in_time.chain(past.map(|part| part.1)).sum())
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
