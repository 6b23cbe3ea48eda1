//! Finds the near columns of all lots ([`near`](super::near)).

use super::near::{NearColumns, NearLot};
use crate::engine::gub::basis::scan::{self, LotCost};
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::Service;

/// A column is near if its reduced cost is at most this many times its tolerance.
const NEAR: f64 = 1e3;

/// The search for the near columns of one lot.
#[derive(Debug)]
struct NearSearch<'s, 'm> {
    simplex: &'s Simplex<'m>,
    lot_cost: LotCost,
    key: Service,
    /// Columns with a cost of at most this are near.
    bar: f64,
    /// Least cost of the columns compared, without the key, and of those above the bar.
    least: f64,
    beyond: f64,
    /// Least cost in the periods in which columns are not compared.
    rest: f64,
}

impl Simplex<'_> {
    /// Prices every active lot and finds its near columns; none if a column is attractive.
    pub(crate) fn near_columns(&mut self) -> Option<NearColumns> {
        self.prices.refresh_charges(&self.columns);
        self.statistics.passes += 1;
        let mut near = NearColumns::default();
        for &lot in &self.face.active {
            let entry = self.entry(lot, &mut near)?;
            let is_scanned = self.lots[lot as usize].is_scanned();
            if is_scanned { &mut near.entries } else { &mut near.others }.push(entry);
        }
        near.sort(self);
        Some(near)
    }

    /// Prices a lot again, if its margin has been used up.
    pub(crate) fn renew_margin(&self, index: usize, near: &mut NearColumns) {
        let entry = near.entries[index];
        let moved = self.prices.charges.moved(self.lots[entry.lot as usize].family);
        if entry.is_stale(moved)
            && let Some(entry) = self.entry(entry.lot, near)
        {
            near.entries[index] = entry;
        }
    }

    /// Prices a lot; none if one of its columns is attractive.
    fn entry(&self, lot: u32, near: &mut NearColumns) -> Option<NearLot> {
        let state = &self.lots[lot as usize];
        let since = self.prices.charges.moved(state.family);
        let first = near.columns.len() as u32;
        let margin = if state.is_scanned() {
            self.near_of(lot, &mut near.periods, &mut near.columns)
        } else {
            self.margin(lot)
        }?;
        let end = near.columns.len() as u32;
        Some(NearLot { lot, first, end, since, until: since + margin })
    }

    /// Appends the near columns of a lot and returns the least reduced cost of the others;
    /// none if a column is attractive.
    fn near_of(&self, lot: u32, periods: &mut Vec<u32>, near: &mut Vec<Service>) -> Option<f64> {
        let state = &self.lots[lot as usize];
        let set = self.face.sets[lot as usize];
        let lot_cost = self.lot_cost(state);
        let charges = &self.prices.charges;
        let now = self.key_cost(lot) + charges.service(state.key);
        let allowance = self.allowance(now, now);
        let mut search = NearSearch {
            simplex: self,
            lot_cost,
            key: state.key,
            bar: now + NEAR * allowance,
            least: f64::INFINITY,
            beyond: f64::INFINITY,
            rest: f64::INFINITY,
        };
        if set.unserved {
            search.offer(Service::UNSERVED, self.service_cost(state, Service::UNSERVED), near);
        }
        let tables = self.tables();
        if set.is_whole() {
            search.find_periods(charges.family(state.family), state.first, state.end, periods);
            for &period in &*periods {
                let cost = scan::cost(lot_cost, tables, period as usize);
                for &recipe in self.columns.family(state.family) {
                    let value = cost + charges.recipe(recipe)[period as usize];
                    search.offer(Service { recipe, period }, value, near);
                }
            }
        } else {
            for run in self.face.runs(set) {
                let y = charges.recipe(run.recipe);
                search.find_periods(y, run.first, run.end, periods);
                for &period in &*periods {
                    let value = scan::cost(lot_cost, tables, period as usize) + y[period as usize];
                    search.offer(Service { recipe: run.recipe, period }, value, near);
                }
            }
        }
        let is_dual_feasible = search.least >= now - NEAR * allowance;
        is_dual_feasible.then(|| search.beyond.min(search.rest) - now)
    }

    /// The same, column by column, for a lot without near columns.
    fn margin(&self, lot: u32) -> Option<f64> {
        let state = &self.lots[lot as usize];
        let now = self.key_cost(lot) + self.prices.charges.service(state.key);
        let mut least = f64::INFINITY;
        let mut offer = |service: Service| {
            if service != state.key {
                let more =
                    self.service_cost(state, service) + self.prices.charges.service(service) - now;
                let more = if self.basis.is_full(lot, service) { -more } else { more };
                least = if more < least { more } else { least };
            }
        };
        if self.face.sets[lot as usize].unserved {
            offer(Service::UNSERVED);
        }
        self.for_each_open(lot, offer);
        (least >= -NEAR * self.allowance(now, now)).then_some(least)
    }
}

impl NearSearch<'_, '_> {
    /// Compares a column; appends it if it is near.
    fn offer(&mut self, service: Service, value: f64, near: &mut Vec<Service>) {
        if service != self.key {
            self.least = if value < self.least { value } else { self.least };
            if value <= self.bar {
                near.push(service);
            } else {
                self.beyond = if value < self.beyond { value } else { self.beyond };
            }
        }
    }

    /// Finds the periods of `first..end` in which columns must be compared: those below the
    /// bar or, if only the key is, that of the key.
    fn find_periods(&mut self, y: &[f64], first: u32, end: u32, periods: &mut Vec<u32>) {
        periods.clear();
        let key = self.key;
        let has_key = key.is_served() && (first..end).contains(&key.period);
        let besides = if has_key {
            self.least_in(y, first, key.period).min(self.least_in(y, key.period + 1, end))
        } else {
            self.least_in(y, first, end)
        };
        if besides > self.bar {
            self.rest = self.rest.min(besides);
            periods.extend(has_key.then_some(key.period));
            return;
        }
        let span = (first as usize, end as usize);
        scan::below(self.lot_cost, self.simplex.tables(), y, span, self.bar, periods);
        let mut from = first;
        for &period in &*periods {
            self.rest = self.rest.min(self.least_in(y, from, period));
            from = period + 1;
        }
        self.rest = self.rest.min(self.least_in(y, from, end));
    }

    fn least_in(&self, y: &[f64], first: u32, end: u32) -> f64 {
        let span = (first as usize, end.max(first) as usize);
        let steps = &self.simplex.objective.steps;
        scan::least(self.lot_cost, self.simplex.tables(), steps, y, span)
    }
}
