//! What promises leave of lines and components, for an order that is not in the book.

use std::collections::BTreeMap;

use super::key::key;
use super::portions::of_order;
use super::row::row_of;
use super::shared::Shared;
use super::stocks::{self, Stocked};
use super::window::Window;
use crate::model::{Carry, CostPath, FamilyId, Model, ModelError, ResourceId};
use crate::ranking::Ranking;
use crate::resources::{ResourceKey, ResourceKind, Resources, caps_for};
use crate::scenario::{Commitment, Scenario};

/// An order that is asked for, as the linear program sees it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wanted {
    /// Position of the product in [`Scenario::products`].
    pub product: usize,
    /// The caps (positions in [`Scenario::caps`]) in which it counts, ascending.
    pub caps: Vec<usize>,
    /// The most that may be made of it in a month.
    pub limit: Option<f64>,
    /// Its tranches in the order in which promises count them: by due month, release
    /// month and number. Empty if gates never let it be served.
    pub tranches: Vec<WantedTranche>,
}

/// A tranche of an order that is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct WantedTranche {
    /// Which tranche of the order, from 0.
    pub number: usize,
    /// Units, > 0.
    pub quantity: f64,
    /// Index of the first month in which it can be made or taken; the number of months
    /// if the horizon ends before.
    pub release: u32,
    /// Index of the month after the last; 0 if the customer has left before the first.
    pub end: u32,
}

impl Wanted {
    /// The order at a position of a scenario, which need not be the one that the
    /// [`CapableToPromise`] is of: only positions of products, partners, lines and caps must be alike.
    pub(crate) fn new(scenario: &Scenario, ranking: &Ranking, order: usize) -> Self {
        let (_, demands) = scenario.demands_at(order);
        let tranche = |number: usize| {
            let demand = &demands[number];
            let Window { release, end } = Window::of(scenario, ranking, demand)?;
            Some(WantedTranche { number, quantity: demand.quantity, release, end })
        };
        let first = demands.first();
        Self {
            product: first.map_or(0, |demand| demand.product),
            caps: first.map_or_else(Vec::new, |demand| caps_for(scenario, ranking, demand)),
            limit: scenario.orders()[order].most_per_month_given(),
            tranches: scenario.counting_of(order).into_iter().filter_map(tranche).collect(),
        }
    }
}

/// Lines, components and stocks with promises that must be kept, and room for one more
/// order.
///
/// Only what is promised of the book is part of it: whatever else it wants comes after.
/// Promised units may be made in any way that keeps the promise; they are not tied to
/// the months in which a plan makes them.
#[derive(Debug, Clone)]
pub(crate) struct CapableToPromise {
    scenario: Scenario,
    shared: Shared,
    /// Promised units by family, release month and month promised. Units alike in these
    /// are one block.
    held: BTreeMap<(FamilyId, u32, u32), f64>,
}

/// Units that must be made in a window of months, in units of a line's capacity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Job {
    /// Index of the first month.
    pub release: u32,
    /// Index of the last month.
    pub by: u32,
    /// Capacity that it takes, > 0.
    pub amount: f64,
}

impl Job {
    /// So much between two months, both included.
    pub(crate) fn new(release: u32, by: u32, amount: f64) -> Self {
        Self { release, by, amount }
    }
}

/// Everything that matters for an order if it can only be made on one line, of which all
/// users need nothing else.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OneLine {
    /// Capacity that a unit of the order takes.
    pub usage: f64,
    /// Capacity by month.
    pub capacity: Vec<f64>,
    /// What is promised of it.
    pub jobs: Vec<Job>,
}

impl CapableToPromise {
    /// The room that these promises leave; they need not be commitments of the scenario,
    /// and must be by order and month. What can never be served is passed over.
    ///
    /// Complexity: O(promises + lines × months), with factors log n.
    pub(crate) fn new(scenario: &Scenario, ranking: &Ranking, promises: &[Commitment]) -> Self {
        let resources = Resources::for_another(scenario, ranking);
        // A column that nothing bounds would leave a bound without one: a reduced cost that is
        // rounding proves nothing then.
        let products = 0..scenario.products().len();
        let more = products.map(|product| most(scenario, product)).fold(0.0, f64::max);
        let mut shared = Shared::new(scenario, resources, more);
        let mut held = BTreeMap::new();
        for own in promises.chunk_by(|a, b| a.order() == b.order()) {
            let Some(order) = scenario.order_position(own[0].order().as_str()) else { continue };
            let list: Vec<&Commitment> = own.iter().collect();
            for portion in of_order(scenario, order, &list) {
                let Some(&by) = portion.promised.first() else { continue };
                let demand = &scenario.demands()[portion.demand];
                let window = Window::of(scenario, ranking, demand);
                let Some(window) = window.filter(|window| !window.is_empty()) else { continue };
                let (release, last) = window.span().into_inner();
                let family = shared.family(portion.demand, demand);
                // A promise may be for a month in which some of its customers have left.
                let by = by.min(last);
                *held.entry((family, release, by)).or_insert(0.0) += portion.quantity;
            }
        }
        Self { scenario: scenario.clone(), shared, held }
    }

    /// Number of months.
    pub(crate) fn months(&self) -> u32 {
        self.scenario.months()
    }

    /// Units that are promised, over all orders.
    pub(crate) fn promised(&self) -> f64 {
        self.held.values().sum()
    }

    /// The linear program of as many units of an order as can be made from month
    /// `release` to month `last`, if `before` of its units are made as well and all
    /// promises are kept.
    ///
    /// Its levels are the promised units (those of `before` too) that are short, then
    /// the units of the order, its last block, that are not made. The block wants more
    /// than can be had.
    ///
    /// # Errors
    ///
    /// [`ModelError`] if numbers overflow.
    pub(crate) fn model(
        &self,
        wanted: &Wanted,
        before: &[Job],
        release: u32,
        last: u32,
    ) -> Result<Model, ModelError> {
        let mut shared = self.shared.clone();
        let family = self.family(wanted, &mut shared);
        let mut promised = self.held.clone();
        for job in before {
            *promised.entry((family, job.release, job.by)).or_insert(0.0) += job.amount;
        }
        let mut builder = shared.builder;
        for (&(family, release, by), &quantity) in &promised {
            let name = format!("{} {release}", family.index());
            let key = key(&name, u64::from(by));
            builder.block(key, family, release..=by, quantity);
        }
        builder.block(u64::MAX, family, release..=last, most(&self.scenario, wanted.product));
        // Free if it is made, one if it is not.
        let months = self.months() as usize;
        let missed = || vec![[vec![0.0; months], vec![1.0]].concat()];
        let counted = CostPath::Table { table: 0, scale: 1.0 };
        let mut paths = vec![counted; promised.len()];
        paths.push(CostPath::Zero);
        builder.level_with("promises not kept", paths, missed(), Vec::new());
        let mut paths = vec![CostPath::Zero; promised.len()];
        paths.push(counted);
        builder.level_with("units not made", paths, missed(), Vec::new());
        builder.build()
    }

    /// The ways to make the order.
    fn family(&self, wanted: &Wanted, shared: &mut Shared) -> FamilyId {
        let cap = |&position: &usize| {
            let id = self.scenario.caps().get(position)?.id();
            shared.resources.position(&ResourceKey::new(ResourceKind::Cap, id))
        };
        let caps: Vec<usize> = wanted.caps.iter().filter_map(cap).collect();
        let base = self.taking(wanted.product, caps, shared);
        let Some(limit) = wanted.limit else { return base };
        let rhs = vec![limit; self.months() as usize];
        let own = shared.builder.resource("limit of the order asked for", Carry::Lost, rhs);
        shared.family_with(base, own)
    }

    /// The ways to have a unit of a product under some caps. What is made for stock has one for each
    /// set of caps, perhaps one that nobody in the book has.
    fn taking(&self, product: usize, caps: Vec<usize>, shared: &mut Shared) -> FamilyId {
        let all = || shared.resources.stocks().iter().filter(|stock| stock.product == product);
        let Some(store) = shared.resources.store_of(product) else {
            return shared.family_taking(product, caps);
        };
        if let Some(stock) = all().find(|stock| stock.caps == caps) {
            let own = stock.stores[1..].iter().copied();
            let taken = own.chain(caps).collect();
            return shared.family_taking(product, taken);
        }
        let rhs = vec![0.0; self.months() as usize];
        let keeps = Carry::Stock { limit: f64::INFINITY };
        let own = shared.builder.resource("stock of the order asked for", keeps, rhs);
        let name = self.scenario.products()[product].id().as_str();
        let rows = vec![row_of(store), own];
        let stocked = Stocked { product, rows, caps: &caps, name };
        let more = most(&self.scenario, product);
        stocks::add(&self.scenario, &shared.resources, &stocked, more, &mut shared.builder);
        shared.family_apart(product, own)
    }

    /// The one line that matters for an order, if there is but one: the only one that
    /// makes the product, without components, caps, stock or monthly limit, and nothing
    /// that is promised of it needs more than that line either.
    pub(crate) fn one_line(&self, wanted: &Wanted) -> Option<OneLine> {
        let resources = &self.shared.resources;
        if wanted.limit.is_some() || !wanted.caps.is_empty() || resources.stores().next().is_some()
        {
            return None;
        }
        let (line, usage) = self.only_use(self.shared.families[wanted.product])?;
        let mut jobs = Vec::new();
        for (&(family, release, by), &quantity) in &self.held {
            match self.only_use(family) {
                Some((own, usage)) if own == line => {
                    jobs.push(Job::new(release, by, usage * quantity));
                }
                None if self.touches(family, line) => return None,
                _ => {}
            }
        }
        let capacity = resources.get(line.index()).offered().to_vec();
        Some(OneLine { usage, capacity, jobs })
    }

    /// The one line that a family uses, if it uses nothing else.
    fn only_use(&self, family: FamilyId) -> Option<(ResourceId, f64)> {
        let recipes = self.shared.builder.recipes_of(family);
        let [recipe] = recipes[..] else { return None };
        let [uses] = self.shared.builder.uses_of(recipe) else { return None };
        let [(row, usage)] = uses[..] else { return None };
        let kind = self.shared.resources.key(row.index()).kind;
        (kind == ResourceKind::Line).then_some((row, usage))
    }

    fn touches(&self, family: FamilyId, line: ResourceId) -> bool {
        let recipes = self.shared.builder.recipes_of(family);
        let uses = recipes.iter().flat_map(|&recipe| self.shared.builder.uses_of(recipe));
        uses.flatten().any(|&(row, _)| row == line)
    }
}

/// More than there is of a product, arrives and can be made on the lines.
fn most(scenario: &Scenario, product: usize) -> f64 {
    let id = scenario.products()[product].id();
    let lines = scenario.lines().iter().enumerate();
    let most = lines.filter_map(|(line, part)| {
        let usage = part.usage().get(id)?;
        Some(scenario.capacity_at(line).iter().sum::<f64>() / usage)
    });
    let there = scenario.products()[product].stock().map_or(0.0, |stock| {
        stock.opening_stock() + stock.carried().iter().map(|part| part.quantity).sum::<f64>()
    });
    1.0 + most.sum::<f64>() + there + scenario.receipts_at(product).iter().sum::<f64>()
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::{CapableToPromise, Wanted};
    use crate::ranking::rank;
    use crate::scenario::{
        Line, Month, Order, Partner, Policy, Product, Ramp, Scenario, Stockpile, Tier,
    };

    /// Nothing proves a best month where a reduced cost that is rounding stands at a column that may
    /// grow for ever.
    #[test]
    fn what_is_made_for_stock_has_a_bound() -> Result<(), Box<dyn Error>> {
        let start = "2026-01".parse::<Month>()?;
        let order = Order::new("B-1", "B", "pump", start).quantity(5.0).due(start + 1);
        let scenario = Scenario::builder("store", start, 3)
            .product(Product::new("pump").stockpile(Stockpile::new()))
            .line(Line::new("hall", Ramp::flat(10.0)).makes_using("pump", 0.5))
            .partner(Partner::new("B"))
            .order(order)
            .policy(Policy::tiers("all", [Tier::new("all")]))
            .build()?;
        let ranking = rank(&scenario, &scenario.policies()[0])?;
        let room = CapableToPromise::new(&scenario, &ranking, &[]);
        let model = room.model(&Wanted::new(&scenario, &ranking, 0), &[], 0, 2)?;
        assert_eq!(model.extras().len(), 3);
        // More than the sixty that the line can make, and no more than needs be.
        assert!(model.extras().iter().all(|extra| (60.0..1000.0).contains(&extra.upper())));
        Ok(())
    }
}
