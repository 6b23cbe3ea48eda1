//! The ways to make a unit.

use super::room::Takes;
use super::stock::Stock;
use crate::check::facts::Facts;
use crate::check::resources::Resources;

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

/// The ways to make a unit, each with its line; to take it from a store is no part of it.
pub(super) fn makings(
    facts: &Facts<'_>,
    resources: &Resources,
    tranche: usize,
) -> Vec<(usize, Takes)> {
    match Stock::of(facts, resources, tranche) {
        Some(stock) => {
            let ways = stock.ways.iter();
            ways.map(|(line, takes)| (*line, stock.making(takes))).collect()
        }
        None => ways(facts, resources, tranche),
    }
}
