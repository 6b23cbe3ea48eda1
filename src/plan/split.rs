//! Divides the units of a block among the tranches that it stands for.

use crate::engine::Point;
use crate::formulation::{Formulation, Split};
use crate::scenario::Scenario;

/// Production of a demand: month index, position of the line, units.
pub(super) type Made = (usize, usize, f64);

/// What is smaller than this share of a tranche is rounding.
const DUST: f64 = 1e-12;

/// The production of every demand of the scenario, by month and line.
pub(super) fn split(
    scenario: &Scenario,
    formulation: &Formulation,
    point: &Point,
) -> Vec<Vec<Made>> {
    let mut made: Vec<Vec<Made>> = vec![Vec::new(); scenario.demands().len()];
    let mut cells = &point.cells[..];
    for block in 0..formulation.model().blocks().len() {
        let count = cells.partition_point(|cell| cell.column.block.index() <= block);
        let (own, rest) = cells.split_at(count);
        cells = rest;
        let mut own: Vec<Made> = own
            .iter()
            .map(|cell| {
                let line = formulation.line_of(cell.column.recipe);
                (cell.column.period as usize, line, cell.amount)
            })
            .collect();
        own.sort_by_key(|&(month, line, _)| (month, line));
        let members = formulation.members(block);
        match (members, formulation.split()) {
            (&[only], _) => made[only] = own,
            (_, Split::Proportion) => in_proportion(scenario, members, &own, &mut made),
            (_, Split::Sequence) => in_sequence(scenario, members, &own, &mut made),
        }
    }
    made
}

fn in_proportion(scenario: &Scenario, members: &[usize], own: &[Made], made: &mut [Vec<Made>]) {
    let quantity = |member: usize| scenario.demands()[member].quantity;
    let total: f64 = members.iter().map(|&member| quantity(member)).sum();
    for &(month, line, amount) in own {
        for &member in members {
            made[member].push((month, line, amount * (quantity(member) / total)));
        }
    }
}

fn in_sequence(scenario: &Scenario, members: &[usize], own: &[Made], made: &mut [Vec<Made>]) {
    let mut members = members.iter().copied().peekable();
    let mut open = members.peek().map_or(0.0, |&member| scenario.demands()[member].quantity);
    for &(month, line, mut amount) in own {
        while let Some(&member) = members.peek() {
            let quantity = scenario.demands()[member].quantity;
            let taken = amount.min(open);
            if taken > DUST * quantity {
                made[member].push((month, line, taken));
            }
            open -= taken;
            amount -= taken;
            if open > DUST * quantity {
                break;
            }
            members.next();
            open = members.peek().map_or(0.0, |&next| scenario.demands()[next].quantity);
        }
    }
}
