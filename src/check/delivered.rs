//! From production to what is complete, month by month.

use super::facts::{Cell, Facts};
use super::tranche::Tranche;
use crate::scenario::Counting;
use crate::tolerance::{UNIT, UNIT_MOST, UNIT_RELATIVE};

/// What is missing of a whole unit (or of a tranche) and still counts as rounding.
pub(super) fn slack(quantity: f64) -> f64 {
    f64::min(UNIT_MOST, UNIT_RELATIVE.mul_add(quantity, UNIT))
}

/// Units of a tranche that get complete, by ascending month.
pub(super) type Complete = Vec<(usize, f64)>;

/// Units of each tranche that get complete, by ascending month; nothing for months in
/// which none does.
pub(super) fn complete(facts: &Facts<'_>, made: &[Vec<Cell>]) -> Vec<Complete> {
    let tranches = facts.tranches.iter();
    tranches
        .zip(made)
        .map(|(wanted, cells)| {
            let counting = facts.scenario.products()[wanted.product].counting();
            of_tranche(cells, wanted, counting, facts.opens(wanted))
        })
        .collect()
}

/// What is delivered as if it were made in the month in which it is delivered, on whatever line.
pub(super) fn as_made(facts: &Facts<'_>, complete: &[Complete]) -> Vec<Vec<Cell>> {
    let tranches = facts.tranches.iter().zip(complete);
    tranches
        .map(|(wanted, parts)| {
            let line = facts.usage[wanted.product].iter().position(Option::is_some).unwrap_or(0);
            parts.iter().map(|&(month, units)| Cell { month, line, units }).collect()
        })
        .collect()
}

/// What gets complete of a tranche that is made so, from the first month on that is open to it.
pub(super) fn of_tranche(
    cells: &[Cell],
    wanted: &Tranche,
    counting: Counting,
    opens: Option<usize>,
) -> Vec<(usize, f64)> {
    let quantity = wanted.quantity;
    let mut cells = cells.to_vec();
    cells.sort_by_key(|cell| cell.month);
    let slack = slack(quantity);
    let mut complete = Vec::new();
    let (mut produced, mut before) = (wanted.before, wanted.delivered());
    // What was made before the first month can go out in the first that is open to it.
    if let Some(first) = opens.filter(|first| *first < wanted.end) {
        cells.insert(0, Cell { month: first, line: 0, units: 0.0 });
    }
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
        let now = match wanted.lot {
            Some(lot) if !all => f64::min(quantity, lot * ((now + slack) / lot).floor()),
            Some(_) | None => now,
        };
        if !all && wanted.least_shipment.is_some_and(|least| now + slack < before + least) {
            continue;
        }
        // Negative production is reported elsewhere; nothing is taken back here.
        // What is less than rounding waits for more, or for the end of the tranche.
        if now > before && (all || now - before > slack) {
            complete.push((month[0].month, now - before));
            before = now;
        }
    }
    complete
}
