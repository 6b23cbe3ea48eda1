//! Units of a tranche that the same commitments promise.

use super::facts::Cell;
use crate::scenario::{Commitment, Demand, Scenario};

/// A part of a tranche; the whole of it where nothing of its order is promised.
pub(super) struct Portion {
    pub(super) demand: usize,
    pub(super) quantity: f64,
    /// Months, as indices, by which it is promised.
    pub(super) promised: Vec<usize>,
    /// Whether something of its order is promised or reserved: then nothing is like it.
    pub(super) committed: bool,
    /// The levels of reservations that entitle to it, each by the highest tier that it
    /// holds against (none: all), and the index of the month.
    pub(super) reserved: Vec<(Option<usize>, usize)>,
}

/// How many units of each tranche of an order are among its first `units`, which are
/// counted by due month, release month and number of the tranches.
pub(super) fn counted(scenario: &Scenario, order: usize, units: f64) -> Vec<f64> {
    let (_, demands) = scenario.demands_of(order);
    let mut sequence: Vec<usize> = (0..demands.len()).collect();
    sequence.sort_by_key(|&index| (demands[index].due, demands[index].release, index));
    let mut counted = vec![0.0; demands.len()];
    let mut left = units;
    for index in sequence {
        counted[index] = left.clamp(0.0, demands[index].quantity);
        left -= counted[index];
    }
    counted
}

/// The portions of every tranche, in the order of the tranches and of the promises.
pub(super) fn portions(scenario: &Scenario) -> Vec<Portion> {
    /// What is smaller, relative to the tranche, is rounding.
    const ROUNDING: f64 = 1e-9;
    let mut portions = Vec::with_capacity(scenario.demands().len());
    for order in 0..scenario.orders().len() {
        let (first, demands) = scenario.demands_of(order);
        let (_, commitments) = scenario.commitments_of(order);
        if commitments.is_empty() {
            let whole = |(demand, part): (usize, &Demand)| Portion {
                demand,
                quantity: part.quantity,
                promised: Vec::new(),
                committed: false,
                reserved: Vec::new(),
            };
            portions.extend((first..).zip(demands).map(whole));
            continue;
        }
        let month = |commitment: &Commitment| scenario.index_of(commitment.by());
        let ends: Vec<Vec<f64>> =
            commitments.iter().map(|part| counted(scenario, order, part.quantity())).collect();
        for (index, demand) in demands.iter().enumerate() {
            let mut begin = 0.0;
            let mut push = |end: f64, promised: &[Commitment]| {
                portions.push(Portion {
                    demand: first + index,
                    quantity: end - begin,
                    promised: promised.iter().map(month).collect(),
                    committed: true,
                    reserved: Vec::new(),
                });
                begin = end;
            };
            let mut done = 0.0;
            for (position, ends) in ends.iter().enumerate() {
                let mut end = ends[index];
                if demand.quantity - end <= ROUNDING * demand.quantity {
                    end = demand.quantity;
                }
                if end - done > ROUNDING * demand.quantity {
                    push(end, &commitments[position..]);
                    done = end;
                }
            }
            if demand.quantity > done {
                push(demand.quantity, &[]);
            }
        }
    }
    portions
}

/// The production of every portion: the first units of a tranche are those promised
/// first.
pub(super) fn divide(portions: &[Portion], made: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let mut divided: Vec<Vec<Cell>> = Vec::with_capacity(portions.len());
    for own in portions.chunk_by(|a, b| a.demand == b.demand) {
        let cells = &made[own[0].demand];
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
