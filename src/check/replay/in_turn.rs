//! One after the other, each where there is room: as early as that is, or as late as is on time.

use std::collections::BTreeMap;

use super::held::{Aside, Held};
use super::months::months;
use super::place::Place;
use super::room::{DUST, Room, Takes};
use super::stock::{self, Built, Stock};
use super::ways::{makings, ways};
use crate::check::delivered::{of_tranche, slack};
use crate::check::facts::{Cell, Facts};
use crate::check::passed::in_vain;
use crate::check::portion::Portion;
use crate::check::resources::Resources;
use crate::scenario::{Order, Partner};

/// So often what is held is moved to where it was of use.
const ROUNDS: usize = 64;

/// Serves what is promised first, by month, then order after order: the lowest turn first,
/// equals by sequence and name; of an order by due date, release and number. What is promised is
/// made as early as possible; so is all else, unless it goes by due months. What is held for a
/// portion is nobody else's until its turn; in a month it takes that first. If it was served otherwise,
/// what was held is held there, and all begins again.
pub(super) fn carry_out(
    facts: &Facts<'_>,
    resources: &Resources,
    portions: &[Portion],
    (turn, by_due): (impl Fn(&Order, &Partner) -> f64, bool),
    held: &[Held],
) -> (Vec<Vec<Cell>>, Built) {
    let turns: Vec<f64> = portions
        .iter()
        .map(|portion| {
            let tranche = &facts.tranches[portion.tranche];
            let order = &facts.scenario.orders()[tranche.order];
            turn(order, &facts.scenario.partners()[tranche.partner])
        })
        .collect();
    let mut sequence: Vec<usize> = (0..portions.len()).collect();
    sequence.sort_by(|&a, &b| {
        let place = |index: usize| {
            let tranche = &facts.tranches[portions[index].tranche];
            let order = (facts.said(tranche.order), facts.named[tranche.order]);
            (order, tranche.due_when, tranche.release_when, tranche.number, index)
        };
        promised_by(&portions[a])
            .cmp(&promised_by(&portions[b]))
            .then(turns[a].total_cmp(&turns[b]))
            .then_with(|| place(a).cmp(&place(b)))
    });
    let whole = (facts, resources, portions);
    let mut known = None;
    for _ in 1..ROUNDS {
        let (made, built, next) = once(whole, (&sequence, by_due), held, known.as_ref());
        known = next;
        if known.is_none() {
            return (made, built);
        }
    }
    let (made, built, _) = once(whole, (&sequence, by_due), held, known.as_ref());
    (made, built)
}

/// Carries it out once: one after the other in a sequence, each with what is set aside for it: what
/// is held, or what is known from the time before. Returns what is to be set aside the next time, if
/// that is not the same.
fn once(
    (facts, resources, portions): (&Facts<'_>, &Resources, &[Portion]),
    (sequence, by_due): (&[usize], bool),
    held: &[Held],
    known: Option<&Aside>,
) -> (Vec<Vec<Cell>>, Built, Option<Aside>) {
    let mut room = Room::new(facts, resources);
    let mut made: Vec<Vec<Cell>> = vec![Vec::new(); portions.len()];
    let mut built = Built::new();
    // What is made so far of tranches that go out in lots or shipments.
    let mut gathered: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    let (mut aside, mut next, mut moved) = (None, Aside::default(), false);
    for &index in sequence {
        let portion = &portions[index];
        let tranche = &facts.tranches[portion.tranche];
        let mut places = Vec::new();
        if portion.promised.is_empty() {
            let aside = aside.get_or_insert_with(|| match known {
                Some(known) => {
                    known.again(&mut room);
                    known.clone()
                }
                None => Aside::new(facts, resources, portions, held, &mut room),
            });
            places = aside.give(index, &mut room);
        }
        // Only of those for whom something was set aside is it asked what was made.
        let stock =
            if places.is_empty() { None } else { Stock::of(facts, resources, portion.tranche) };
        let before = stock.as_ref().map(|stock| own(&built, &stock.stores));
        let due = (by_due && portion.promised.is_empty()).then_some(tranche.due_at);
        let to = (&mut made[index], &mut built);
        if tranche.lot.is_none() && tranche.least_shipment.is_none() {
            serve(facts, resources, (portion, due, &places), &mut room, to);
        } else {
            let before = gathered.entry(portion.tranche).or_default();
            // What is promised is made, whether it is enough for a shipment or not.
            if portion.promised.is_empty() {
                what_ships(facts, resources, (portion, due, &places), before, &mut room, to);
            } else {
                serve(facts, resources, (portion, due, &places), &mut room, to);
            }
            before.extend(&made[index]);
        }
        let all_made = || {
            let ways = makings(facts, resources, portion.tranche);
            let takes = |line: usize| {
                let way = ways.iter().find(|way| way.0 == line);
                way.map_or(Takes::new(), |way| way.1.clone())
            };
            let cells = match (stock, before) {
                (Some(stock), Some(before)) => {
                    let now = own(&built, &stock.stores).into_iter();
                    let more = now.map(|((month, line), units)| {
                        let units = units - before.get(&(month, line)).copied().unwrap_or(0.0);
                        Cell { month, line, units }
                    });
                    more.collect()
                }
                _ => made[index].clone(),
            };
            cells.into_iter().map(|cell| (cell, takes(cell.line))).collect()
        };
        moved |= next.follow((index, portion.quantity), places, all_made);
    }
    (made, built, moved.then_some(next))
}

/// What has been made for a stock so far.
fn own(built: &Built, stores: &[usize]) -> BTreeMap<(usize, usize), f64> {
    built.get(stores).cloned().unwrap_or_default()
}

/// Makes a portion as far as its tranche then goes out in whole lots and shipments: what would not
/// leaves its room to others.
fn what_ships(
    facts: &Facts<'_>,
    resources: &Resources,
    (portion, due, places): (&Portion, Option<usize>, &[Place]),
    before: &[Cell],
    room: &mut Room,
    (made_of_it, built): (&mut Vec<Cell>, &mut Built),
) {
    /// So often less is tried.
    const TRIES: usize = 16;
    let tranche = &facts.tranches[portion.tranche];
    let counting = facts.scenario.products()[tranche.product].counting();
    let units = |cells: &[Cell]| cells.iter().map(|cell| cell.units).sum::<f64>();
    let mut tried = portion.clone();
    for _ in 0..TRIES {
        let (mut left, mut cells, mut stored) = (room.clone(), Vec::new(), built.clone());
        // What is small is so beside the whole portion.
        let whole = portion.quantity;
        let to = (&mut cells, &mut stored);
        serve_of(facts, resources, (&tried, whole, due, places), &mut left, to);
        let mut all = before.to_vec();
        all.extend(&cells);
        let parts = of_tranche(&all, tranche, counting, facts.opens(tranche));
        let gone = tranche.delivered() + parts.iter().map(|part| part.1).sum::<f64>();
        let made = tranche.before + units(&all);
        if !in_vain(facts, tranche, (made, gone), slack(tranche.quantity)) {
            *room = left;
            *built = stored;
            *made_of_it = cells;
            return;
        }
        tried.quantity = (gone - tranche.before).max(0.0) - units(before);
        if tried.quantity <= DUST * whole {
            break;
        }
    }
}

/// The month by which a portion is first promised; what is not comes after all months.
pub(super) fn promised_by(portion: &Portion) -> usize {
    portion.promised.first().copied().unwrap_or(usize::MAX)
}

/// Makes a whole portion. Returns what is left of it.
pub(super) fn serve(
    facts: &Facts<'_>,
    resources: &Resources,
    (portion, due, places): (&Portion, Option<usize>, &[Place]),
    room: &mut Room,
    (made, built): (&mut Vec<Cell>, &mut Built),
) -> f64 {
    let whole = portion.quantity;
    serve_of(facts, resources, (portion, whole, due, places), room, (made, built))
}

/// Makes a portion of a larger one in the earliest months that have room or, with a month by which
/// it is due, in the latest with which it is on time, and then in the earliest after it; in a month
/// on lines by id. What is kept in stock is delivered so. Returns what is left of it.
fn serve_of(
    facts: &Facts<'_>,
    resources: &Resources,
    (portion, whole, due, places): (&Portion, f64, Option<usize>, &[Place]),
    room: &mut Room,
    (made, built): (&mut Vec<Cell>, &mut Built),
) -> f64 {
    if let Some(stock) = Stock::of(facts, resources, portion.tranche) {
        return stock::serve(facts, (&stock, portion, whole, due), places, room, (made, built));
    }
    let tranche = &facts.tranches[portion.tranche];
    let dust = DUST * whole;
    let mut rest = portion.quantity;
    let ways = ways(facts, resources, portion.tranche);
    for month in months(facts, tranche, due) {
        let anywhere = ways.iter().map(|(line, takes)| (*line, takes, f64::INFINITY));
        // First where something is set aside, then on lines by id.
        let own = places.iter().filter(|place| place.month == month).filter_map(|place| {
            let way = ways.iter().find(|way| way.0 == place.line)?;
            Some((place.line, &way.1, place.units))
        });
        for (line, takes, most) in own.chain(anywhere) {
            let units = room.fits(takes, month).min(rest).min(most);
            if units <= dust {
                continue;
            }
            room.take(takes, month, units);
            let known = made.iter_mut().find(|cell| (cell.month, cell.line) == (month, line));
            match known {
                Some(cell) => cell.units += units,
                None => made.push(Cell { month, line, units }),
            }
            rest -= units;
            if rest <= dust {
                return 0.0;
            }
        }
    }
    rest
}
