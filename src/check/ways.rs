//! The ways to make products, numbered by product id and line id.

use std::collections::BTreeSet;

use super::draw::key;
use super::facts::{Facts, SHELF};
use super::horizon::between;
use super::resources::Resources;
use super::tranche::Tranche;
use crate::scenario::Month;

/// The ways to make products.
pub(super) struct Ways {
    /// Product → line → number; for products made ahead, which are taken in one way, the place
    /// among the lines that make them.
    rank: Vec<Vec<Option<u32>>>,
    /// For each line the number that stands for it in draws.
    keys: Vec<u64>,
    /// For each product made ahead the number of the way to take it, and its key.
    taking: Vec<Option<(u32, u64)>>,
    /// The same for taking it off the shelf, where that is told apart.
    shelf: Vec<Option<(u32, u64)>>,
    /// The number of the first month in the calendar: draws go by it.
    pub(super) first: u64,
    /// For each tranche the number that stands for the stock that it takes from in draws.
    stocks: Vec<u64>,
}

impl Ways {
    pub(super) fn new(facts: &Facts<'_>, resources: &Resources) -> Self {
        let first = between(Month::MIN, facts.horizon.start).max(0) as u64;
        let mut numbers = 0..;
        let mut rank = Vec::new();
        let mut taking = Vec::new();
        let mut shelf = Vec::new();
        let tranches = facts.tranches.iter().enumerate();
        let apart = tranches.filter(|(index, _)| resources.shelf(*index).is_some());
        let apart: BTreeSet<usize> = apart.map(|(_, tranche)| tranche.product).collect();
        for (product, lines) in facts.usage.iter().enumerate() {
            let ahead = facts.ahead(product).is_some();
            let id = facts.scenario.products()[product].id().as_str();
            let off = if apart.contains(&product) { numbers.next() } else { None };
            shelf.push(off.map(|number| (number, key(id, 2))));
            let way = if ahead { numbers.next() } else { None };
            taking.push(way.map(|number| (number, key(id, 1))));
            let mut places = 0..;
            let next = |usage: &Option<f64>| {
                usage.and_then(|_| if ahead { places.next() } else { numbers.next() })
            };
            rank.push(lines.iter().map(next).collect());
        }
        let keys = facts.scenario.lines().iter().map(|line| key(line.id().as_str(), 0)).collect();
        let stock = |(index, tranche): (usize, &Tranche)| {
            let apart = resources.apart(index).map(|own| resources.list[own].id.as_str());
            key(apart.unwrap_or(facts.scenario.products()[tranche.product].id().as_str()), 1)
        };
        let stocks = facts.tranches.iter().enumerate().map(stock).collect();
        Self { rank, keys, taking, shelf, first, stocks }
    }

    /// Number and key of the way in which an order gets a product: from stock or off the shelf if
    /// it is made ahead, or made on a line; none if the line does not make it.
    pub(super) fn to_serve(&self, product: usize, line: usize) -> Option<(u32, u64)> {
        match self.taking[product] {
            Some(_) if line == SHELF => self.shelf[product],
            Some(taking) => Some(taking),
            None => Some((self.rank[product][line]?, self.keys[line])),
        }
    }

    /// For making a product for stock on a line: the place of the line, and its key; none if the
    /// line does not make it, or it is made to order.
    pub(super) fn to_stock(&self, product: usize, line: usize) -> Option<(u32, u64)> {
        self.taking[product]?;
        Some((self.rank[product][line]?, self.keys[line]))
    }

    /// The number that stands for the stock that a tranche takes from.
    pub(super) fn stock_key(&self, tranche: usize) -> u64 {
        self.stocks[tranche]
    }
}
