//! Month by month, everybody in proportion to what is open.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::held::Held;
use super::in_turn::{promised_by, serve};
use super::owed::Owed;
use super::room::{DUST, Room, Takes, taken};
use super::stock::{Built, Stock};
use super::ways::ways;
use crate::check::facts::{Cell, Facts, SHELF};
use crate::check::place::ranks;
use crate::check::portion::Portion;
use crate::check::remainder::to_come;
use crate::check::resources::Resources;

/// Portions that can be served in the same ways.
pub(super) struct Family {
    /// What is kept in stock for them.
    stock: Option<Stock>,
    /// Lines, and what a unit made there takes in the month in which it is delivered.
    ways: Vec<(usize, Takes)>,
    members: Vec<usize>,
}

/// Units that are wanted, and what one takes in each of the ways to have it.
struct Wish {
    units: f64,
    ways: Vec<Takes>,
}

/// What is asked of one of the ways.
struct Request {
    wish: usize,
    way: usize,
    units: f64,
}

/// Serves what is promised first, each as early as possible, then shares out month by month: before
/// that what is held for somebody in the month.
pub(super) fn carry_out(
    facts: &Facts<'_>,
    resources: &Resources,
    portions: &[Portion],
    held: &[Held],
) -> (Vec<Vec<Cell>>, Built) {
    let mut room = Room::new(facts, resources);
    let mut made = vec![Vec::new(); portions.len()];
    let mut built = Built::new();
    let families = families(facts, resources, portions);
    let mut open = parts(facts, portions, &families);
    let promised = portions.iter().enumerate().filter(|(_, part)| !part.promised.is_empty());
    let mut promised: Vec<usize> = promised.map(|(index, _)| index).collect();
    let ranks = ranks(facts);
    promised.sort_by_key(|&index| {
        let portion = &portions[index];
        (promised_by(portion), Reverse(ranks[portion.tranche]), index)
    });
    for index in promised {
        let out = (&mut made[index], &mut built);
        open[index] = serve(facts, resources, (&portions[index], None, &[]), &mut room, out);
    }
    let mut owed = Owed::new(facts, resources, portions, held);
    for month in 0..facts.months {
        let first = owed.first(month, &open, &mut room);
        let whole = (facts, resources, portions, month);
        let out = (&mut made[..], &mut built);
        for rest in what_is_held(whole, first, &mut room, &mut open, out) {
            owed.late(rest, &mut room);
        }
        let spans = |&&member: &&usize| {
            if portions[member].passed {
                return false;
            }
            let tranche = &facts.tranches[portions[member].tranche];
            facts.opens(tranche).is_some_and(|first| first <= month) && month < tranche.end
        };
        let present: Vec<Vec<usize>> = families
            .iter()
            .map(|family| family.members.iter().filter(spans).copied().collect())
            .collect();
        let wanted: Vec<f64> = present
            .iter()
            .map(|members| members.iter().map(|&member| open[member]).sum())
            .collect();
        let shares = serve_month(&families, &wanted, &mut room, month, &mut built);
        for (family, members) in present.iter().enumerate() {
            for &member in members {
                if open[member] <= 0.0 || wanted[family] <= 0.0 {
                    continue;
                }
                let before = open[member];
                for (line, units) in &shares[family] {
                    let units = (units * (before / wanted[family])).min(open[member]);
                    if units > 0.0 {
                        made[member].push(Cell { month, line: *line, units });
                        open[member] -= units;
                    }
                }
                if open[member] <= DUST * before {
                    open[member] = 0.0;
                }
            }
        }
        // What is ordered for later: from which month, and of what stock.
        let mut later: BTreeMap<usize, Vec<(usize, f64)>> = BTreeMap::new();
        for (index, family) in families.iter().enumerate().filter(|part| part.1.stock.is_some()) {
            for &member in &family.members {
                let tranche = &facts.tranches[portions[member].tranche];
                let opens = facts.opens(tranche).filter(|_| !portions[member].passed);
                if let Some(opens) = opens.filter(|opens| *opens > month && *opens < tranche.end) {
                    later.entry(opens).or_default().push((index, open[member]));
                }
            }
        }
        make_ahead(&families, later, &mut room, month, &mut built);
        owed.over(&mut room);
    }
    (made, built)
}

/// Serves what is held for somebody in a month. Returns what there is no place for.
fn what_is_held(
    (facts, resources, portions, month): (&Facts<'_>, &Resources, &[Portion], usize),
    held: Vec<Held>,
    room: &mut Room,
    open: &mut [f64],
    (made, built): (&mut [Vec<Cell>], &mut Built),
) -> Vec<Held> {
    let at_once = |part: &Held| {
        let stock = Stock::of(facts, resources, portions[part.portion].tranche);
        let ways = part.ways(facts, resources, portions).into_iter();
        let delivered = ways.map(|(line, mut takes)| {
            takes.extend(stock.iter().flat_map(|stock| stock.delivery.iter().cloned()));
            (line, takes)
        });
        delivered.collect()
    };
    let ways: Vec<Vec<(usize, Takes)>> = held.iter().map(at_once).collect();
    let wish = |(part, ways): (&Held, &Vec<(usize, Takes)>)| Wish {
        units: part.units,
        ways: ways.iter().map(|way| way.1.clone()).collect(),
    };
    let mut rests = Vec::new();
    let wishes: Vec<Wish> = held.iter().zip(&ways).map(wish).collect();
    let got = share_out(&wishes, room, month);
    for ((part, ways), got) in held.into_iter().zip(ways).zip(got) {
        let open = &mut open[part.portion];
        let before = *open;
        let mut rest = part.clone();
        let stock = Stock::of(facts, resources, portions[part.portion].tranche);
        for ((line, _), units) in ways.into_iter().zip(got).filter(|part| part.1 > 0.0) {
            let units = units.min(*open);
            *open -= units;
            rest.units -= units;
            if let Some(stock) = &stock {
                let own = built.entry(stock.stores.clone()).or_default();
                *own.entry((month, line)).or_insert(0.0) += units;
            }
            let line = if stock.is_some() { 0 } else { line };
            made[part.portion].push(Cell { month, line, units });
        }
        if *open <= DUST * before {
            *open = 0.0;
        }
        rests.push(rest);
    }
    rests
}

/// What every portion shares by.
pub(super) fn parts(facts: &Facts<'_>, portions: &[Portion], families: &[Family]) -> Vec<f64> {
    let mut open: Vec<f64> = portions.iter().map(|portion| portion.quantity).collect();
    for family in families {
        let set = &family.members;
        for (part, member) in to_come(facts, portions, set).into_iter().zip(set) {
            open[*member] = part;
        }
    }
    open
}

pub(super) fn families(
    facts: &Facts<'_>,
    resources: &Resources,
    portions: &[Portion],
) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    let mut known = BTreeMap::new();
    for (index, portion) in portions.iter().enumerate() {
        let serving = resources.serving(portion.tranche).iter();
        let serving: Vec<(usize, Option<usize>)> =
            serving.map(|taking| (taking.resource, taking.line)).collect();
        let next = families.len();
        let key = (facts.tranches[portion.tranche].product, serving);
        let family = *known.entry(key).or_insert(next);
        if family == next {
            let stock = Stock::of(facts, resources, portion.tranche);
            let ways = match &stock {
                Some(stock) => {
                    let ways = stock.ways.iter();
                    ways.map(|(line, takes)| (*line, stock.at_once(takes))).collect()
                }
                None => ways(facts, resources, portion.tranche),
            };
            families.push(Family { stock, ways, members: Vec::new() });
        }
        families[family].members.push(index);
    }
    families
}

/// Serves what is open: from stock first, each from what was made for it and then from the shelf, then
/// on the lines. What every family gets: of which line, of the shelf or of no line in particular, and
/// how much.
fn serve_month(
    families: &[Family],
    wanted: &[f64],
    room: &mut Room,
    month: usize,
    built: &mut Built,
) -> Vec<Vec<(usize, f64)>> {
    let in_stock = |(family, units): (&Family, &f64)| Wish {
        units: *units,
        ways: family.stock.iter().map(Stock::whole).collect(),
    };
    let wishes: Vec<Wish> = families.iter().zip(wanted).map(in_stock).collect();
    let taken: Vec<f64> =
        share_out(&wishes, room, month).iter().map(|got| got.iter().sum()).collect();
    let open = |wanted: &f64, got: f64| {
        let rest = wanted - got;
        if rest > DUST * wanted { rest } else { 0.0 }
    };
    let on_shelf = |((family, wanted), taken): ((&Family, &f64), &f64)| Wish {
        units: open(wanted, *taken),
        ways: family.stock.iter().flat_map(|stock| &stock.shelf).map(|of| of.1.clone()).collect(),
    };
    let wishes: Vec<Wish> = families.iter().zip(wanted).zip(&taken).map(on_shelf).collect();
    let shelf: Vec<f64> =
        share_out(&wishes, room, month).iter().map(|got| got.iter().sum()).collect();
    let fresh = |((family, wanted), (taken, shelf)): ((&Family, &f64), (&f64, &f64))| Wish {
        units: open(wanted, taken + shelf),
        ways: family.ways.iter().map(|way| way.1.clone()).collect(),
    };
    let before = taken.iter().zip(&shelf);
    let wishes: Vec<Wish> = families.iter().zip(wanted).zip(before).map(fresh).collect();
    let got = share_out(&wishes, room, month);
    let all = families.iter().zip(taken.into_iter().zip(shelf)).zip(got);
    all.map(|((family, (taken, shelf)), got)| {
        let by_line = family.ways.iter().map(|way| way.0).zip(got);
        match &family.stock {
            None => by_line.collect(),
            Some(stock) => {
                let mut all = taken;
                for (line, units) in by_line.filter(|part| part.1 > 0.0) {
                    let own = built.entry(stock.stores.clone()).or_default();
                    *own.entry((month, line)).or_insert(0.0) += units;
                    all += units;
                }
                vec![(0, all), (SHELF, shelf)]
            }
        }
    })
    .collect()
}

/// Makes what is ordered for later and not in stock, the earliest first, with all that is left.
fn make_ahead(
    families: &[Family],
    later: BTreeMap<usize, Vec<(usize, f64)>>,
    room: &mut Room,
    month: usize,
    built: &mut Built,
) {
    let mut there: BTreeMap<&[usize], f64> = BTreeMap::new();
    for stock in families.iter().filter_map(|family| family.stock.as_ref()) {
        there.insert(&stock.stores, stock.there(room, month));
    }
    let mut on_shelf: BTreeMap<usize, f64> = BTreeMap::new();
    for &(shelf, _) in families.iter().filter_map(|family| family.stock.as_ref()?.shelf.as_ref()) {
        on_shelf.insert(shelf, room.free(shelf, month));
    }
    for ordered in later.into_values() {
        let mut wanted: BTreeMap<&[usize], (&Stock, f64)> = BTreeMap::new();
        for (family, units) in ordered {
            if let Some(stock) = &families[family].stock {
                wanted.entry(&stock.stores).or_insert((stock, 0.0)).1 += units;
            }
        }
        let mut missing = Vec::with_capacity(wanted.len());
        let mut without: BTreeMap<usize, f64> = BTreeMap::new();
        for (stores, (stock, units)) in &wanted {
            let there = there.entry(*stores).or_insert(0.0);
            let own = (units - *there).max(0.0);
            *there = (*there - units).max(0.0);
            missing.push(own);
            if let Some((shelf, _)) = &stock.shelf {
                *without.entry(*shelf).or_insert(0.0) += own;
            }
        }
        // What is on the shelf is there for all who lack something, in proportion.
        for (shelf, without) in &mut without {
            let there = on_shelf.entry(*shelf).or_insert(0.0);
            let found = without.min(*there);
            *there -= found;
            *without = if found > 0.0 { 1.0 - found / *without } else { 1.0 };
        }
        let mut wishes = Vec::new();
        for ((stock, units), missing) in wanted.values().zip(missing) {
            let rest = stock.shelf.as_ref().map_or(1.0, |(shelf, _)| without[shelf]);
            let missing = rest * missing;
            let units = if missing > DUST * units { missing } else { 0.0 };
            wishes.push(Wish { units, ways: stock.ways.iter().map(|way| way.1.clone()).collect() });
        }
        let got = share_out(&wishes, room, month);
        for ((stores, (stock, _)), got) in wanted.into_iter().zip(got) {
            for ((line, _), units) in stock.ways.iter().zip(got).filter(|part| part.1 > 0.0) {
                let own = built.entry(stores.to_vec()).or_default();
                *own.entry((month, *line)).or_insert(0.0) += units;
            }
        }
    }
}

/// What everybody gets in a month in each of the ways. It is shared out in rounds: everybody
/// asks for all that is open, spread over the ways in proportion to their room; a
/// resource of which more is asked than there is cuts all requests by one factor, and a way
/// gets the smallest factor of its resources. A round serves all or uses something up.
fn share_out(wishes: &[Wish], room: &mut Room, month: usize) -> Vec<Vec<f64>> {
    let mut rest: Vec<f64> = wishes.iter().map(|wish| wish.units).collect();
    let mut got: Vec<Vec<f64>> = wishes.iter().map(|wish| vec![0.0; wish.ways.len()]).collect();
    for _ in 0..=2 * room.count() {
        let requests = requests(wishes, &rest, room, month);
        if requests.is_empty() {
            break;
        }
        // What is taken of a resource, and what is added to it.
        let mut load: BTreeMap<(usize, bool), f64> = BTreeMap::new();
        for request in &requests {
            for (resource, amount) in taken(&wishes[request.wish].ways[request.way], month) {
                let load = load.entry((resource, amount > 0.0)).or_insert(0.0);
                *load += amount.abs() * request.units;
            }
        }
        let factors: BTreeMap<(usize, bool), f64> = load
            .into_iter()
            .map(|((resource, out), load)| {
                let most = room.most_of(resource, out, month);
                ((resource, out), if load > most { most / load } else { 1.0 })
            })
            .collect();
        for Request { wish, way, units } in requests {
            let takes = &wishes[wish].ways[way];
            let factors = taken(takes, month).map(|part| factors[&(part.0, part.1 > 0.0)]);
            let factor = factors.fold(1.0, f64::min);
            room.take(takes, month, factor * units);
            rest[wish] -= factor * units;
            got[wish][way] += factor * units;
        }
    }
    got
}

fn requests(wishes: &[Wish], rest: &[f64], room: &Room, month: usize) -> Vec<Request> {
    let mut requests = Vec::new();
    for (index, wish) in wishes.iter().enumerate() {
        let (rest, least) = (rest[index], DUST * wish.units);
        if rest <= least {
            continue;
        }
        let rooms: Vec<f64> =
            wish.ways.iter().map(|takes| room.fits(takes, month).min(rest)).collect();
        let total: f64 = rooms.iter().sum();
        if total <= least {
            continue;
        }
        for (way, units) in rooms.into_iter().enumerate().filter(|(_, units)| *units > 0.0) {
            requests.push(Request { wish: index, way, units: rest * (units / total) });
        }
    }
    requests
}
