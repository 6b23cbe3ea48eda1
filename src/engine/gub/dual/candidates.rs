//! Finds the near columns of all lots ([`near`](super::near)).

use super::near::{NearColumns, NearLot};
use crate::engine::gub::basis::scan;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::Service;

/// A column is near if its reduced cost is at most this many times its tolerance.
const NEAR: f64 = 1e3;

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
        let span = self.face.sets[lot as usize];
        let lot_cost = self.lot_cost(state);
        let key = state.key;
        let now = self.key_cost(lot) + self.prices.charges.service(key);
        let allowance = self.allowance(now, now);
        let bar = now + NEAR * allowance;
        let mut beyond = f64::INFINITY;
        let mut least = f64::INFINITY;
        let mut offer = |service: Service, value: f64, near: &mut Vec<Service>| {
            if service != key {
                least = if value < least { value } else { least };
                if value <= bar {
                    near.push(service);
                } else {
                    beyond = if value < beyond { value } else { beyond };
                }
            }
        };
        if span.unserved {
            offer(Service::UNSERVED, self.service_cost(state, Service::UNSERVED), near);
        }
        let tables = self.tables();
        let mut rest = f64::INFINITY;
        let scan = |y: &[f64], first: u32, end: u32| {
            let span = (first as usize, end.max(first) as usize);
            scan::least(lot_cost, tables, &self.objective.steps, y, span)
        };
        // Fills `periods` with those in which columns are compared one by one.
        let mut look = |y: &[f64], first: u32, end: u32, periods: &mut Vec<u32>| {
            periods.clear();
            let has_key = key.is_served() && (first..end).contains(&key.period);
            let besides = if has_key {
                scan(y, first, key.period).min(scan(y, key.period + 1, end))
            } else {
                scan(y, first, end)
            };
            if besides > bar {
                rest = rest.min(besides);
                periods.extend(has_key.then_some(key.period));
                return;
            }
            scan::below(lot_cost, tables, y, (first as usize, end as usize), bar, periods);
            let mut from = first;
            for &period in &*periods {
                rest = rest.min(scan(y, from, period));
                from = period + 1;
            }
            rest = rest.min(scan(y, from, end));
        };
        if span.is_whole() {
            look(self.prices.charges.family(state.family), state.first, state.end, periods);
            for &period in &*periods {
                let cost = scan::cost(lot_cost, tables, period as usize);
                for &recipe in self.columns.family(state.family) {
                    let value = cost + self.prices.charges.recipe(recipe)[period as usize];
                    offer(Service { recipe, period }, value, near);
                }
            }
        } else {
            for run in self.face.runs(span) {
                let y = self.prices.charges.recipe(run.recipe);
                look(y, run.first, run.end, periods);
                for &period in &*periods {
                    let value = scan::cost(lot_cost, tables, period as usize) + y[period as usize];
                    offer(Service { recipe: run.recipe, period }, value, near);
                }
            }
        }
        (least >= now - NEAR * allowance).then_some(beyond.min(rest) - now)
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
