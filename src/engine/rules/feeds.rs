//! What is made for stock: the columns outside the blocks that rules can fill.

use crate::model::{Cell, Extra, Model, RecipeId, ResourceId};

/// A way to add a unit to a stock in one period.
#[derive(Debug)]
pub(super) struct Feed {
    /// Its position among the columns outside the blocks.
    pub(super) extra: usize,
    /// What a unit takes.
    pub(super) uses: Vec<(ResourceId, f64)>,
}

/// Stocks that are fed together, and with what.
#[derive(Debug)]
pub(super) struct Fed {
    pub(super) stocks: Vec<ResourceId>,
    /// For each period, in the order of the columns.
    pub(super) by_period: Vec<Vec<Feed>>,
}

/// A way to make a unit in a period that is taken in the same one.
#[derive(Debug)]
pub(super) struct Making {
    pub(super) recipe: RecipeId,
    /// What it takes to make it.
    pub(super) takes: Vec<(ResourceId, f64)>,
    /// What it takes besides to take it from the stock for which it is made.
    pub(super) besides: Vec<(ResourceId, f64)>,
    /// The column that is filled for it, if it goes through a stock.
    pub(super) extra: Option<usize>,
}

/// All stocks that are fed.
#[derive(Debug)]
pub(super) struct Feeds {
    pub(super) all: Vec<Fed>,
    /// For each recipe, by position, which of them it takes a unit of.
    taken: Vec<Option<usize>>,
    /// For each of them the stock that nothing feeds, of which its takers may take instead.
    shelves: Vec<Option<ResourceId>>,
}

impl Feeds {
    /// None if a column outside the blocks is not of this kind, or cannot be left empty.
    ///
    /// Complexity: O(columns outside the blocks × stocks that are fed + recipes).
    pub(super) fn of(model: &Model) -> Option<Self> {
        let mut all: Vec<Fed> = Vec::new();
        for (position, extra) in model.extras().iter().enumerate() {
            let (period, stocks, uses) = parts(model, extra)?;
            let known = all.iter().position(|fed| fed.stocks == stocks);
            let index = known.unwrap_or(all.len());
            if known.is_none() {
                let by_period = (0..model.periods()).map(|_| Vec::new()).collect();
                all.push(Fed { stocks, by_period });
            }
            all[index].by_period[period].push(Feed { extra: position, uses });
        }
        let taken = model.recipes().iter().map(|recipe| {
            let uses = recipe.uses_in(0);
            all.iter().position(|fed| {
                fed.stocks.iter().all(|stock| uses.iter().any(|part| is_unit(*part, *stock)))
            })
        });
        let taken: Vec<Option<usize>> = taken.collect();
        let mut shelves = vec![None; all.len()];
        for family in model.families() {
            let Some(fed) = family.iter().find_map(|recipe| taken[recipe.index()]) else {
                continue;
            };
            let others = family.iter().filter(|recipe| taken[recipe.index()].is_none());
            let mut uses = others.flat_map(|recipe| model.recipe(*recipe).uses_in(0));
            let shelf = uses.find(|(resource, _)| {
                model.resources()[resource.index()].is_stock()
                    && !all[fed].stocks.contains(resource)
            });
            shelves[fed] = shelves[fed].or(shelf.map(|part| part.0));
        }
        Some(Self { all, taken, shelves })
    }

    /// What feeds the stocks that a recipe takes of.
    pub(super) fn taken_by(&self, recipe: RecipeId) -> Option<&Fed> {
        self.taken[recipe.index()].map(|index| &self.all[index])
    }

    /// The same, by position.
    pub(super) fn index_of(&self, recipe: RecipeId) -> Option<usize> {
        self.taken[recipe.index()]
    }

    /// Whether units of a family are taken of stocks, fed or not, and not made for it.
    pub(super) fn is_stocked(&self, family: &[RecipeId]) -> bool {
        family.iter().any(|recipe| self.index_of(*recipe).is_some())
    }

    /// The stock that nothing feeds, of which those may take who take of others.
    pub(super) fn shelf(&self, fed: usize) -> Option<ResourceId> {
        self.shelves[fed]
    }

    /// The ways to make a unit of a recipe in a period.
    pub(super) fn making(&self, model: &Model, recipe: RecipeId, period: usize) -> Vec<Making> {
        let uses = model.recipe(recipe).uses_in(period);
        let Some(fed) = self.taken_by(recipe) else {
            let (takes, besides) = (uses.to_vec(), Vec::new());
            return vec![Making { recipe, takes, besides, extra: None }];
        };
        let own = fed.besides(uses);
        let feeds = fed.by_period[period].iter();
        let through = |feed: &Feed| {
            let (takes, besides) = (feed.uses.clone(), own.clone());
            Making { recipe, takes, besides, extra: Some(feed.extra) }
        };
        feeds.map(through).collect()
    }

    /// Leaves out what is made and never taken, the last made first.
    ///
    /// Complexity: O(periods × columns outside the blocks + columns of the blocks).
    pub(super) fn trim(&self, model: &Model, cells: &[Cell], extras: &mut [f64]) {
        for (index, fed) in self.all.iter().enumerate() {
            // What is in stock at the end of each period, whoever made it.
            let mut left: Vec<f64> = (0..model.periods())
                .map(|period| {
                    let there = fed.stocks.iter().map(|&stock| model.rhs(model.row(stock, period)));
                    let made = fed.by_period[period].iter().map(|feed| extras[feed.extra]);
                    there.fold(f64::INFINITY, f64::min) + made.sum::<f64>()
                })
                .collect();
            for cell in cells.iter().filter(|cell| self.index_of(cell.column.recipe) == Some(index))
            {
                left[cell.column.period as usize] -= cell.amount;
            }
            let mut sum = 0.0;
            for left in &mut left {
                sum += *left;
                *left = sum;
            }
            let mut spare = f64::INFINITY;
            for (period, feeds) in fed.by_period.iter().enumerate().rev() {
                spare = f64::min(spare, left[period]);
                for feed in feeds.iter().rev() {
                    let made = &mut extras[feed.extra];
                    let cut = made.min(spare).max(0.0);
                    *made -= cut;
                    spare -= cut;
                }
            }
        }
    }
}

impl Fed {
    /// What a recipe takes besides a unit of each of these stocks.
    pub(super) fn besides(&self, uses: &[(ResourceId, f64)]) -> Vec<(ResourceId, f64)> {
        uses.iter().filter(|part| !self.stocks.contains(&part.0)).copied().collect()
    }
}

/// The period of a column, the stocks that it adds a unit to, and what it takes for that.
type Parts = (usize, Vec<ResourceId>, Vec<(ResourceId, f64)>);

#[allow(clippy::float_cmp, reason = "a unit is written as one")]
fn parts(model: &Model, extra: &Extra) -> Option<Parts> {
    let (mut stocks, mut uses) = (Vec::new(), Vec::new());
    let mut period = None;
    for (row, amount) in extra.entries() {
        let (resource, when) = model.row_parts(row);
        if *period.get_or_insert(when) != when {
            return None;
        }
        if amount > 0.0 {
            uses.push((resource, amount));
        } else if amount == -1.0 && model.resources()[resource.index()].is_stock() {
            stocks.push(resource);
        } else {
            return None;
        }
    }
    let free = extra.lower() <= 0.0 && !stocks.is_empty();
    period.filter(|_| free).map(|period| (period, stocks, uses))
}

#[allow(clippy::float_cmp, reason = "a unit is written as one")]
fn is_unit(part: (ResourceId, f64), stock: ResourceId) -> bool {
    part.0 == stock && part.1 == 1.0
}
