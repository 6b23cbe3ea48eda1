//! Which units of a tranche are the promised ones, in a plan that is not finished.

use std::collections::BTreeMap;

use crate::engine::{Cell, LevelResult, Solution};
use crate::formulation::{BlockId, Formulation};

/// The same production with the first units of every tranche as those promised first.
///
/// Where all levels are optimal that is so already. A solve that was stopped may have
/// made later units before earlier ones: changing their places costs nothing and can
/// only keep more of the promises, so that bounds hold.
pub(super) fn in_sequence(formulation: &Formulation, solution: &Solution) -> Solution {
    let model = formulation.model();
    let mut of_demand: BTreeMap<usize, Vec<BlockId>> = BTreeMap::new();
    for (index, block) in model.block_ids().enumerate() {
        if let [only] = formulation.members(index) {
            of_demand.entry(only.demand).or_default().push(block);
        }
    }
    let mut solution = solution.clone();
    let point = &mut solution.point;
    let mut cut: BTreeMap<BlockId, usize> = BTreeMap::new();
    for (&demand, blocks) in of_demand.iter().filter(|(_, blocks)| blocks.len() > 1) {
        cut.extend(blocks.iter().map(|&block| (block, demand)));
    }
    let mut made: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    point.cells.retain(|cell| {
        let demand = cut.get(&cell.column.block);
        demand.is_none_or(|&demand| {
            made.entry(demand).or_default().push(*cell);
            false
        })
    });
    for (demand, blocks) in of_demand.into_iter().filter(|(_, blocks)| blocks.len() > 1) {
        let mut cells = made.remove(&demand).unwrap_or_default();
        cells.sort_by_key(|cell| (cell.column.period, cell.column.recipe));
        let mut cells = cells.into_iter().peekable();
        for block in blocks {
            let mut open = model.blocks()[block.index()].quantity();
            while let Some(cell) = cells.peek_mut() {
                let mut own = *cell;
                own.column.block = block;
                own.amount = cell.amount.min(open);
                open -= own.amount;
                cell.amount -= own.amount;
                if own.amount > 0.0 {
                    point.cells.push(own);
                }
                if cell.amount > 0.0 {
                    break;
                }
                cells.next();
            }
            point.unserved[block.index()] = open;
        }
    }
    point.cells.sort_by_key(|cell| cell.column);
    let levels = model.levels().iter().zip(&solution.levels).map(|(level, known)| LevelResult {
        objective: solution.point.objective(model, level),
        bound: known.bound,
        prices: known.prices.clone(),
    });
    let levels = levels.collect();
    solution.levels = levels;
    solution
}
