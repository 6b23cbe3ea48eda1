//! Products that are made ahead and kept in stock.

use super::build::{Build, BuildColumn};
use super::key::key;
use super::row::row_of;
use crate::model::{ModelBuilder, RecipeId, ResourceId};
use crate::resources::{Amount, Resources};
use crate::scenario::{Demand, Line, Scenario, Stockpile};

/// Which number of a product's id stands for taking it from stock.
const TAKING: u64 = 1;

/// Which one stands for taking it off the shelf, where that is told from what was made for somebody.
const OFF_THE_SHELF: u64 = 2;

/// Something in stock, as a model has it: the rows of the stores that hold it, the caps of which
/// making it takes, and what it is called.
pub(super) struct Stocked<'a> {
    pub(super) product: usize,
    pub(super) rows: Vec<ResourceId>,
    pub(super) caps: &'a [usize],
    pub(super) name: &'a str,
}

/// Adds what is made for stock in every month on every line. Returns what the columns stand for.
///
/// A column is bounded by twice all that is ordered, and `more` on top of the book: never
/// reached, so that the price of a line is that of the line.
pub(super) fn add(
    scenario: &Scenario,
    resources: &Resources,
    stocked: &Stocked<'_>,
    more: f64,
    builder: &mut ModelBuilder,
) -> Vec<BuildColumn> {
    let mut columns = Vec::new();
    let position = stocked.product;
    let product = &scenario.products()[position];
    let id = product.id();
    let ordered = scenario.demands().iter().filter(|demand| demand.product == position);
    let most = 2.0 * (ordered.map(Demand::open).sum::<f64>() + more);
    let makers = scenario.lines().iter().enumerate();
    let makers = makers.filter(|(_, line)| line.usage().contains_key(id));
    let makers: Vec<(usize, &Line)> = makers.collect();
    for (rank, &(line, part)) in makers.iter().enumerate() {
        let uses =
            resources.making(position, line).iter().map(|(resource, amount)| (*resource, amount));
        let caps = stocked
            .caps
            .iter()
            .filter_map(|&cap| Some((cap, resources.get(cap).per_unit_made(position, line)?)));
        let uses: Vec<(usize, &Amount)> = uses.chain(caps).collect();
        for month in 0..scenario.months() {
            let taken = |&(resource, amount): &(usize, &Amount)| {
                let amount = amount.in_month(month as usize);
                (amount != 0.0).then_some((row_of(resource), month, amount))
            };
            let into = stocked.rows.iter().map(|row| (*row, month, -1.0));
            let entries = uses.iter().filter_map(taken).chain(into);
            let entries: Vec<(ResourceId, u32, f64)> = entries.collect();
            let name = stocked.name;
            let label = format!("{name} on {} in {}", part.id(), scenario.month(month as usize));
            builder.extra(label, (0.0, most), &entries);
            let store = stocked.rows.last().map_or(0, |row| row.index());
            columns.push(BuildColumn {
                build: Build { product: position, line, month: month as usize, store },
                holding: product.stock().map_or(0.0, Stockpile::holding_weight),
                rank: rank as u32,
                keys: (key(name, TAKING), key(part.id().as_str(), 0)),
            });
        }
    }
    columns
}

/// The way in which orders have a unit off the shelf, that nobody made here.
pub(super) fn off_the_shelf(
    scenario: &Scenario,
    (position, store, shelf): (usize, usize, usize),
    builder: &mut ModelBuilder,
) -> RecipeId {
    let id = scenario.products()[position].id();
    let own = key(id.as_str(), OFF_THE_SHELF);
    let uses = vec![(row_of(store), 1.0), (row_of(shelf), 1.0)];
    builder.recipe(format!("{id} off the shelf"), own, uses)
}

/// The way in which orders have a product that is kept in stock: they take it.
pub(super) fn taking(
    scenario: &Scenario,
    (position, store): (usize, usize),
    builder: &mut ModelBuilder,
) -> RecipeId {
    let id = scenario.products()[position].id();
    let own = key(id.as_str(), TAKING);
    builder.recipe(format!("{id} from stock"), own, vec![(row_of(store), 1.0)])
}
