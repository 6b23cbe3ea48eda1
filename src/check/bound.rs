//! What the prices of a plan prove of its levels.
//!
//! Give every resource a price for each month; of what can be kept for later months the price
//! does not rise in time. Whatever the plan, its cost on a level is at least
//!
//! ```text
//! L(p) = Σ over tranches    quantity · min(left, least over ways and months of
//!                                               cost + Σ what a unit takes · p)
//!      + Σ over lines and months of products made ahead   what making for stock costs at least
//!      − Σ over resources and months                      what there is · p
//! ```
//!
//! since what is not used can only add. On later levels only the plans that are best on those
//! before count. In all of them a unit is made where it cost the least on every level before; a
//! month that had a price is used up, and so is a stock at the end of a month after which the
//! price fell. What is used up adds nothing whatever its price, so its later prices may have any
//! sign. The same is said of what is made for stock, which lies between nothing and, to have an
//! end to it, twice what is ordered: nothing is gained by it while its cost is not below the
//! price of what it adds to the store.

use super::code::Code;
use super::facts::Facts;
use super::number::largest;
use super::objective::{Field, Objective};
use super::priced::{Priced, Proven, Put, valid};
use super::report::Report;
use super::resources::Resources;
use crate::tolerance::{REDUCED_COST, same_cost};

/// Which differences in cost are none.
#[derive(Clone, Copy)]
pub(super) enum Zero {
    /// Those within the level's tolerance.
    Tolerance,
    /// Also those that rounding can make of large prices. To keep open what could be
    /// closed only weakens what is proven of later levels.
    Rounding,
}

/// The levels of a policy, each with the prices that the plan gives for it.
pub(super) struct Claimed<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) resources: &'a Resources,
    pub(super) field: Field<'a>,
    pub(super) levels: &'a [(&'a Objective, Option<&'a Vec<Vec<f64>>>)],
}

/// What the prices of the levels prove, from the first level to the last before one that
/// has none, or not one for each resource and month: without prices it is open which plans are
/// best on a level, and nothing can be proven of those after it.
pub(super) fn prove(claimed: &Claimed<'_>, zero: Zero, report: &mut Report) -> Vec<Proven> {
    let Claimed { facts, resources, field, levels } = *claimed;
    let mut priced: Vec<Priced<'_>> = Vec::new();
    let mut goes_on = true;
    for (index, (objective, prices)) in levels.iter().enumerate() {
        let path = format!("levels[{index}].prices");
        let fitting = prices.filter(|prices| fits(claimed, prices, &path, report));
        goes_on &= fitting.is_some();
        if let Some(prices) = fitting.filter(|_| goes_on) {
            let rounding = match zero {
                Zero::Tolerance => 0.0,
                Zero::Rounding => 8.0 * f64::EPSILON * largest(prices.iter().flatten()),
            };
            priced.push(Priced {
                objective,
                prices: prices.clone(),
                tolerance: REDUCED_COST * objective.smallest() + rounding,
                proven: Proven { bound: 0.0, size: 0.0 },
            });
        }
    }
    for resource in 0..resources.list.len() {
        there(facts, resources, resource, &mut priced, report);
    }
    for ahead in 0..facts.ahead.len() {
        for_stock(facts, resources, field, ahead, &mut priced);
    }
    for place in 0..field.places.len() {
        served(facts, resources, field, place, &mut priced);
    }
    priced.into_iter().map(|level| level.proven).collect()
}

fn fits(claimed: &Claimed<'_>, prices: &[Vec<f64>], path: &str, report: &mut Report) -> bool {
    let (count, months) = (claimed.resources.list.len(), claimed.facts.months);
    let fits = prices.len() == count && prices.iter().all(|list| list.len() == months);
    if !fits {
        let found = format!("{} lists", prices.len());
        report.add(Code::PricesShape, path, found, format!("{count} lists of {months}"));
    }
    fits
}

/// Takes what there is of a resource off the bound; what is left of it adds nothing, unless a
/// limit to what may be left has a price.
fn there(
    facts: &Facts<'_>,
    resources: &Resources,
    resource: usize,
    levels: &mut [Priced<'_>],
    report: &mut Report,
) {
    let part = &resources.list[resource];
    let most = part.keeps.unwrap_or(f64::INFINITY);
    // Backwards: without a limit, a price is at least that of the month for which it is kept.
    let mut after = vec![0.0; levels.len()];
    for month in (0..facts.months).rev() {
        let mut put = Put::Anywhere;
        for (index, level) in levels.iter_mut().enumerate() {
            let next = after[index];
            let price = &mut level.prices[resource][month];
            let free = put != Put::Anywhere || most.is_finite();
            let least = if free { f64::NEG_INFINITY } else { next };
            let path = || format!("levels[{index}].prices[{resource}][{month}]");
            valid(price, least, level.tolerance, path, report);
            level.proven.add(-*price, part.arrives(month));
            level.proven.add(put.least(*price - next, most), 1.0);
            put.narrow(*price, next, level.tolerance);
            if part.keeps.is_some() {
                after[index] = *price;
            }
        }
    }
}

/// Adds what making a product for stock costs at least.
fn for_stock(
    facts: &Facts<'_>,
    resources: &Resources,
    field: Field<'_>,
    ahead: usize,
    levels: &mut [Priced<'_>],
) {
    let product = facts.ahead[ahead].product;
    let ordered = facts.tranches.iter().filter(|tranche| tranche.product == product);
    let most = 2.0 * ordered.map(|tranche| tranche.quantity).sum::<f64>();
    let lines = facts.usage[product].iter().enumerate();
    for (line, _) in lines.filter(|(_, usage)| usage.is_some()) {
        let making = resources.making(product, line);
        for month in 0..facts.months {
            let mut put = Put::Anywhere;
            for level in levels.iter_mut() {
                let own = level.objective.building(facts, field.ways, ahead, line, month);
                let (mut cost, mut gained) = (own.unwrap_or(0.0), 0.0);
                for &(resource, amount) in making {
                    let price = level.prices[resource][month];
                    if amount < 0.0 {
                        gained -= amount * price;
                    } else {
                        cost += amount * price;
                    }
                }
                level.proven.add(put.least(cost - gained, most), 1.0);
                put.narrow(cost, gained, level.tolerance);
            }
        }
    }
}

/// Adds the cheapest way to serve the tranches of a place on every level, among those ways that
/// are the cheapest on all levels before. Tranches of a place cost the same.
fn served(
    facts: &Facts<'_>,
    resources: &Resources,
    field: Field<'_>,
    place: usize,
    levels: &mut [Priced<'_>],
) {
    let own = &field.places[place];
    let quantity: f64 = own.members.iter().map(|&member| field.portions[member].quantity).sum();
    let ways: Vec<(usize, Vec<(usize, f64)>)> = if facts.ahead(own.product).is_some() {
        // Whatever is made ahead is taken in one way.
        let taking = resources.serving(own.tranche).iter();
        vec![(0, taking.map(|taking| (taking.resource, taking.amount)).collect())]
    } else {
        let lines = facts.usage[own.product].iter().enumerate();
        let lines = lines.filter(|(_, usage)| usage.is_some());
        lines.map(|(line, _)| (line, resources.all(facts, own.tranche, line))).collect()
    };
    let mut cells: Vec<(usize, usize)> = (0..ways.len())
        .flat_map(|way| (own.release..own.end).map(move |month| (way, month)))
        .collect();
    let mut left_open = true;
    for level in levels {
        let (objective, prices) = (level.objective, &level.prices);
        let cost = |&(way, month): &(usize, usize)| {
            let (line, takes) = &ways[way];
            let paid = takes.iter().map(|&(resource, amount)| amount * prices[resource][month]);
            let cost = objective.cost(field, place, *line, month);
            cost.unwrap_or(f64::INFINITY) + paid.sum::<f64>()
        };
        let costs: Vec<f64> = cells.iter().map(cost).collect();
        let left = objective.left(field, place);
        let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
        let least = if left_open { least.min(left) } else { least };
        level.proven.add(least, quantity);
        let mut costs = costs.into_iter();
        cells.retain(|_| costs.next().is_some_and(|cost| same_cost(cost, least, level.tolerance)));
        left_open &= left <= least || same_cost(left, least, level.tolerance);
    }
}
