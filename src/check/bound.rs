//! What the prices of a plan prove of its levels.
//!
//! Give every line-month a price p ≥ 0, every component-month a price that does not rise
//! in time (what is there early can also be used late). Whatever the plan, its cost on a
//! level is at least
//!
//! ```text
//! L(p) = Σ over groups   quantity · min(left, least over lines and months of
//!                                        cost + usage · p(line) + Σ need · p(component))
//!      − Σ over lines and months       capacity · p
//!      − Σ over components and months  arrivals · p
//! ```
//!
//! since capacity and stock that are not used can only add. On later levels only the
//! plans that are best on those before count. In all of them a unit is made where it
//! cost the least on every level before; a line-month that had a price is used up, and
//! so is a stock at the end of a month after which the price fell. What is used up adds
//! nothing whatever its price, so its later prices may have any sign.

use super::ahead;
use super::caps::Caps;
use super::code::Code;
use super::facts::Facts;
use super::kin::Kin;
use super::level::{Objective, Ways};
use super::number::largest;
use super::report::Report;
use super::view::Prices;
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

/// What the prices of one level prove.
#[derive(Clone, Copy)]
pub(super) struct Proven {
    pub(super) bound: f64,
    /// Size of the terms of the bound, of which rounding is a share.
    pub(super) size: f64,
}

/// A level with the prices that are to prove it.
pub(super) struct Priced<'a> {
    pub(super) objective: &'a Objective,
    pub(super) prices: Prices,
    /// A difference in cost of no more than this is none.
    pub(super) tolerance: f64,
    pub(super) proven: Proven,
}

/// What the prices of the levels prove, from the first level to the last before one that
/// has none, or not one for each line or component and month: without prices it is open
/// which plans are best on a level, and nothing can be proven of those after it.
pub(super) fn prove(
    facts: &Facts<'_>,
    caps: &Caps,
    ways: &Ways,
    groups: &[Kin],
    levels: &[(&Objective, Option<&Prices>)],
    zero: Zero,
    report: &mut Report,
) -> Vec<Proven> {
    let mut priced = Vec::new();
    let mut goes_on = true;
    for (index, &(objective, prices)) in levels.iter().enumerate() {
        let path = format!("levels[{index}].prices");
        let fitting = prices.filter(|prices| {
            fits(facts, &prices.lines, facts.capacity.len(), &format!("{path}.lines"), report)
                & fits(
                    facts,
                    &prices.components,
                    facts.supply.len(),
                    &format!("{path}.components"),
                    report,
                )
                & fits(facts, &prices.stocks, facts.ahead.len(), &format!("{path}.stocks"), report)
                & fits(facts, &prices.limits, facts.limits.len(), &format!("{path}.limits"), report)
                & fits(facts, &prices.caps, caps.most.len(), &format!("{path}.caps"), report)
        });
        goes_on &= fitting.is_some();
        if let Some(prices) = fitting.filter(|_| goes_on) {
            let all = prices
                .lines
                .iter()
                .chain(&prices.components)
                .chain(&prices.stocks)
                .chain(&prices.limits)
                .chain(&prices.caps)
                .flatten();
            let rounding = match zero {
                Zero::Tolerance => 0.0,
                Zero::Rounding => 8.0 * f64::EPSILON * largest(all),
            };
            priced.push(Priced {
                objective,
                prices: prices.clone(),
                tolerance: REDUCED_COST * objective.smallest() + rounding,
                proven: Proven { bound: 0.0, size: 0.0 },
            });
        }
    }
    lines(facts, &mut priced, report);
    limits(facts, &mut priced, report);
    capped(caps, &mut priced, report);
    stocks(facts, &mut priced, report);
    ahead::prove(facts, ways, &mut priced, report);
    for (position, kin) in groups.iter().enumerate() {
        group(facts, caps, ways, kin, position, &mut priced);
    }
    priced.into_iter().map(|level| level.proven).collect()
}

fn fits(
    facts: &Facts<'_>,
    lists: &[Vec<f64>],
    count: usize,
    path: &str,
    report: &mut Report,
) -> bool {
    let fits = lists.len() == count && lists.iter().all(|list| list.len() == facts.months);
    if !fits {
        let found = format!("{} lists", lists.len());
        report.add(Code::PricesShape, path, found, format!("{count} lists of {}", facts.months));
    }
    fits
}

fn lines(facts: &Facts<'_>, levels: &mut [Priced<'_>], report: &mut Report) {
    for (line, capacity) in facts.capacity.iter().enumerate() {
        for (month, &capacity) in capacity.iter().enumerate() {
            let name = || format!("lines[{line}][{month}]");
            lost(levels, |prices| &mut prices.lines[line][month], capacity, name, report);
        }
    }
}

fn limits(facts: &Facts<'_>, levels: &mut [Priced<'_>], report: &mut Report) {
    for (limit, &(_, most)) in facts.limits.iter().enumerate() {
        for month in 0..facts.months {
            let name = || format!("limits[{limit}][{month}]");
            lost(levels, |prices| &mut prices.limits[limit][month], most, name, report);
        }
    }
}

fn capped(caps: &Caps, levels: &mut [Priced<'_>], report: &mut Report) {
    for (cap, most) in caps.most.iter().enumerate() {
        for (month, &most) in most.iter().enumerate() {
            let name = || format!("caps[{cap}][{month}]");
            lost(levels, |prices| &mut prices.caps[cap][month], most, name, report);
        }
    }
}

/// Adds the capacity of a month that is lost where it is not used.
fn lost(
    levels: &mut [Priced<'_>],
    price: impl Fn(&mut Prices) -> &mut f64,
    capacity: f64,
    name: impl Fn() -> String,
    report: &mut Report,
) {
    // Whether some of it may be left.
    let mut open = true;
    for (index, level) in levels.iter_mut().enumerate() {
        let price = price(&mut level.prices);
        let least = if open { 0.0 } else { f64::NEG_INFINITY };
        let path = || format!("levels[{index}].prices.{}", name());
        valid(price, least, level.tolerance, path, report);
        level.proven.add(-*price, capacity);
        open &= *price <= level.tolerance;
    }
}

fn stocks(facts: &Facts<'_>, levels: &mut [Priced<'_>], report: &mut Report) {
    for component in 0..facts.supply.len() {
        // Backwards: a price is at least that of the month after.
        let mut after = vec![0.0; levels.len()];
        for month in (0..facts.months).rev() {
            let mut open = true;
            for (index, level) in levels.iter_mut().enumerate() {
                let price = &mut level.prices.components[component][month];
                let least = if open { after[index] } else { f64::NEG_INFINITY };
                let path = || format!("levels[{index}].prices.components[{component}][{month}]");
                valid(price, least, level.tolerance, path, report);
                level.proven.add(-*price, facts.arrivals(component, month));
                open &= *price <= after[index] || same_cost(*price, after[index], level.tolerance);
                after[index] = *price;
            }
        }
    }
}

/// Adds the cheapest way to serve a group on every level, among those that are the
/// cheapest on all levels before.
fn group(
    facts: &Facts<'_>,
    caps: &Caps,
    ways: &Ways,
    kin: &Kin,
    position: usize,
    levels: &mut [Priced<'_>],
) {
    let usage = &facts.usage[kin.product];
    let needs: Vec<(usize, f64)> =
        facts.need[kin.product].iter().copied().enumerate().filter(|part| part.1 > 0.0).collect();
    let stock = facts.ahead(kin.product);
    // Whatever is made ahead is taken in one way.
    let makers = (0..usage.len()).filter(|&line| match stock {
        Some(_) => line == 0,
        None => usage[line].is_some(),
    });
    let mut cells: Vec<(usize, usize)> =
        makers.flat_map(|line| (kin.release..kin.end).map(move |month| (line, month))).collect();
    let limit =
        kin.limited.and_then(|order| facts.limits.binary_search_by_key(&order, |part| part.0).ok());
    let mut left_open = true;
    for level in levels {
        let (objective, prices) = (level.objective, &level.prices);
        let cost = |&(line, month): &(usize, usize)| {
            let (taken, parts) = match stock {
                Some(stock) => (prices.stocks[stock][month], 0.0),
                None => (
                    usage[line].unwrap_or(0.0) * prices.lines[line][month],
                    needs.iter().map(|part| part.1 * prices.components[part.0][month]).sum::<f64>(),
                ),
            };
            let own = objective.cost(ways, kin, position, line, month);
            let own_caps = kin
                .caps
                .iter()
                .map(|&cap| caps.takes(facts, cap, kin.product, line) * prices.caps[cap][month]);
            let limit = limit.map_or(0.0, |limit| prices.limits[limit][month]);
            own.unwrap_or(f64::INFINITY) + (taken + parts + limit + own_caps.sum::<f64>())
        };
        let costs: Vec<f64> = cells.iter().map(cost).collect();
        let left = objective.left(kin, position);
        let least = costs.iter().copied().fold(f64::INFINITY, f64::min);
        let least = if left_open { least.min(left) } else { least };
        level.proven.add(least, kin.quantity);
        let mut costs = costs.into_iter();
        cells.retain(|_| costs.next().is_some_and(|cost| same_cost(cost, least, level.tolerance)));
        left_open &= left <= least || same_cost(left, least, level.tolerance);
    }
}

impl Proven {
    pub(super) fn add(&mut self, price: f64, amount: f64) {
        self.bound += price * amount;
        self.size += (price * amount).abs();
    }
}

/// Reports a price that proves nothing, and moves it to where it does.
pub(super) fn valid(
    price: &mut f64,
    least: f64,
    tolerance: f64,
    path: impl Fn() -> String,
    report: &mut Report,
) {
    if !price.is_finite() {
        report.add(Code::PriceInvalid, path(), *price, "a finite number");
        *price = 0.0;
    } else if *price < least - tolerance {
        report.add(Code::PriceInvalid, path(), *price, format!("at least {least}"));
    }
    *price = price.max(least);
}
