//! Month by month, everybody in proportion to what is open.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::in_turn::{promised_by, serve, ways};
use super::room::{DUST, Room, Takes, taken};
use crate::check::facts::{Cell, Facts};
use crate::check::place::ranks;
use crate::check::portion::Portion;
use crate::check::resources::Resources;

/// Portions that can be made in the same ways.
struct Family {
    /// Lines, and what a unit made there takes.
    ways: Vec<(usize, Takes)>,
    members: Vec<usize>,
}

/// What a family asks of one of its ways.
struct Request {
    family: usize,
    way: usize,
    units: f64,
}

/// Serves what is promised first, each as early as possible, then shares out month by month.
pub(super) fn carry_out(
    facts: &Facts<'_>,
    resources: &Resources,
    portions: &[Portion],
) -> Vec<Vec<Cell>> {
    let mut room = Room::new(facts, resources);
    let mut made = vec![Vec::new(); portions.len()];
    let mut open: Vec<f64> = portions.iter().map(|portion| portion.quantity).collect();
    let promised = portions.iter().enumerate().filter(|(_, part)| !part.promised.is_empty());
    let mut promised: Vec<usize> = promised.map(|(index, _)| index).collect();
    let ranks = ranks(facts);
    promised.sort_by_key(|&index| {
        let portion = &portions[index];
        (promised_by(portion), Reverse(ranks[portion.tranche]), index)
    });
    for index in promised {
        open[index] =
            serve(facts, resources, (&portions[index], None), &mut room, &mut made[index]);
    }
    let families = families(facts, resources, portions);
    for month in 0..facts.months {
        let spans = |&&member: &&usize| {
            let tranche = &facts.tranches[portions[member].tranche];
            facts.opens(tranche).is_some_and(|first| first <= month) && month < tranche.end
        };
        let present: Vec<Vec<usize>> = families
            .iter()
            .map(|family| family.members.iter().filter(spans).copied().collect())
            .collect();
        let wanted: Vec<f64> = present
            .iter()
            .map(|members| members.iter().map(|&member| open[member]).sum())
            .collect();
        let shares = share_out(&families, &wanted, resources.list.len(), &mut room, month);
        for (family, members) in present.iter().enumerate() {
            for &member in members {
                if open[member] <= 0.0 || wanted[family] <= 0.0 {
                    continue;
                }
                let before = open[member];
                for ((line, _), units) in families[family].ways.iter().zip(&shares[family]) {
                    let units = (units * (before / wanted[family])).min(open[member]);
                    if units > 0.0 {
                        made[member].push(Cell { month, line: *line, units });
                        open[member] -= units;
                    }
                }
                if open[member] <= DUST * before {
                    open[member] = 0.0;
                }
            }
        }
    }
    made
}

fn families(facts: &Facts<'_>, resources: &Resources, portions: &[Portion]) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    let mut known = BTreeMap::new();
    for (index, portion) in portions.iter().enumerate() {
        let serving = resources.serving(portion.tranche).iter();
        let serving: Vec<(usize, Option<usize>)> =
            serving.map(|taking| (taking.resource, taking.line)).collect();
        let next = families.len();
        let key = (facts.tranches[portion.tranche].product, serving);
        let family = *known.entry(key).or_insert(next);
        if family == next {
            let ways = ways(facts, resources, portion.tranche);
            families.push(Family { ways, members: Vec::new() });
        }
        families[family].members.push(index);
    }
    families
}

/// What every family gets in a month on each of its ways. It is shared out in rounds: every
/// family asks for all that it has open, spread over its ways in proportion to their room; a
/// resource of which more is asked than there is cuts all requests by one factor, and a way
/// gets the smallest factor of its resources. A round serves all or uses something up.
fn share_out(
    families: &[Family],
    wanted: &[f64],
    resources: usize,
    room: &mut Room,
    month: usize,
) -> Vec<Vec<f64>> {
    let mut rest = wanted.to_vec();
    let mut got: Vec<Vec<f64>> =
        families.iter().map(|family| vec![0.0; family.ways.len()]).collect();
    for _ in 0..=resources {
        let requests = requests(families, wanted, &rest, room, month);
        if requests.is_empty() {
            break;
        }
        let mut load: BTreeMap<usize, f64> = BTreeMap::new();
        for request in &requests {
            let takes = &families[request.family].ways[request.way].1;
            for (resource, amount) in taken(takes, month) {
                *load.entry(resource).or_insert(0.0) += amount * request.units;
            }
        }
        let factors: BTreeMap<usize, f64> = load
            .into_iter()
            .map(|(resource, load)| {
                let free = room.free(resource, month);
                (resource, if load > free { free / load } else { 1.0 })
            })
            .collect();
        for Request { family, way, units } in requests {
            let takes = &families[family].ways[way].1;
            let factors = taken(takes, month).map(|part| factors[&part.0]);
            let factor = factors.fold(1.0, f64::min);
            room.take(takes, month, factor * units);
            rest[family] -= factor * units;
            got[family][way] += factor * units;
        }
    }
    got
}

fn requests(
    families: &[Family],
    wanted: &[f64],
    rest: &[f64],
    room: &Room,
    month: usize,
) -> Vec<Request> {
    let mut requests = Vec::new();
    for (index, family) in families.iter().enumerate() {
        let (rest, least) = (rest[index], DUST * wanted[index]);
        if rest <= least {
            continue;
        }
        let rooms: Vec<f64> =
            family.ways.iter().map(|(_, takes)| room.fits(takes, month).min(rest)).collect();
        let total: f64 = rooms.iter().sum();
        if total <= least {
            continue;
        }
        for (way, units) in rooms.into_iter().enumerate().filter(|(_, units)| *units > 0.0) {
            requests.push(Request { family: index, way, units: rest * (units / total) });
        }
    }
    requests
}
