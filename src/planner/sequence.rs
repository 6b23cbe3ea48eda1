//! A plan that is not finished, put in order: which units of a tranche are the promised
//! ones, and what is made for stock and never taken.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::engine::Solution;
use crate::formulation::Formulation;
use crate::model::{BlockId, Cell, LevelResult, Point};

/// A point that is not proven as a plan shows it: [in sequence](in_sequence), where that can make a
/// difference.
pub(super) fn in_order<'a>(formulation: &Formulation, solution: &'a Solution) -> Cow<'a, Solution> {
    let plain = formulation.promised() == 0
        && formulation.resources().stores().next().is_none()
        && formulation.entitled().is_empty();
    if plain { Cow::Borrowed(solution) } else { Cow::Owned(in_sequence(formulation, solution)) }
}

/// The same deliveries with the first units of every tranche as those promised first.
///
/// Where all levels are optimal that is so already. A solve that was stopped may have
/// made later units before earlier ones: changing their places costs nothing and can
/// only keep more of the promises, so that bounds hold.
fn in_sequence(formulation: &Formulation, solution: &Solution) -> Solution {
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
    trim(formulation, point);
    let levels = model.levels().iter().zip(&solution.levels).map(|(level, known)| LevelResult {
        objective: solution.point.objective(model, level),
        bound: known.bound,
        prices: known.prices.clone(),
    });
    let levels = levels.collect();
    solution.levels = levels;
    solution
}

/// Leaves out what is made ahead and never taken: what is first in stock goes out first, so that it
/// is the last made, and nothing while what nobody made here is there before it.
fn trim(formulation: &Formulation, point: &mut Point) {
    let model = formulation.model();
    for stock in formulation.resources().stocks() {
        let (own, _) = model.row_parts(formulation.row(stock.own(), 0));
        let takes = |cell: &&Cell| {
            let uses = model.recipe(cell.column.recipe).uses_in(cell.column.period as usize);
            uses.iter().any(|&(resource, _)| resource == own)
        };
        let mut open: f64 = point.cells.iter().filter(takes).map(|cell| cell.amount).sum();
        let builds = formulation.builds().iter().enumerate();
        let builds = builds.filter(|(_, build)| build.store == stock.own());
        let builds = builds.map(|(position, build)| (build.month, Some((build.line, position))));
        let arrivals = formulation.resources().get(stock.own()).arrivals();
        let mut comes: Vec<_> =
            builds.chain((0..arrivals.len()).map(|month| (month, None))).collect();
        // Of a month what nobody made here is first.
        comes.sort_unstable();
        for (month, build) in comes {
            match build {
                None => open = (open - arrivals[month]).max(0.0),
                Some((_, position)) => {
                    let amount = &mut point.extras[position];
                    *amount = amount.min(open);
                    open -= *amount;
                }
            }
        }
    }
}
