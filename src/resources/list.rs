//! The one list of everything scarce.

use super::amount::Amount;
use super::book::Book;
use super::key::ResourceKey;
use super::kind::{FREE, ResourceKind};
use super::resource::{Keeps, Resource, Takers, Takes};
use crate::ranking::Ranking;
use crate::scenario::Scenario;

/// Everything scarce in a scenario, in a fixed order: by kind, then by id. A position in the
/// list stands for a resource wherever one is meant.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Resources {
    entries: Vec<(ResourceKey, Resource)>,
    /// By product, then line: who takes what of resources that everybody takes of.
    making: Vec<Vec<Vec<(usize, Amount)>>>,
    /// By tranche: the resources that only some take of. Empty if there are none.
    restricted: Vec<Vec<usize>>,
    /// By product: its store, and where caps tell those apart who take of it, the shelf.
    stores: Vec<Option<usize>>,
    shelves: Vec<Option<usize>>,
    stocks: Vec<Stock>,
}

/// Units of a product that are in stock for the same tranches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stock {
    /// The product, by position.
    pub product: usize,
    /// The stores that hold them, by position: that of the product and, where caps name
    /// some of those who take of it, that of these tranches alone.
    pub stores: Vec<usize>,
    /// The caps of which a unit made for it takes, by position.
    pub caps: Vec<usize>,
}

impl Stock {
    /// The store that no other stock is in.
    pub(crate) fn own(&self) -> usize {
        self.stores.last().copied().unwrap_or(0)
    }
}

impl Resources {
    /// Everything scarce in a scenario under a ranking.
    ///
    /// Complexity: O(resources × months + tranches × caps + products × lines).
    pub(crate) fn of(scenario: &Scenario, ranking: &Ranking) -> Self {
        Self::listed(&Book { scenario, ranking: Some(ranking), asked: false })
    }

    /// The same for one more order, of which caps may say what they say of nobody in the book.
    pub(crate) fn for_another(scenario: &Scenario, ranking: &Ranking) -> Self {
        Self::listed(&Book { scenario, ranking: Some(ranking), asked: true })
    }

    /// The same whoever comes first: without caps.
    pub(crate) fn whoever_is_first(scenario: &Scenario) -> Self {
        Self::listed(&Book { scenario, ranking: None, asked: false })
    }

    fn listed(book: &Book<'_>) -> Self {
        let mut keys = Vec::new();
        let mut list: Vec<Resource> = Vec::new();
        for kind in ResourceKind::ALL {
            let own = kind.list(book, &list);
            keys.extend(own.iter().map(|resource| ResourceKey::new(kind, resource.id())));
            list.extend(own);
        }
        let scenario = book.scenario;
        let (products, lines) = (scenario.products().len(), scenario.lines().len());
        let entries = keys.into_iter().zip(list).collect();
        Self::new(entries, products, lines, scenario.demands().len())
    }

    fn new(
        entries: Vec<(ResourceKey, Resource)>,
        products: usize,
        lines: usize,
        demands: usize,
    ) -> Self {
        let mut making = vec![vec![Vec::new(); lines]; products];
        let mut restricted = Vec::new();
        let mut stores = vec![None; products];
        let mut shelves = vec![None; products];
        for (position, (_, resource)) in entries.iter().enumerate() {
            match (resource.takers(), resource.takes()) {
                (Takers::All, Takes::Making(rates)) => {
                    for (product, line, amount) in rates {
                        making[*product][*line].push((position, amount.clone()));
                    }
                }
                (Takers::All, Takes::Serving) => {}
                (Takers::All, Takes::Storing(product)) => stores[*product] = Some(position),
                (Takers::All, Takes::Shelf(product)) => shelves[*product] = Some(position),
                (Takers::Some(takers), _) => {
                    restricted.resize(demands, Vec::new());
                    for &demand in takers {
                        restricted[demand].push(position);
                    }
                }
            }
        }
        let stocks = stocks(&entries, &restricted, &stores);
        Self { entries, making, restricted, stores, shelves, stocks }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// All of them, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&ResourceKey, &Resource)> {
        self.entries.iter().map(|(key, resource)| (key, resource))
    }

    /// What the resource at a position is.
    pub(crate) fn key(&self, position: usize) -> &ResourceKey {
        &self.entries[position].0
    }

    /// The resource at a position.
    pub(crate) fn get(&self, position: usize) -> &Resource {
        &self.entries[position].1
    }

    /// The position of a resource.
    pub(crate) fn position(&self, key: &ResourceKey) -> Option<usize> {
        self.entries.binary_search_by(|(known, _)| known.cmp(key)).ok()
    }

    /// What a unit of a product made on a line takes of those resources that everybody takes
    /// of: position and amount, ascending.
    pub(crate) fn making(&self, product: usize, line: usize) -> &[(usize, Amount)] {
        &self.making[product][line]
    }

    /// The resources of which this tranche takes and others do not: positions, ascending.
    pub(crate) fn restricted(&self, demand: usize) -> &[usize] {
        self.restricted.get(demand).map_or(&[], Vec::as_slice)
    }

    /// The stores: position, and position of the product that each keeps.
    pub(crate) fn stores(&self) -> impl Iterator<Item = (usize, usize)> {
        let stores = self.stores.iter().enumerate();
        stores.filter_map(|(product, store)| store.map(|store| (store, product)))
    }

    /// The store of a product that is made ahead.
    pub(crate) fn store_of(&self, product: usize) -> Option<usize> {
        self.stores[product]
    }

    /// Where caps tell those apart who take of the store of a product: what of it was made by nobody
    /// here, and is anybody's.
    pub(crate) fn shelf_of(&self, product: usize) -> Option<usize> {
        self.shelves[product]
    }

    /// The shelf that a tranche of a product takes of, instead of a stock of its own.
    pub(crate) fn shelf_for(&self, product: usize, demand: usize) -> Option<usize> {
        let apart = self.stock_of(product, demand).is_some_and(|stock| stock.stores.len() > 1);
        self.shelf_of(product).filter(|_| apart)
    }

    /// What is in stock, and for whom: one for each product, or one for each set of tranches that
    /// the same caps name.
    pub(crate) fn stocks(&self) -> &[Stock] {
        &self.stocks
    }

    /// The stock that a tranche of a product takes of.
    pub(crate) fn stock_of(&self, product: usize, demand: usize) -> Option<&Stock> {
        let mut own = self.stocks.iter().filter(|stock| stock.product == product);
        own.find(|stock| stock.stores.len() == 1 || self.restricted(demand).contains(&stock.own()))
    }

    /// What moves with what: a resource and month, another one that bounds what is taken of it
    /// and a month, and how much more there is of that for each unit more.
    pub(crate) fn moves(&self) -> Vec<(usize, usize, usize, usize, f64)> {
        let mut moves = Vec::new();
        for (other, (_, resource)) in self.entries.iter().enumerate() {
            let Some(bounds) = resource.bounds() else { continue };
            let months = bounds.holds.len();
            let kept = match self.get(bounds.of).keeps() {
                Keeps::Nothing => false,
                Keeps::Stock { .. } => true,
            };
            for month in 0..months {
                if bounds.holds[month] && bounds.share > 0.0 {
                    moves.push((bounds.of, month, other, month, bounds.share));
                }
                // Where it does not hold it must go on bounding nothing.
                let until = if kept { months } else { month + 1 };
                let free = (month..until).filter(|&later| !bounds.holds[later]);
                moves.extend(free.map(|later| (bounds.of, month, other, later, FREE)));
            }
        }
        moves
    }
}

/// The stocks of every product.
fn stocks(
    entries: &[(ResourceKey, Resource)],
    restricted: &[Vec<usize>],
    stores: &[Option<usize>],
) -> Vec<Stock> {
    let mut stocks = Vec::new();
    for (product, store) in stores.iter().enumerate() {
        let Some(store) = *store else { continue };
        let before = stocks.len();
        for (own, (_, resource)) in entries.iter().enumerate() {
            let (Takers::Some(takers), Takes::Storing(stored)) =
                (resource.takers(), resource.takes())
            else {
                continue;
            };
            let Some(&first) = takers.first().filter(|_| *stored == product) else { continue };
            let is_cap = |position: &&usize| match entries[**position].1.takes() {
                Takes::Making(_) => true,
                Takes::Serving | Takes::Storing(_) | Takes::Shelf(_) => false,
            };
            let caps = restricted[first].iter().filter(is_cap).copied().collect();
            stocks.push(Stock { product, stores: vec![store, own], caps });
        }
        if stocks.len() == before {
            stocks.push(Stock { product, stores: vec![store], caps: Vec::new() });
        }
    }
    stocks
}
