//! What the plan says of reservations.

use super::claim::Claim;
use super::code::Code;
use super::facts::{Cell, Facts};
use super::number::{agree, series};
use super::report::Report;
use super::share::Share;
use crate::plan::Plan;

/// Checks what the plan says of every reservation.
pub(super) fn check(
    facts: &Facts<'_>,
    plan: &Plan,
    shares: &[Share<'_>],
    claims: &[Claim],
    served: &[Vec<Cell>],
    report: &mut Report,
) {
    if plan.reservations.len() != shares.len() {
        let (found, expected) = (plan.reservations.len(), shares.len());
        report.add(Code::ReservationList, "reservations", found, expected);
    }
    for (index, (found, share)) in plan.reservations.iter().zip(shares).enumerate() {
        let path = format!("reservations[{index}]");
        if found.reservation != *share.id.as_str() {
            report.add(Code::ReservationList, path, &found.reservation, &share.id);
            continue;
        }
        let own = claims.iter().filter(|claim| claim.reservation == index && claim.end > 0.0);
        // What was made before the first month is no matter of this plan.
        let own = own.map(|claim| Claim { begin: claim.begin.max(0.0), ..*claim });
        let own = || own.clone();
        let entitled: f64 = own().map(|claim| claim.end - claim.begin).sum();
        if !agree(found.entitled, entitled, entitled) {
            let path = format!("{path}.entitled");
            report.add(Code::ReservationShort, path, found.entitled, entitled);
        }
        let mut short = vec![0.0; facts.months];
        for claim in own() {
            let mut units = vec![0.0; facts.months];
            served[claim.tranche].iter().for_each(|cell| units[cell.month] += cell.units);
            let mut there = 0.0;
            for (month, short) in short.iter_mut().enumerate() {
                there += units[month];
                if month >= claim.month {
                    *short += (claim.end - claim.begin.max(there)).max(0.0);
                }
            }
        }
        let path = format!("{path}.short");
        series(Code::ReservationShort, &path, &found.short, &short, entitled, report);
    }
}

/// Checks which units a plan says that reservations entitle to, month by month, and what it says is
/// left of them.
pub(super) fn rights(
    facts: &Facts<'_>,
    plan: &Plan,
    (shares, claims): (&[Share<'_>], &[Claim]),
    kept: &[Vec<f64>],
    report: &mut Report,
) {
    for (index, (found, kept)) in plan.reservations.iter().zip(kept).enumerate() {
        let mut own: Vec<(usize, &Claim)> = claims
            .iter()
            .filter(|claim| claim.reservation == index)
            .filter_map(|claim| Some((claim.made?, claim)))
            .collect();
        own.sort_by_key(|(made, claim)| (*made, claim.tranche));
        let path = format!("reservations[{index}].units");
        if found.units.len() != own.len() {
            let (found, expected) = (found.units.len(), own.len());
            report.add(Code::ReservationShort, path, found, expected);
            continue;
        }
        for (entry, (found, (since, claim))) in found.units.iter().zip(own).enumerate() {
            let tranche = &facts.tranches[claim.tranche];
            let order = facts.scenario.orders()[tranche.order].id();
            let units = claim.end - claim.begin;
            let same = found.month == facts.horizon.month(since)
                && found.order == *order
                && found.tranche == tranche.number
                && agree(found.quantity, units, tranche.quantity);
            if !same {
                let told = |month, order, number, units: f64| {
                    format!("{units} of {order}, tranche {number}, in {month}")
                };
                let wrong = told(found.month, &found.order, found.tranche, found.quantity);
                let right = told(facts.horizon.month(since), order, tranche.number, units);
                report.add(Code::ReservationShort, format!("{path}[{entry}]"), wrong, right);
            }
        }
        let path = format!("reservations[{index}].left");
        // What is but rounding of what there is of it is nothing.
        let most = shares[index].offered(facts).into_iter().chain([shares[index].owed]);
        let most = most.fold(0.0, f64::max);
        let nothing = vec![0.0; facts.months];
        let left = if found.left.is_empty() { &nothing } else { &found.left };
        series(Code::ReservationShort, &path, left, kept, most, report);
    }
}
