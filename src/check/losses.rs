//! What customers who left did not get.

use std::collections::BTreeMap;

use super::code::Code;
use super::delivered::slack;
use super::facts::Facts;
use super::gate::Opens;
use super::number::agree;
use super::report::Report;
use super::tranche::Tranche;
use crate::plan::Plan;

/// What is missing of a tranche once its customer has left, unless a gate kept it away.
pub(super) fn lost(facts: &Facts<'_>, wanted: &Tranche, complete: &[(usize, f64)]) -> f64 {
    if facts.standings.opens[wanted.order] == Opens::Never {
        return 0.0;
    }
    let got = complete.iter().map(|part| part.1).sum::<f64>();
    let missing = wanted.quantity - wanted.delivered() - got;
    if wanted.leaves && missing > slack(wanted.quantity) { missing } else { 0.0 }
}

/// Checks the sums by partner and product.
pub(super) fn check(
    facts: &Facts<'_>,
    plan: &Plan,
    complete: &[Vec<(usize, f64)>],
    report: &mut Report,
) {
    let mut sums: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for (wanted, complete) in facts.tranches.iter().zip(complete) {
        let lost = lost(facts, wanted, complete);
        if lost > 0.0 {
            *sums.entry((wanted.partner, wanted.product)).or_default() += lost;
        }
    }
    if plan.losses.len() != sums.len() {
        report.add(Code::LossList, "losses", plan.losses.len(), sums.len());
    }
    for (index, (found, ((partner, product), units))) in plan.losses.iter().zip(sums).enumerate() {
        let partner = facts.scenario.partners()[partner].id();
        let product = &facts.scenario.products()[product];
        let value = units * product.value();
        let right = found.partner == *partner
            && found.product == *product.id()
            && agree(found.units, units, units)
            && agree(found.value, value, value);
        if !right {
            let shown = |units: f64, product: &dyn std::fmt::Display, partner, value: f64| {
                format!("{units} of {product} for {partner}, worth {value}")
            };
            let expected = shown(units, product.id(), partner, value);
            let found = shown(found.units, &found.product, &found.partner, found.value);
            report.add(Code::LossList, format!("losses[{index}]"), found, expected);
        }
    }
}
