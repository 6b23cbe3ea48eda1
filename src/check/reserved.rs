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
        let own = || claims.iter().filter(|claim| claim.reservation == index);
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
