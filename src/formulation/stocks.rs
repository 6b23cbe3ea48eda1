//! Products that are made ahead and kept in stock.

use super::build::{Build, BuildColumn};
use super::key::key;
use super::row::row_of;
use crate::model::{ModelBuilder, RecipeId, ResourceId};
use crate::resources::{Amount, Resources};
use crate::scenario::{Demand, Line, Scenario, Stockpile};

/// Which number of a product's id stands for taking it from stock.
const TAKING: u64 = 1;

/// Adds what is made for the store of a product in every month on every line. Returns the one
/// recipe that orders have: take it; and what the columns stand for.
///
/// A column is bounded by twice all that is ordered, and `more` on top of the book: never
/// reached, so that the price of a line is that of the line.
pub(super) fn add(
    scenario: &Scenario,
    resources: &Resources,
    (position, store): (usize, usize),
    more: f64,
    builder: &mut ModelBuilder,
) -> (RecipeId, Vec<BuildColumn>) {
    let mut columns = Vec::new();
    let product = &scenario.products()[position];
    let (id, own) = (product.id(), row_of(store));
    let ordered = scenario.demands().iter().filter(|demand| demand.product == position);
    let most = 2.0 * (ordered.map(Demand::open).sum::<f64>() + more);
    let makers = scenario.lines().iter().enumerate();
    let makers = makers.filter(|(_, line)| line.usage().contains_key(id));
    let makers: Vec<(usize, &Line)> = makers.collect();
    for (rank, &(line, part)) in makers.iter().enumerate() {
        let uses = resources.making(position, line);
        for month in 0..scenario.months() {
            let taken = |(resource, amount): &(usize, Amount)| {
                let amount = amount.in_month(month as usize);
                (amount != 0.0).then_some((row_of(*resource), month, amount))
            };
            let entries = uses.iter().filter_map(taken).chain([(own, month, -1.0)]);
            let entries: Vec<(ResourceId, u32, f64)> = entries.collect();
            let label = format!("{id} on {} in {}", part.id(), scenario.month(month as usize));
            builder.extra(label, (0.0, most), &entries);
            columns.push(BuildColumn {
                build: Build { product: position, line, month: month as usize },
                holding: product.stock().map_or(0.0, Stockpile::holding_weight),
                rank: rank as u32,
                keys: (key(id.as_str(), TAKING), key(part.id().as_str(), 0)),
            });
        }
    }
    let taking = key(id.as_str(), TAKING);
    let recipe = builder.recipe(format!("{id} from stock"), taking, vec![(own, 1.0)]);
    (recipe, columns)
}
