//! One after the other, each where there is room: as early as that is, or as late as is on time.

use super::months::months;
use super::room::{DUST, Room, Takes};
use super::stock::{self, Built, Stock};
use crate::check::facts::{Cell, Facts};
use crate::check::portion::Portion;
use crate::check::resources::Resources;
use crate::scenario::{Order, Partner};

/// Serves what is promised first, by month, then order after order: the lowest turn first,
/// equals by sequence and name; of an order by due date, release and number. What is promised is
/// made as early as possible; so is all else, unless it goes by due months.
pub(super) fn carry_out(
    facts: &Facts<'_>,
    resources: &Resources,
    portions: &[Portion],
    (turn, by_due): (impl Fn(&Order, &Partner) -> f64, bool),
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
    let mut room = Room::new(facts, resources);
    let mut made = vec![Vec::new(); portions.len()];
    let mut built = Built::new();
    for index in sequence {
        let portion = &portions[index];
        let due =
            (by_due && portion.promised.is_empty()).then(|| facts.tranches[portion.tranche].due_at);
        serve(facts, resources, (portion, due), &mut room, (&mut made[index], &mut built));
    }
    (made, built)
}

/// The month by which a portion is first promised; what is not comes after all months.
pub(super) fn promised_by(portion: &Portion) -> usize {
    portion.promised.first().copied().unwrap_or(usize::MAX)
}

/// The ways to make a tranche: lines by id, and what a unit made there takes.
pub(super) fn ways(
    facts: &Facts<'_>,
    resources: &Resources,
    tranche: usize,
) -> Vec<(usize, Takes)> {
    let lines = facts.usage[facts.tranches[tranche].product].iter().enumerate();
    let lines = lines.filter(|(_, usage)| usage.is_some());
    lines.map(|(line, _)| (line, resources.all(facts, tranche, line))).collect()
}

/// Makes a portion in the earliest months that have room or, with a month by which it is due, in
/// the latest with which it is on time, and then in the earliest after it; in a month on lines
/// by id. What is kept in stock is delivered so. Returns what is left of it.
pub(super) fn serve(
    facts: &Facts<'_>,
    resources: &Resources,
    (portion, due): (&Portion, Option<usize>),
    room: &mut Room,
    (made, built): (&mut Vec<Cell>, &mut Built),
) -> f64 {
    if let Some(stock) = Stock::of(facts, resources, portion.tranche) {
        return stock::serve(facts, (&stock, portion, due), room, made, built);
    }
    let tranche = &facts.tranches[portion.tranche];
    let dust = DUST * portion.quantity;
    let mut rest = portion.quantity;
    let ways = ways(facts, resources, portion.tranche);
    for month in months(facts, tranche, due) {
        for (line, takes) in &ways {
            let units = room.fits(takes, month).min(rest);
            if units <= dust {
                continue;
            }
            room.take(takes, month, units);
            made.push(Cell { month, line: *line, units });
            rest -= units;
            if rest <= dust {
                return 0.0;
            }
        }
    }
    rest
}
