//! Products that are made ahead and kept in stock.

use super::key::key;
use super::shared::{Shared, row_of};
use crate::model::{RecipeId, ResourceId};
use crate::scenario::{Line, Scenario, Stockpile};

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
pub(super) struct BuildColumn {
    pub(super) build: Build,
    pub(super) holding: f64,
    /// Place of the line among those that make the product.
    pub(super) rank: u32,
    /// Keys of product and line.
    pub(super) keys: (u64, u64),
}

/// Which number of a product's id stands for taking it from stock.
pub(super) const TAKING: u64 = 1;

/// Adds what is made for the store of a product in every month on every line. Returns the one
/// recipe that orders have: take it.
///
/// A column is bounded by twice all that is ordered, and `more` on top of the book: never
/// reached, so that the price of a line is that of the line.
pub(super) fn add(
    scenario: &Scenario,
    position: usize,
    store: usize,
    more: f64,
    shared: &mut Shared,
) -> RecipeId {
    let product = &scenario.products()[position];
    let (id, own) = (product.id(), row_of(store));
    let ordered = scenario.demands().iter().filter(|demand| demand.product == position);
    let most = 2.0 * (ordered.map(|demand| demand.quantity).sum::<f64>() + more);
    let makers = scenario.lines().iter().enumerate();
    let makers = makers.filter(|(_, line)| line.usage().contains_key(id));
    let makers: Vec<(usize, &Line)> = makers.collect();
    for (rank, &(line, part)) in makers.iter().enumerate() {
        let uses = shared.resources.making(position, line).iter();
        let uses = uses.map(|&(resource, amount)| (row_of(resource), amount));
        let uses: Vec<(ResourceId, f64)> = uses.chain([(own, -1.0)]).collect();
        for month in 0..scenario.months() {
            let entries: Vec<(ResourceId, u32, f64)> =
                uses.iter().map(|&(resource, value)| (resource, month, value)).collect();
            let label = format!("{id} on {} in {}", part.id(), scenario.month(month as usize));
            shared.builder.extra(label, (0.0, most), &entries);
            shared.columns.push(BuildColumn {
                build: Build { product: position, line, month: month as usize },
                holding: product.stock().map_or(0.0, Stockpile::holding_weight),
                rank: rank as u32,
                keys: (key(id.as_str(), TAKING), key(part.id().as_str(), 0)),
            });
        }
    }
    shared.lines.push(None);
    let taking = key(id.as_str(), TAKING);
    shared.builder.recipe(format!("{id} from stock"), taking, vec![(own, 1.0)])
}
