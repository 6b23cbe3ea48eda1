//! What prices prove of products made ahead.
//!
//! To make a unit for stock costs what the level says of it, the prices of line and
//! components, less the price of a unit in stock. Nothing is gained by it while that is
//! not below zero; what is made lies between nothing and, to have an end to it, twice what
//! is ordered. What is in stock lies between nothing and what the store may hold.

use super::bound::{Priced, valid};
use super::facts::Facts;
use super::level::Ways;
use super::report::Report;
use crate::tolerance::same_cost;

/// Where the levels before have put something.
#[derive(Clone, Copy, PartialEq)]
enum Put {
    Anywhere,
    AtNothing,
    AtMost,
}

impl Put {
    /// What a reduced cost adds to the bound for an amount from nothing to `most`.
    fn least(self, reduced: f64, most: f64) -> f64 {
        let full = if most == 0.0 { 0.0 } else { reduced * most };
        match self {
            Self::Anywhere if reduced < 0.0 => full,
            Self::AtMost => full,
            Self::Anywhere | Self::AtNothing => 0.0,
        }
    }

    /// Narrows by the reduced cost `a − b`.
    fn narrow(&mut self, a: f64, b: f64, tolerance: f64) {
        if *self == Self::Anywhere && !same_cost(a, b, tolerance) {
            *self = if a > b { Self::AtNothing } else { Self::AtMost };
        }
    }
}

/// Adds stocks and what is made for them to what the levels prove.
pub(super) fn prove(
    facts: &Facts<'_>,
    ways: &Ways,
    levels: &mut [Priced<'_>],
    report: &mut Report,
) {
    for ahead in 0..facts.ahead.len() {
        stock(facts, ahead, levels, report);
        made(facts, ways, ahead, levels);
    }
}

fn stock(facts: &Facts<'_>, ahead: usize, levels: &mut [Priced<'_>], report: &mut Report) {
    let limit = facts.ahead[ahead].limit;
    // Backwards: without a limit, a price is at least that of the month after.
    let mut after = vec![0.0; levels.len()];
    for month in (0..facts.months).rev() {
        let mut put = Put::Anywhere;
        for (index, level) in levels.iter_mut().enumerate() {
            let next = after[index];
            let price = &mut level.prices.stocks[ahead][month];
            let free = put != Put::Anywhere || limit.is_finite();
            let least = if free { f64::NEG_INFINITY } else { next };
            let path = || format!("levels[{index}].prices.stocks[{ahead}][{month}]");
            valid(price, least, level.tolerance, path, report);
            level.proven.add(put.least(*price - next, limit), 1.0);
            put.narrow(*price, next, level.tolerance);
            after[index] = *price;
        }
    }
}

fn made(facts: &Facts<'_>, ways: &Ways, ahead: usize, levels: &mut [Priced<'_>]) {
    let product = facts.ahead[ahead].product;
    let ordered = facts.scenario.demands().iter().filter(|demand| demand.product == product);
    let most = 2.0 * ordered.map(|demand| demand.quantity).sum::<f64>();
    let needs: Vec<(usize, f64)> =
        facts.need[product].iter().copied().enumerate().filter(|part| part.1 > 0.0).collect();
    for (line, usage) in facts.usage[product].iter().enumerate() {
        let Some(usage) = usage else { continue };
        for month in 0..facts.months {
            let mut put = Put::Anywhere;
            for level in levels.iter_mut() {
                let cost = level.objective.building(facts, ways, ahead, line, month);
                let prices = &level.prices;
                let parts = needs.iter().map(|part| part.1 * prices.components[part.0][month]);
                let paid = usage * prices.lines[line][month] + parts.sum::<f64>();
                let cost = cost.unwrap_or(0.0) + paid;
                let gained = prices.stocks[ahead][month];
                level.proven.add(put.least(cost - gained, most), 1.0);
                put.narrow(cost, gained, level.tolerance);
            }
        }
    }
}
