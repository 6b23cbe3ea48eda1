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
//!
//! That holds for prices that are the best to the last digit. Those of a plan may not be, and
//! then the plan itself *overpays*: it uses what costs more than the least. A plan that is best
//! can leave its places above only as far as that covers, so what a later level could save by it
//! is taken off the later bound. Wrong prices make bounds weak; they never make them wrong.
//!
//! Prices may come with rests, what an `f64` lacks of them. Without, their last digits may be
//! rounding, and what differs by no more is too small to tell.

use std::ops::AddAssign;

use super::code::Code;
use super::facts::{Cell, Facts, SHELF};
use super::kept::Kept;
use super::objective::{Field, Objective, Output};
use super::plant::Each;
use super::priced::{Priced, Put, Zero, bounds, valid};
use super::report::Report;
use super::resources::{Flow, Resources};
use crate::double_double::DoubleDouble;
use crate::plan::{LateTranche, Level};
use crate::tolerance::{DUST, REDUCED_COST};

/// What to make of the digits that prices have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sense {
    /// They are right to the last one given.
    Digits,
    /// The last ones may be rounding.
    Rounding,
}

impl Sense {
    pub(super) const ALL: [Self; 2] = [Self::Digits, Self::Rounding];

    fn zero(self, objective: &Objective, size: f64) -> Zero {
        /// Of the largest cost or price: what sums of thirty digits lose, and sums of `f64`.
        const LOST: f64 = 4e-30;
        const ROUNDED: f64 = 16.0 * f64::EPSILON;
        let (tolerance, rounded) = (REDUCED_COST * objective.smallest(), ROUNDED * size);
        match self {
            Self::Digits => Zero { most: tolerance + LOST * size, sure: true, lost: 4.0 * rounded },
            Self::Rounding => Zero { most: tolerance + rounded, sure: false, lost: 4.0 * rounded },
        }
    }
}

/// The levels of a policy, what the plan says of them, and what it does.
pub(super) struct Claimed<'a> {
    pub(super) facts: &'a Facts<'a>,
    pub(super) resources: &'a Resources,
    pub(super) field: Field<'a>,
    /// With the positions of late tranches in the sequence, where tranches count one after the
    /// other and the list of them is right.
    pub(super) levels: &'a [(&'a Objective, &'a Level, Option<&'a [usize]>)],
    pub(super) output: Output<'a>,
    pub(super) flows: &'a [Flow],
}

/// What the prices of the levels prove, from the first level to the last before one that
/// has none, or not one for each resource and month: without prices it is open which plans are
/// best on a level, and nothing can be proven of those after it. For each level one number, or one
/// for each late tranche where tranches count one after the other.
///
/// What levels overpay, and what others could save by that, is nearly always nothing. Where
/// tranches have levels of their own these are so many that only those are watched that overpay.
pub(super) fn prove(claimed: &Claimed<'_>, sense: Sense, report: &mut Report) -> Vec<Vec<f64>> {
    let counts: Vec<usize> = claimed
        .levels
        .iter()
        .map_while(|&(objective, level, late)| match &objective.turns {
            None => Some(1),
            Some(_) => late.filter(|_| level.late.is_some()).map(<[usize]>::len),
        })
        .collect();
    let single = claimed.levels.iter().zip(&counts).flat_map(|(&(objective, ..), &count)| {
        std::iter::repeat_n(objective.turns.is_none(), count)
    });
    let mut watched: Vec<bool> = single.collect();
    // What is wrong with prices is said once.
    let (mut report, mut again) = (report, Report::default());
    loop {
        let (bounds, overpaid) = prove_watching(claimed, sense, &watched, report);
        let unseen = |index: &usize| overpaid[*index] > 0.0 && !watched[*index];
        let unseen: Vec<usize> = (0..overpaid.len()).filter(unseen).collect();
        if unseen.is_empty() {
            let mut bounds = bounds.into_iter();
            let mut proven = Vec::with_capacity(counts.len());
            for &count in &counts {
                let own: Vec<f64> = bounds.by_ref().take(count).collect();
                if own.len() < count {
                    break;
                }
                proven.push(own);
            }
            return proven;
        }
        for index in unseen {
            watched[index] = true;
        }
        report = &mut again;
    }
}

/// Bounds, and what is overpaid, level by level and tranche by tranche.
fn prove_watching(
    claimed: &Claimed<'_>,
    sense: Sense,
    watched: &[bool],
    report: &mut Report,
) -> (Vec<f64>, Vec<f64>) {
    let Claimed { resources, levels, .. } = *claimed;
    let mut priced: Vec<Priced<'_>> = Vec::new();
    let mut begins = Vec::with_capacity(levels.len());
    for (index, &(objective, level, late)) in levels.iter().enumerate() {
        begins.push(priced.len());
        let path = format!("levels[{index}]");
        let goes_on = match &objective.turns {
            None => {
                let prices = whole(claimed, level, &path, report);
                prices.map(|prices| {
                    let zero = zero(claimed, sense, objective, &prices);
                    priced.push(Priced::new(objective, None, prices, zero));
                })
            }
            Some(turns) => {
                let late = late.zip(level.late.as_ref());
                late.and_then(|(positions, late)| {
                    for (&position, entry) in positions.iter().zip(late) {
                        let prices = sparse(claimed, entry, &path, report)?;
                        let zero = zero(claimed, sense, objective, &prices);
                        let only = Some(turns[position].tranche);
                        priced.push(Priced::new(objective, only, prices, zero));
                    }
                    Some(())
                })
            }
        };
        if goes_on.is_none() {
            priced.truncate(begins[index]);
            break;
        }
    }
    for resource in 0..resources.list.len() {
        there(claimed, resource, watched, &mut priced, report);
    }
    for stock in resources.stocks(claimed.facts) {
        for_stock(claimed, stock, watched, &mut priced);
    }
    let named = levels.iter().map(|&(objective, _, late)| (objective, late));
    let kept = Kept::new(named, &begins, claimed.field.places.len());
    for place in 0..claimed.field.places.len() {
        served(claimed, place, (&kept, watched), &mut priced);
    }
    bounds(&priced)
}

fn zero(
    claimed: &Claimed<'_>,
    sense: Sense,
    objective: &Objective,
    prices: &[Vec<DoubleDouble>],
) -> Zero {
    sense.zero(objective, size(claimed, objective, prices))
}

/// The prices of a level with what they lack; none if there is not one for each resource and month.
fn whole(
    claimed: &Claimed<'_>,
    level: &Level,
    path: &str,
    report: &mut Report,
) -> Option<Vec<Vec<DoubleDouble>>> {
    let prices = level.prices.as_ref().filter(|prices| fits(claimed, prices, path, report))?;
    let rests = level.price_rests.as_ref().filter(|rests| !rests.is_empty());
    let rests = rests.filter(|rests| fits(claimed, rests, path, report));
    let digits = prices.iter().enumerate().map(|(resource, list)| {
        let digits = list.iter().enumerate().map(|(month, &price)| {
            let rest = rests.map_or(0.0, |rests| rests[resource][month]);
            DoubleDouble::new(price, rest)
        });
        digits.collect()
    });
    Some(digits.collect())
}

/// The prices of a late tranche, of which those that are zero are left out.
fn sparse(
    claimed: &Claimed<'_>,
    entry: &LateTranche,
    path: &str,
    report: &mut Report,
) -> Option<Vec<Vec<DoubleDouble>>> {
    let (count, months) = (claimed.resources.list.len(), claimed.facts.months);
    let mut prices = vec![vec![DoubleDouble::ZERO; months]; count];
    for &(resource, month, price, rest) in entry.prices.as_ref()? {
        let Some(place) = prices.get_mut(resource).and_then(|list| list.get_mut(month)) else {
            let path = format!("{path}.late[{:?}, {}].prices", entry.order.as_str(), entry.tranche);
            let found = format!("resource {resource}, month {month}");
            report.add(Code::PricesShape, path, found, format!("{count} lists of {months}"));
            return None;
        };
        *place = DoubleDouble::new(price, rest);
    }
    Some(prices)
}

fn fits(claimed: &Claimed<'_>, prices: &[Vec<f64>], path: &str, report: &mut Report) -> bool {
    let (count, months) = (claimed.resources.list.len(), claimed.facts.months);
    let fits = prices.len() == count && prices.iter().all(|list| list.len() == months);
    if !fits {
        let (found, path) = (format!("{} lists", prices.len()), format!("{path}.prices"));
        report.add(Code::PricesShape, path, found, format!("{count} lists of {months}"));
    }
    fits
}

/// The size of the numbers that costs are made of.
fn size(claimed: &Claimed<'_>, objective: &Objective, prices: &[Vec<DoubleDouble>]) -> f64 {
    let price = prices.iter().flatten().fold(0.0_f64, |most, price| most.max(price.high().abs()));
    objective.largest(claimed.facts) + price * claimed.resources.most_taken()
}

/// Takes what there is of a resource off the bound; what is left of it adds nothing, unless a
/// limit to what may be left has a price.
fn there(
    claimed: &Claimed<'_>,
    resource: usize,
    watched: &[bool],
    levels: &mut [Priced<'_>],
    report: &mut Report,
) {
    let (part, flow) = (&claimed.resources.list[resource], &claimed.flows[resource]);
    let most = part.keeps.unwrap_or(f64::INFINITY);
    let left = left(part.keeps, flow, |month| part.arrives(month));
    // Backwards: without a limit, a price is at least that of the month for which it is kept.
    let mut after = vec![DoubleDouble::ZERO; levels.len()];
    for month in (0..claimed.facts.months).rev() {
        let mut put = Put::Anywhere;
        for (index, level) in levels.iter_mut().enumerate() {
            let next = after[index];
            let near = level.zero.near(next.high());
            let price = &mut level.prices[resource][month];
            let free = put != Put::Anywhere || most.is_finite();
            let path = || format!("levels[{index}].prices[{resource}][{month}]");
            valid(price, (!free).then_some(next), near, path, report);
            let price = *price;
            level.add(-price, part.arrives(month));
            put.level((index, watched), level, (price, next), most, left[month]);
            if part.keeps.is_some() {
                after[index] = price;
            }
        }
    }
}

/// What the plan leaves of a resource in each month. What is but rounding is nothing, and so is
/// what lacks but rounding of all that may be kept.
fn left(keeps: Option<f64>, flow: &Flow, arrives: impl Fn(usize) -> f64) -> Vec<f64> {
    let stays = keeps.is_some();
    let most = keeps.unwrap_or(f64::INFINITY);
    let mut stock = 0.0;
    let mut size = 1.0_f64;
    let months = flow.used.iter().zip(&flow.fed).enumerate();
    let left = months.map(|(month, (used, fed))| {
        let there = arrives(month) + fed;
        size = if stays { size } else { 1.0 }.max(there.abs()).max(used.abs());
        stock = if stays { stock + there - used } else { there - used };
        let dust = DUST * size;
        if stock <= dust {
            0.0
        } else if most - stock <= dust {
            most
        } else {
            stock
        }
    });
    left.collect()
}

/// Adds what making for the stock that a tranche takes from costs at least.
fn for_stock(claimed: &Claimed<'_>, stock: usize, watched: &[bool], levels: &mut [Priced<'_>]) {
    let Claimed { facts, resources, field, output, .. } = *claimed;
    let product = facts.tranches[stock].product;
    let ordered = facts.tranches.iter().filter(|tranche| tranche.product == product);
    let most = 2.0 * ordered.map(|tranche| tranche.open).sum::<f64>();
    let mut made = vec![vec![0.0; facts.months]; facts.usage[product].len()];
    let cells = resources.sharing(facts, stock).flat_map(|index| &output.made[index]);
    for Cell { line, month, units } in cells.copied() {
        made[line][month] += units;
    }
    for (line, made) in made.into_iter().enumerate() {
        if facts.usage[product][line].is_none() {
            continue;
        }
        let making = resources.stocking(facts, stock, line);
        for (month, made) in made.into_iter().enumerate() {
            let mut put = Put::Anywhere;
            let amount = if made > DUST * most { made } else { 0.0 };
            for (index, level) in levels.iter_mut().enumerate() {
                let own = level.building(facts, field.ways, stock, line, month);
                let mut cost = DoubleDouble::from(own.unwrap_or(0.0));
                let mut gain = DoubleDouble::ZERO;
                for (resource, amount) in &making {
                    let (price, amount) = (level.prices[*resource][month], amount.at(month));
                    if amount < 0.0 {
                        gain += price.times(-amount);
                    } else {
                        cost += price.times(amount);
                    }
                }
                put.level((index, watched), level, (cost, gain), most, amount);
            }
        }
    }
}

/// A way to serve the tranches of a place: the line, and what a unit takes.
type Way = (usize, Vec<(usize, Each)>);

/// Adds the cheapest way to serve the tranches of a place on every level, among those ways that
/// are the cheapest on all levels before. Tranches of a place cost the same.
fn served(
    claimed: &Claimed<'_>,
    place: usize,
    (kept, watched): (&Kept<'_>, &[bool]),
    levels: &mut [Priced<'_>],
) {
    let Claimed { facts, resources, field, output, .. } = *claimed;
    let own = &field.places[place];
    let quantity: f64 = own.members.iter().map(|&member| field.portions[member].quantity).sum();
    let ahead = facts.ahead(own.product).is_some();
    let ways: Vec<Way> = if ahead {
        // Whatever is made ahead is taken in one way, and what nobody made here in another.
        let shelf = resources.shelf(own.tranche);
        let shelf = shelf.map(|_| (SHELF, resources.delivery(own.tranche, true)));
        let made = (0, resources.delivery(own.tranche, false));
        shelf.into_iter().chain([made]).collect()
    } else {
        let lines = facts.usage[own.product].iter().enumerate();
        let lines = lines.filter(|(_, usage)| usage.is_some());
        lines.map(|(line, _)| (line, resources.all(facts, own.tranche, line))).collect()
    };
    let got = |cell: &Cell| {
        let way = ways.iter().position(|way| way.0 == cell.line);
        way.map(|way| ((way, cell.month), cell.units))
    };
    let got: Vec<((usize, usize), f64)> =
        own.members.iter().flat_map(|&member| &output.served[member]).filter_map(got).collect();
    let left = quantity - got.iter().map(|part| part.1).sum::<f64>();
    let dust = DUST * quantity;

    let mut cells: Vec<Option<(usize, usize)>> = (0..ways.len())
        .flat_map(|way| (own.release..own.end).map(move |month| Some((way, month))))
        .chain([None])
        .collect();
    let mut span = span(&cells);
    let mut on_time = kept.on_time(place).peekable();
    // By watched level: what the next dearer cell costs more.
    let mut dearer: Vec<(usize, f64)> = Vec::new();
    let mut rough: Vec<f64> = Vec::new();
    for (index, level) in levels.iter_mut().enumerate() {
        while let Some(objective) = on_time.next_if(|part| part.0 <= index).map(|part| part.1) {
            // It is on time, and whatever comes after leaves it so.
            let free = |cell: Option<(usize, usize)>| match cell {
                None => objective.left(field, place) <= 0.0,
                Some((way, month)) => {
                    let cost = objective.cost(field, place, ways[way].0, month);
                    cost.is_none_or(|cost| cost <= 0.0)
                }
            };
            cells.retain(|&cell| free(cell));
            span = self::span(&cells);
        }
        let gains = dearer.iter().any(|part| part.1.is_finite());
        if !gains && !level.touches(field, place, span) {
            continue;
        }
        rough.clear();
        rough.extend(cells.iter().map(|&cell| cost_about(level, field, place, &ways, cell)));
        let bar = rough.iter().copied().fold(f64::INFINITY, f64::min);
        let bar = bar + level.zero.near(bar);
        let far = rough.iter().copied().filter(|cost| *cost > bar);
        let far = far.fold(f64::INFINITY, f64::min);
        let mut about = rough.iter();
        cells.retain(|_| about.next().is_some_and(|cost| *cost <= bar));
        let costs: Vec<DoubleDouble> =
            cells.iter().map(|&cell| cost(level, field, place, &ways, cell)).collect();
        let infinity = DoubleDouble::from(f64::INFINITY);
        let least = costs.iter().copied().fold(infinity, DoubleDouble::min);
        level.add(least, quantity);
        for &(cell, units) in got.iter().filter(|part| part.1 > dust) {
            level.pay(cost(level, field, place, &ways, Some(cell)), least, units);
        }
        if left > dust {
            level.pay(cost(level, field, place, &ways, None), least, left);
        }
        let most = least.high() - floor(level, field, place, &ways);
        for &(before, costs) in &dearer {
            level.gain(before, most, costs);
        }
        let mut next = far - least.high();
        let mut costs = costs.into_iter();
        cells.retain(|_| {
            let Some(cost) = costs.next() else { return false };
            let stays = level.zero.same(cost, least);
            if !stays {
                next = next.min((cost - least).high());
            }
            stays
        });
        span = self::span(&cells);
        if watched[index] {
            dearer.push((index, next));
        }
    }
}

/// The months of cells: the first, and the one after the last.
fn span(cells: &[Option<(usize, usize)>]) -> (usize, usize) {
    let months = cells.iter().flatten().map(|cell| cell.1);
    months.fold((usize::MAX, 0), |(first, end), month| (first.min(month), end.max(month + 1)))
}

/// What a unit costs in a cell with all it takes; without a cell, what it costs to leave it.
fn cost(
    level: &Priced<'_>,
    field: Field<'_>,
    place: usize,
    ways: &[Way],
    cell: Option<(usize, usize)>,
) -> DoubleDouble {
    sum(level, field, place, ways, cell, DoubleDouble::times)
}

/// The same, rounded.
fn cost_about(
    level: &Priced<'_>,
    field: Field<'_>,
    place: usize,
    ways: &[Way],
    cell: Option<(usize, usize)>,
) -> f64 {
    sum(level, field, place, ways, cell, |price, amount| price.high() * amount)
}

fn sum<T: From<f64> + AddAssign>(
    level: &Priced<'_>,
    field: Field<'_>,
    place: usize,
    ways: &[Way],
    cell: Option<(usize, usize)>,
    paid: impl Fn(DoubleDouble, f64) -> T,
) -> T {
    let Some((way, month)) = cell else { return level.left(field, place).into() };
    let (line, takes) = &ways[way];
    let own = level.cost(field, place, *line, month);
    let mut cost = T::from(own.unwrap_or(f64::INFINITY));
    for (resource, amount) in takes {
        cost += paid(level.prices[*resource][month], amount.at(month));
    }
    cost
}

/// Less than this a unit costs in no cell of the place.
fn floor(level: &Priced<'_>, field: Field<'_>, place: usize, ways: &[Way]) -> f64 {
    let of = |way: &Way| {
        let takes = way.1.iter().map(|(resource, amount)| {
            let ((least, most), (little, much)) = (level.span[*resource], amount.span());
            (little * least).min(little * most).min(much * least).min(much * most)
        });
        takes.sum::<f64>()
    };
    ways.iter().map(of).fold(level.left(field, place), f64::min)
}
