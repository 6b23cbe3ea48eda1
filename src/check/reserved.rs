//! What reservations entitle to, and what the plan says of it.

use std::collections::{BTreeMap, BTreeSet};

use super::code::Code;
use super::facts::{Cell, Facts};
use super::number::{agree, series};
use super::portions::Portion;
use super::report::Report;
use crate::plan::Plan;
use crate::ranking::Ranking;
use crate::scenario::{Demand, Reservation, Scenario};

/// What is smaller, relative to a tranche or a share, is rounding.
const ROUNDING: f64 = 1e-9;

/// Units of a tranche, from `begin` to `end`, that a reservation entitles to.
#[derive(Clone, Copy)]
pub(super) struct Claim {
    pub(super) demand: usize,
    pub(super) reservation: usize,
    /// Index of the month in which the share alone has made them and they are due.
    pub(super) month: usize,
    pub(super) begin: f64,
    pub(super) end: f64,
}

/// What a unit of a tranche takes of what is reserved; none if that is of no use to it.
fn takes(
    facts: &Facts<'_>,
    ranking: &Ranking,
    reservation: &Reservation,
    demand: &Demand,
) -> Option<f64> {
    let scenario = facts.scenario;
    let tier = &ranking.tiers()[ranking.orders()[demand.order].tier];
    let wrong = reservation
        .partner()
        .is_some_and(|id| scenario.partners()[demand.partner].id() != id)
        || reservation.product().is_some_and(|id| scenario.products()[demand.product].id() != id)
        || reservation.tier().is_some_and(|name| tier != name);
    if wrong {
        return None;
    }
    let line = scenario.lines().iter().position(|line| Some(line.id()) == reservation.line());
    let part =
        scenario.components().iter().position(|part| Some(part.id()) == reservation.component());
    match (line, part) {
        (Some(line), _) => facts.usage[demand.product][line],
        (_, Some(part)) => Some(facts.need[demand.product][part]).filter(|need| *need > 0.0),
        _ => None,
    }
}

/// All claims, by tranche and unit.
pub(super) fn claims(facts: &Facts<'_>, ranking: &Ranking) -> Vec<Claim> {
    let scenario = facts.scenario;
    let demands = scenario.demands();
    let queues: Vec<Vec<(usize, f64)>> = scenario
        .reservations()
        .iter()
        .map(|reservation| {
            let late = |demand: &Demand| {
                let first = reservation.first().filter(|first| *first > scenario.start());
                first.is_some_and(|first| demand.due < first)
            };
            let mut queue: Vec<(usize, f64)> = (0..demands.len())
                .filter_map(|index| {
                    takes(facts, ranking, reservation, &demands[index]).map(|use_| (index, use_))
                })
                .collect();
            queue.sort_by(|a, b| {
                let (x, y) = (&demands[a.0], &demands[b.0]);
                late(x)
                    .cmp(&late(y))
                    .then(x.due.cmp(&y.due))
                    .then(x.release.cmp(&y.release))
                    .then(a.0.cmp(&b.0))
            });
            queue
        })
        .collect();
    let mut done = vec![0.0; demands.len()];
    let mut kept = vec![0.0; queues.len()];
    let mut claims: Vec<Claim> = Vec::new();
    for month in 0..facts.months {
        for (reservation, part) in scenario.reservations().iter().enumerate() {
            if !part.holds_in(scenario.month(month)) {
                continue;
            }
            let line = scenario.lines().iter().position(|line| Some(line.id()) == part.line());
            let component =
                scenario.components().iter().position(|known| Some(known.id()) == part.component());
            let expansion =
                scenario.expansions().iter().find(|known| Some(known.id()) == part.expansion());
            let offered = match (line, component) {
                _ if expansion.is_some() => {
                    expansion.map_or(0.0, |expansion| scenario.added(expansion)[month])
                }
                (Some(line), _) => facts.capacity[line][month],
                (_, Some(component)) => facts.arrivals(component, month),
                _ => 0.0,
            };
            let part_month = scenario.month(month);
            let mut room = part.monthly(offered);
            if component.is_some() {
                room += kept[reservation];
            }
            let least = ROUNDING * room;
            for &(index, per_unit) in &queues[reservation] {
                let demand = &demands[index];
                let open = demand.quantity - done[index];
                if room <= least {
                    break;
                }
                let closed = !ranking.orders()[demand.order].eligibility.allows(part_month);
                let early = scenario.index_of(demand.release) > month || closed;
                if open <= ROUNDING * demand.quantity || early {
                    continue;
                }
                let mut units = room / per_unit;
                if units >= open - ROUNDING * demand.quantity {
                    units = open;
                }
                let begin = done[index];
                done[index] += units;
                room = (room - units * per_unit).max(0.0);
                let month = month.max(scenario.index_of(demand.due));
                if month < facts.months {
                    claims.push(Claim {
                        demand: index,
                        reservation,
                        month,
                        begin,
                        end: begin + units,
                    });
                }
            }
            kept[reservation] = room;
        }
    }
    claims.sort_by(|a, b| a.demand.cmp(&b.demand).then(a.begin.total_cmp(&b.begin)));
    claims
}

/// Portions cut where claims end; alike only with itself is what has a claim in its
/// tranche. On a level the claims of that level and of all above it count together, from
/// the beginning of the tranche.
pub(super) fn cut(
    portions: Vec<Portion>,
    claims: &[Claim],
    scenario: &Scenario,
    ranking: &Ranking,
) -> Vec<Portion> {
    if claims.is_empty() {
        return portions;
    }
    let against: Vec<Option<usize>> = scenario
        .reservations()
        .iter()
        .map(|part| {
            let tier = part.protected_against();
            tier.and_then(|tier| ranking.tiers().iter().position(|known| known == tier))
        })
        .collect();
    let mut cut = Vec::with_capacity(portions.len() + claims.len());
    let mut position = 0.0;
    let mut before = None;
    for portion in portions {
        if before != Some(portion.demand) {
            (position, before) = (0.0, Some(portion.demand));
        }
        let from = claims.partition_point(|claim| claim.demand < portion.demand);
        let to = claims.partition_point(|claim| claim.demand <= portion.demand);
        let own = &claims[from..to];
        if own.is_empty() {
            cut.push(portion);
            continue;
        }
        let (begin, end) = (position, position + portion.quantity);
        position = end;
        let least = ROUNDING * scenario.demands()[portion.demand].quantity;
        let levels: BTreeSet<Option<usize>> =
            own.iter().map(|claim| against[claim.reservation]).collect();
        // For each level the units claimed by each month.
        let claimed: Vec<(Option<usize>, BTreeMap<usize, f64>)> = levels
            .into_iter()
            .map(|level| {
                let mut months: BTreeMap<usize, f64> = BTreeMap::new();
                for claim in own.iter().filter(|claim| against[claim.reservation] <= level) {
                    *months.entry(claim.month).or_default() += claim.end - claim.begin;
                }
                let mut sum = 0.0;
                for units in months.values_mut() {
                    sum += *units;
                    *units = sum;
                }
                (level, months)
            })
            .collect();
        let mut ends: Vec<f64> =
            claimed.iter().flat_map(|(_, months)| months.values().copied()).collect();
        ends.retain(|stop| *stop > begin + least && *stop < end - least);
        ends.push(end);
        ends.sort_by(f64::total_cmp);
        ends.dedup_by(|next, stop| *next - *stop <= least);
        let whole = ends.len() == 1;
        let mut at = begin;
        for stop in ends {
            let covers = |months: &BTreeMap<usize, f64>| {
                months.iter().find(|(_, until)| **until > at + least).map(|(month, _)| *month)
            };
            let reserved = claimed
                .iter()
                .filter_map(|(level, months)| Some((*level, covers(months)?)))
                .collect();
            cut.push(Portion {
                demand: portion.demand,
                quantity: if whole { portion.quantity } else { stop - at },
                promised: portion.promised.clone(),
                committed: true,
                reserved,
            });
            at = stop;
        }
    }
    cut
}

/// Checks what the plan says of every reservation.
pub(super) fn check(
    facts: &Facts<'_>,
    plan: &Plan,
    claims: &[Claim],
    made: &[Vec<Cell>],
    report: &mut Report,
) {
    let reservations = facts.scenario.reservations();
    if plan.reservations.len() != reservations.len() {
        let (found, expected) = (plan.reservations.len(), reservations.len());
        report.add(Code::ReservationList, "reservations", found, expected);
    }
    for (index, (found, part)) in plan.reservations.iter().zip(reservations).enumerate() {
        let path = format!("reservations[{index}]");
        if found.reservation != *part.id() {
            report.add(Code::ReservationList, path, &found.reservation, part.id());
            continue;
        }
        let own = || claims.iter().filter(|claim| claim.reservation == index);
        let entitled: f64 = own().map(|claim| claim.end - claim.begin).sum();
        if !agree(found.entitled, entitled, entitled) {
            report.add(
                Code::ReservationShort,
                format!("{path}.entitled"),
                found.entitled,
                entitled,
            );
        }
        let mut short = vec![0.0; facts.months];
        for claim in own() {
            let mut there: f64 = 0.0;
            for (month, short) in short.iter_mut().enumerate() {
                let cells = made[claim.demand].iter().filter(|cell| cell.month == month);
                there += cells.map(|cell| cell.units).sum::<f64>();
                if month >= claim.month {
                    *short += (claim.end - claim.begin.max(there)).max(0.0);
                }
            }
        }
        let path = format!("{path}.short");
        series(Code::ReservationShort, &path, &found.short, &short, entitled, report);
    }
}
