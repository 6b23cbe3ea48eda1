//! Products that are made ahead and kept in stock.

use super::key::key;
use super::shared::Shared;
use crate::model::{Carry, RecipeId, ResourceId};
use crate::scenario::{Line, Product, Scenario, Stockpile};

/// Production for stock: what an extra column of the model stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Build {
    /// Position of the product.
    pub product: usize,
    /// Position of the line.
    pub line: usize,
    /// Index of the month.
    pub month: usize,
}

/// A [`Build`] with what the levels need of it.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) build: Build,
    pub(super) holding: f64,
    /// Place of the line among those that make the product.
    pub(super) rank: u32,
    /// Keys of product and line.
    pub(super) keys: (u64, u64),
}

/// Which number of a product's id stands for taking it from stock.
pub(super) const TAKING: u64 = 1;

/// Adds the stock of a product, and what is made for it in every month on every line.
/// Returns the one recipe that orders have: take it.
///
/// A column is bounded by twice all that is ordered: never reached, but then the price
/// of a line is that of the line.
pub(super) fn add(scenario: &Scenario, position: usize, shared: &mut Shared) -> RecipeId {
    let product = &scenario.products()[position];
    let id = product.id();
    let limit = product.stock().and_then(Stockpile::storage_limit).unwrap_or(f64::INFINITY);
    let months = scenario.months();
    let label = format!("stock of {id}");
    let nothing = vec![0.0; months as usize];
    let own = shared.builder.resource(label, Carry::Stock { limit }, nothing);
    let ordered = scenario.demands().iter().filter(|demand| demand.product == position);
    let most = 2.0 * (ordered.map(|demand| demand.quantity).sum::<f64>() + shared.more);
    let makers = scenario.lines().iter().enumerate();
    let makers = makers.filter_map(|(line, part)| Some((line, part, *part.usage().get(id)?)));
    let makers: Vec<(usize, &Line, f64)> = makers.collect();
    for (rank, &(line, part, usage)) in makers.iter().enumerate() {
        let mut uses = vec![(ResourceId(line as u32), usage), (own, -1.0)];
        uses.extend(needs(scenario, product));
        for month in 0..months {
            let entries: Vec<(ResourceId, u32, f64)> =
                uses.iter().map(|&(resource, value)| (resource, month, value)).collect();
            let label = format!("{id} on {} in {}", part.id(), scenario.month(month as usize));
            shared.builder.extra(label, (0.0, most), &entries);
            shared.columns.push(Column {
                build: Build { product: position, line, month: month as usize },
                holding: product.stock().map_or(0.0, Stockpile::holding_weight),
                rank: rank as u32,
                keys: (key(id.as_str(), TAKING), key(part.id().as_str(), 0)),
            });
        }
    }
    shared.stocks.push(position);
    shared.lines.push(None);
    shared.builder.recipe(format!("{id} from stock"), key(id.as_str(), TAKING), vec![(own, 1.0)])
}

/// The components of a unit of a product.
pub(super) fn needs<'a>(
    scenario: &'a Scenario,
    product: &'a Product,
) -> impl Iterator<Item = (ResourceId, f64)> + 'a {
    let components = scenario.components().iter().zip(scenario.lines().len()..);
    components.filter_map(|(component, row)| {
        component.need().get(product.id()).map(|&need| (ResourceId(row as u32), need))
    })
}
