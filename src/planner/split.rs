//! Divides the units of a block among the tranches that it stands for.

use super::served::{Made, SHELF, Served, in_one};
use super::{stocks, whole_units};
use crate::formulation::{Formulation, Member, Split};
use crate::model::Point;
use crate::scenario::{Method, Scenario};
use crate::tolerance;

/// What every demand of the scenario gets.
pub(super) fn split(
    scenario: &Scenario,
    formulation: &Formulation,
    method: Method<'_>,
    point: &Point,
) -> Served {
    let mut made: Vec<Vec<Made>> = vec![Vec::new(); scenario.demands().len()];
    let mut cells = &point.cells[..];
    for block in 0..formulation.model().blocks().len() {
        let count = cells.partition_point(|cell| cell.column.block.index() <= block);
        let (own, rest) = cells.split_at(count);
        cells = rest;
        let mut own: Vec<Made> = own
            .iter()
            .map(|cell| {
                let recipe = cell.column.recipe;
                let stock = if formulation.is_off_the_shelf(recipe) { SHELF } else { 0 };
                let line = formulation.line_of(recipe).unwrap_or(stock);
                (cell.column.period as usize, line, cell.amount)
            })
            .collect();
        own.sort_by_key(|&(month, line, _)| (month, line));
        let members = formulation.members(block);
        match (members, formulation.split()) {
            (&[only], _) if made[only.demand].is_empty() => made[only.demand] = own,
            (&[only], _) => made[only.demand].append(&mut own),
            (_, Split::Proportion) => in_proportion(members, &own, &mut made),
            (_, Split::Sequence) => in_sequence(members, &own, &mut made),
        }
    }
    if !(scenario.commitments().is_empty() && formulation.entitled().is_empty()) {
        made.iter_mut().for_each(in_one);
    }
    whole_units::attribute(scenario, formulation, method, &mut made);
    let mut served = Served { taken: vec![Vec::new(); made.len()], made };
    if formulation.resources().stores().next().is_some() {
        stocks::first_in_first_out(scenario, formulation, point, &mut served);
    }
    served
}

fn in_proportion(members: &[Member], own: &[Made], made: &mut [Vec<Made>]) {
    let total: f64 = members.iter().map(|member| member.part).sum();
    for &(month, line, amount) in own {
        for member in members.iter().filter(|member| member.part > 0.0) {
            made[member.demand].push((month, line, amount * (member.part / total)));
        }
    }
}

fn in_sequence(members: &[Member], own: &[Made], made: &mut [Vec<Made>]) {
    let mut members = members.iter().peekable();
    let mut open = members.peek().map_or(0.0, |member| member.quantity);
    for &(month, line, mut amount) in own {
        while let Some(member) = members.peek() {
            let quantity = member.quantity;
            let taken = amount.min(open);
            if taken > tolerance::NEGLIGIBLE * quantity {
                made[member.demand].push((month, line, taken));
            }
            open -= taken;
            amount -= taken;
            if open > tolerance::NEGLIGIBLE * quantity {
                break;
            }
            members.next();
            open = members.peek().map_or(0.0, |next| next.quantity);
        }
    }
}
