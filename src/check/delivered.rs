//! From production to what is complete, month by month.

use super::facts::{Cell, Facts};
use crate::scenario::{Counting, Demand};
use crate::tolerance::{UNIT, UNIT_MOST, UNIT_RELATIVE};

/// What is missing of a whole unit (or of a tranche) and still counts as rounding.
pub(super) fn slack(quantity: f64) -> f64 {
    f64::min(UNIT_MOST, UNIT_RELATIVE.mul_add(quantity, UNIT))
}

/// Units of each demand that get complete, by ascending month; nothing for months in
/// which none does.
pub(super) fn check(facts: &Facts<'_>, made: &[Vec<Cell>]) -> Vec<Vec<(usize, f64)>> {
    let demands = facts.scenario.demands().iter();
    demands
        .zip(made)
        .map(|(demand, cells)| {
            let counting = facts.scenario.products()[demand.product].counting();
            complete(cells, demand, counting)
        })
        .collect()
}

fn complete(cells: &[Cell], demand: &Demand, counting: Counting) -> Vec<(usize, f64)> {
    let quantity = demand.quantity;
    let mut cells = cells.to_vec();
    cells.sort_by_key(|cell| cell.month);
    let slack = slack(quantity);
    let mut complete = Vec::new();
    let (mut produced, mut before) = (0.0, 0.0);
    for month in cells.chunk_by(|a, b| a.month == b.month) {
        for cell in month {
            produced += cell.units;
        }
        let now = if quantity - produced <= slack {
            quantity
        } else if counting == Counting::Whole {
            (produced + slack).floor()
        } else {
            produced
        };
        // Lots, then the least shipment: both give way to the rest of the tranche.
        let all = quantity - produced <= slack;
        let now = match demand.terms.lot {
            Some(lot) if !all => f64::min(quantity, lot * ((now + slack) / lot).floor()),
            _ => now,
        };
        if !all && demand.terms.least_shipment.is_some_and(|least| now + slack < before + least) {
            continue;
        }
        // Negative production is reported elsewhere; nothing is taken back here.
        if now > before {
            complete.push((month[0].month, now - before));
            before = now;
        }
    }
    complete
}
