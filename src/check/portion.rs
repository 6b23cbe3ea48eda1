//! Parts of tranches of which the same is promised and reserved.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::facts::{Cell, Facts};
use super::whole::surplus;
use crate::scenario::Counting;

/// What is smaller, relative to a tranche, is rounding.
pub(super) const ROUNDING: f64 = 1e-9;

/// A part of a tranche; the whole of it where nothing of its order is promised or reserved.
#[derive(Clone)]
pub(super) struct Portion {
    pub(super) tranche: usize,
    pub(super) quantity: f64,
    /// Indices of the months by which it is promised, ascending.
    pub(super) promised: Vec<usize>,
    /// Whether something of its order is promised, or of its tranche reserved or passed over: then
    /// nothing is like it.
    pub(super) alone: bool,
    /// Whether it is passed over.
    pub(super) passed: bool,
    /// The levels of reservations that entitle to it, each by the highest tier that it holds
    /// against (none: all), and the index of the month.
    pub(super) reserved: Vec<(Option<usize>, usize)>,
}

/// How many units of each tranche of an order are among its first `units`, in the sequence in
/// which promises count them.
pub(super) fn counted(facts: &Facts<'_>, order: usize, units: f64) -> Vec<f64> {
    let (_, tranches) = facts.tranches_of(order);
    let mut counted = vec![0.0; tranches.len()];
    let mut left = units;
    for index in facts.counting(order) {
        counted[index] = left.clamp(0.0, tranches[index].quantity);
        left -= counted[index];
    }
    counted
}

/// The least number of units that can be delivered of an order, from its beginning, if it is to be
/// this many: the tranche in which they end is delivered in whole units, lots and shipments.
fn shipped(facts: &Facts<'_>, order: usize, units: f64) -> f64 {
    let (_, tranches) = facts.tranches_of(order);
    let mut complete = 0.0;
    for index in facts.counting(order) {
        let tranche = &tranches[index];
        if complete + tranche.quantity < units {
            complete += tranche.quantity;
            continue;
        }
        let mut part = units - complete;
        let delivered = tranche.delivered();
        if part <= delivered {
            return units;
        }
        // A shipment is of whole units and lots too.
        if let Some(least) = tranche.least_shipment {
            part = part.max(least);
        }
        let steps = match facts.scenario.products()[tranche.product].counting() {
            Counting::Whole => Some(1.0),
            Counting::Measured => None,
        };
        for step in steps.into_iter().chain(tranche.lot) {
            let full = (part / step).floor() * step;
            // Less than rounding above a full step is that step.
            part = if part - full <= ROUNDING * step { full } else { full + step };
        }
        return complete + part.min(tranche.quantity);
    }
    units
}

/// The portions of every tranche of which something is to come, in the order of the tranches and of the promises.
pub(super) fn portions(facts: &Facts<'_>) -> Vec<Portion> {
    let mut portions = Vec::with_capacity(facts.tranches.len());
    let whole = |tranche: usize| Portion {
        tranche,
        quantity: facts.tranches[tranche].open,
        promised: Vec::new(),
        alone: false,
        passed: false,
        reserved: Vec::new(),
    };
    for order in 0..facts.scenario.orders().len() {
        let (first, tranches) = facts.tranches_of(order);
        let Some(promises) = facts.promises.get(&order) else {
            // Who has more than its share has something to come of it.
            let has =
                |index: &usize| facts.tranches[*index].open > 0.0 || surplus(facts, *index) > 0.0;
            portions.extend((first..first + tranches.len()).filter(has).map(whole));
            continue;
        };
        let months: Vec<usize> =
            promises.iter().map(|part| facts.horizon.nearest(part.by())).collect();
        let ends = promises
            .iter()
            .map(|part| shipped(facts, order, part.quantity()))
            .collect::<Vec<f64>>();
        let ends: Vec<Vec<f64>> =
            ends.into_iter().map(|units| counted(facts, order, units)).collect();
        for (index, tranche) in tranches.iter().enumerate() {
            let least = ROUNDING * tranche.quantity;
            // What was made before the first month are the first units.
            let mut done = tranche.quantity - tranche.open;
            for (position, ends) in ends.iter().enumerate() {
                let near = tranche.quantity - ends[index] <= least;
                let end = if near { tranche.quantity } else { ends[index] };
                if end - done > least {
                    let promised = months[position..].to_vec();
                    let quantity = end - done;
                    let own = whole(first + index);
                    portions.push(Portion { quantity, promised, alone: true, ..own });
                    done = end;
                }
            }
            if tranche.quantity - done > least {
                let quantity = tranche.quantity - done;
                portions.push(Portion { quantity, alone: true, ..whole(first + index) });
            }
        }
    }
    portions
}

/// The portions of what is to be delivered: what was made before the first month and is not
/// delivered is of the first one, where something is still to be made.
pub(super) fn waiting(facts: &Facts<'_>, portions: &[Portion]) -> Vec<Portion> {
    let mut portions = portions.to_vec();
    for own in portions.chunk_by_mut(|a, b| a.tranche == b.tranche) {
        let wanted = &facts.tranches[own[0].tranche];
        if wanted.open > 0.0 {
            own[0].quantity += wanted.before - wanted.delivered();
        }
    }
    portions
}

/// The production of every portion; where each portion is a tranche that is what it is.
pub(super) fn divided<'a>(
    facts: &Facts<'_>,
    portions: &[Portion],
    served: &'a [Vec<Cell>],
) -> Cow<'a, [Vec<Cell>]> {
    let same = portions.len() == facts.tranches.len()
        && portions.iter().enumerate().all(|(index, portion)| portion.tranche == index);
    if same { Cow::Borrowed(served) } else { Cow::Owned(divide(portions, served)) }
}

/// The production of every portion: the first units of a tranche are those promised first.
fn divide(portions: &[Portion], served: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let mut divided: Vec<Vec<Cell>> = Vec::with_capacity(portions.len());
    for own in portions.chunk_by(|a, b| a.tranche == b.tranche) {
        let cells = &served[own[0].tranche];
        if own.len() == 1 {
            divided.push(cells.clone());
            continue;
        }
        let mut cells = cells.clone();
        cells.sort_by_key(|cell| (cell.month, cell.line));
        let mut cells = cells.into_iter();
        let mut rest: Option<Cell> = cells.next();
        for (position, portion) in own.iter().enumerate() {
            let last = position + 1 == own.len();
            let mut open = portion.quantity;
            let mut taken = Vec::new();
            while let Some(cell) = rest {
                // What is too much is reported elsewhere; the last portion takes it.
                let units = if last { cell.units } else { cell.units.min(open) };
                if units > 0.0 || last {
                    taken.push(Cell { units, ..cell });
                }
                open -= units;
                rest = if units < cell.units {
                    Some(Cell { units: cell.units - units, ..cell })
                } else {
                    cells.next()
                };
                if !last && open <= 0.0 {
                    break;
                }
            }
            divided.push(taken);
        }
    }
    divided
}

/// The production of every tranche from that of its portions.
pub(super) fn unite(
    portions: &[Portion],
    made: &[Vec<Cell>],
    tranches: usize,
) -> Vec<BTreeMap<(usize, usize), f64>> {
    let mut united = vec![BTreeMap::new(); tranches];
    for (portion, cells) in portions.iter().zip(made) {
        for cell in cells {
            *united[portion.tranche].entry((cell.month, cell.line)).or_insert(0.0) += cell.units;
        }
    }
    united
}
