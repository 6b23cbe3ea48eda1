//! What is made ahead while a rule is carried out.

use std::collections::BTreeMap;

use super::months::months;
use super::place::Place;
use super::room::{DUST, Room, Takes};
use crate::check::facts::{Cell, Facts, SHELF};
use crate::check::plant::Each;
use crate::check::portion::Portion;
use crate::check::resources::{Kind, Resources};

/// What is made for each store, by month and line.
pub(super) type Built = BTreeMap<Vec<usize>, BTreeMap<(usize, usize), f64>>;

/// What is kept in stock for a tranche, and how more of it is made.
#[derive(Clone)]
pub(super) struct Stock {
    /// The stores from which a unit is taken.
    pub(super) stores: Vec<usize>,
    /// What it takes to be delivered, stores apart.
    pub(super) delivery: Takes,
    /// What nobody made here and it may take instead: where that lies, and what a unit of it takes.
    pub(super) shelf: Option<(usize, Takes)>,
    /// Lines by id, and what a unit made there takes and adds.
    pub(super) ways: Vec<(usize, Takes)>,
}

impl Stock {
    /// None for what is made to order.
    pub(super) fn of(facts: &Facts<'_>, resources: &Resources, tranche: usize) -> Option<Self> {
        let product = facts.tranches[tranche].product;
        facts.ahead(product)?;
        let is_store = |resource: usize| resources.list[resource].kind == Kind::Store;
        let serving = resources.serving(tranche).iter().filter(|taking| taking.line.is_none());
        let (stores, delivery): (Vec<_>, Vec<_>) =
            serving.partition(|taking| is_store(taking.resource));
        let lines = facts.usage[product].iter().enumerate();
        let lines = lines.filter(|(_, usage)| usage.is_some());
        let ways = lines.map(|(line, _)| (line, resources.stocking(facts, tranche, line)));
        Some(Self {
            stores: stores.iter().map(|taking| taking.resource).collect(),
            delivery: delivery.iter().map(|part| (part.resource, part.amount.clone())).collect(),
            shelf: resources.shelf(tranche).map(|shelf| (shelf, resources.delivery(tranche, true))),
            ways: ways.collect(),
        })
    }

    /// What a unit made takes of all but the stores.
    pub(super) fn making(&self, takes: &Takes) -> Takes {
        takes.iter().filter(|part| !self.stores.contains(&part.0)).cloned().collect()
    }

    /// How many units are in stock that may be taken in a month.
    pub(super) fn there(&self, room: &Room, month: usize) -> f64 {
        self.stores.iter().map(|store| room.free(*store, month)).fold(f64::INFINITY, f64::min)
    }

    /// Takes units that are in stock.
    pub(super) fn take(&self, room: &mut Room, month: usize, units: f64) {
        room.take(&self.whole(), month, units);
    }

    /// What it takes to take a unit that is in stock.
    pub(super) fn whole(&self) -> Takes {
        let stores = self.stores.iter().map(|store| (*store, Each::Unit(1.0)));
        stores.chain(self.delivery.iter().cloned()).collect()
    }

    /// What it takes to make a unit in the month in which it is delivered.
    pub(super) fn at_once(&self, takes: &Takes) -> Takes {
        self.making(takes).into_iter().chain(self.delivery.iter().cloned()).collect()
    }
}

/// Delivers a portion from stock, in its months one after the other: what is on the shelf, what is
/// there that was made for it, and what can
/// still be made for it, in the latest months in which there is room, and then in the store until it
/// is delivered. Returns what is left of it.
pub(super) fn serve(
    facts: &Facts<'_>,
    (stock, portion, whole, due): (&Stock, &Portion, f64, Option<usize>),
    places: &[Place],
    room: &mut Room,
    (got, built): (&mut Vec<Cell>, &mut Built),
) -> f64 {
    let dust = DUST * whole;
    let mut rest = portion.quantity;
    let ways = stock.ways.iter().map(|(line, takes)| (*line, stock.making(takes)));
    let ways: Vec<(usize, Takes)> = ways.collect();
    for month in months(facts, &facts.tranches[portion.tranche], due) {
        if let Some((_, takes)) = &stock.shelf {
            let units = room.fits(takes, month).min(rest);
            if units > dust {
                room.take(takes, month, units);
                got.push(Cell { month, line: SHELF, units });
                rest -= units;
            }
            if rest <= dust {
                return 0.0;
            }
        }
        let mut units = stock.there(room, month).min(room.fits(&stock.delivery, month)).min(rest);
        if units > dust {
            stock.take(room, month, units);
        } else {
            units = 0.0;
        }
        let wanted = room.fits(&stock.delivery, month).min(rest - units);
        let mut missing = wanted;
        for made in (0..=month).rev() {
            let spaces = stock.stores.iter().map(|store| room.space(*store, made..month));
            let mut space = spaces.fold(f64::INFINITY, f64::min);
            // First where something is set aside, then on lines by id.
            let own = places.iter().filter(|place| place.month == made).filter_map(|place| {
                let way = ways.iter().find(|way| way.0 == place.line)?;
                Some((&way.0, &way.1, place.units))
            });
            let anywhere = ways.iter().map(|(line, takes)| (line, takes, f64::INFINITY));
            for (line, takes, most) in own.chain(anywhere) {
                let more = room.fits(takes, made).min(space).min(missing).min(most);
                if more <= dust {
                    continue;
                }
                space -= more;
                room.take(takes, made, more);
                for &store in &stock.stores {
                    room.store(store, made..month, more);
                }
                let own = built.entry(stock.stores.clone()).or_default();
                *own.entry((made, *line)).or_insert(0.0) += more;
                missing -= more;
            }
            if missing <= dust {
                break;
            }
        }
        room.take(&stock.delivery, month, wanted - missing);
        units += wanted - missing;
        if units > 0.0 {
            got.push(Cell { month, line: 0, units });
            rest -= units;
        }
        if rest <= dust {
            return 0.0;
        }
    }
    rest
}

/// What is made and never taken is no part of a plan: the last made first is left out, as far as
/// nobody misses it in its month or later. `taken` is by month.
pub(super) fn without_what_stays(
    resources: &Resources,
    built: Built,
    taken: &BTreeMap<Vec<usize>, Vec<f64>>,
) -> Built {
    let cut = |(stores, mut made): (Vec<usize>, BTreeMap<(usize, usize), f64>)| {
        let Some(taken) = taken.get(&stores) else { return (stores, BTreeMap::new()) };
        let mut spare = f64::INFINITY;
        for end in (0..taken.len()).rev() {
            // What is there at the end of this month, with all that is still made by then.
            let arrived = stores.iter().map(|store| {
                (0..=end).map(|month| resources.list[*store].arrives(month)).sum::<f64>()
            });
            let arrived = arrived.fold(f64::INFINITY, f64::min);
            let by_then: f64 = made.range(..(end + 1, 0)).map(|part| part.1).sum();
            let gone: f64 = taken[..=end].iter().sum();
            spare = f64::min(spare, arrived + by_then - gone);
            for (_, units) in made.range_mut((end, 0)..(end + 1, 0)).rev() {
                let less = units.min(spare).max(0.0);
                *units -= less;
                spare -= less;
            }
        }
        (stores, made)
    };
    built.into_iter().map(cut).collect()
}
