//! From one level to the next.
//!
//! The optimal face of a level is described by its reduced costs: a column whose reduced
//! cost is not zero stays at its bound, all others may still move. No weights are involved,
//! so that nothing is lost however far the levels are apart.

use super::basis::face::{Face, OpenRun, OpenSet};
use super::basis::lot::Lot;
use super::basis::scan;
use super::basis::simplex::Simplex;
use super::basis::variable::{Service, Status, Variable};
use crate::model::CostPath;
use crate::tolerance;

/// Of a key's cost: columns within so much of it are compared exactly.
const CLOSE: f64 = 1e-3;

/// What determines which columns stay open in a lot that costs nothing on the level: lots
/// with equal keys keep the same columns.
#[derive(Debug, Clone, Copy, PartialEq)]
struct FaceKey {
    family: u32,
    periods: (u32, u32),
    /// The columns open so far.
    before: OpenSet,
    /// Cost of the lot's key column, charges included.
    now: f64,
}

/// Lists that are reused from lot to lot.
#[derive(Debug, Default)]
struct Lists {
    periods: Vec<u32>,
    services: Vec<Service>,
}

/// Which columns of one lot stay open.
#[derive(Debug)]
struct Closing<'s, 'm> {
    simplex: &'s Simplex<'m>,
    lot: u32,
    state: &'s Lot,
    /// Its columns in the working basis.
    basics: &'s [(u32, Service)],
    /// Cost of its key column, charges included.
    now: f64,
}

impl Simplex<'_> {
    /// Closes every column that the present level decides.
    pub(crate) fn close_level(&mut self) {
        self.prices.refresh(&self.columns, 0);
        self.close_free();
        let mut basics: Vec<(u32, Service)> = Vec::with_capacity(self.basis.members.len());
        for &member in &self.basis.members {
            if let Variable::Service { lot, service } = member {
                basics.push((lot, service));
            }
        }
        basics.sort_unstable();
        let mut face = Face::default();
        let mut next_basic = 0;
        let mut lists = Lists::default();
        let mut last = None;
        for lot in 0..self.lots.len() as u32 {
            let from = next_basic;
            while next_basic < basics.len() && basics[next_basic].0 == lot {
                next_basic += 1;
            }
            let basics = &basics[from..next_basic];
            let key = self.face_key(lot).filter(|_| basics.is_empty());
            let set = match last {
                Some((before, set)) if Some(before) == key => set,
                _ => self.open_after(lot, basics, &mut lists, &mut face.runs),
            };
            last = key.map(|key| (key, set));
            let columns: u64 = if set.is_whole() {
                let lot = &self.lots[lot as usize];
                u64::from(lot.end - lot.first) * self.columns.family(lot.family).len() as u64
            } else {
                face.runs(set).iter().map(|run| u64::from(run.end - run.first)).sum()
            };
            if columns + u64::from(set.unserved) > 1 {
                face.active.push(lot);
            }
            face.sets.push(set);
        }
        face.closed_logicals = std::mem::take(&mut self.face.closed_logicals);
        face.closed_extras = std::mem::take(&mut self.face.closed_extras);
        self.face = face;
    }

    /// Closes logicals and extra columns.
    fn close_free(&mut self) {
        for row in 0..self.basis.logicals.len() {
            let prices = &self.prices.rows;
            let next = self.columns.next(row).map_or(0.0, |next| prices[next]);
            if self.basis.logicals[row] != Status::Basic && self.decides(prices[row], next) {
                self.face.closed_logicals[row] = true;
            }
        }
        for extra in 0..self.basis.extras.len() {
            let charge = self.columns.extra_priced(extra as u32, &self.prices.rows);
            let cost = self.extra_cost(extra as u32);
            if self.basis.extras[extra] != Status::Basic && self.decides(cost, -charge) {
                self.face.closed_extras[extra] = true;
            }
        }
    }

    /// The key of a lot that costs nothing on the level and has no limit.
    fn face_key(&self, lot: u32) -> Option<FaceKey> {
        let state = &self.lots[lot as usize];
        let simple = state.path == CostPath::Zero && !state.is_limited();
        simple.then(|| FaceKey {
            family: state.family,
            periods: (state.first, state.end),
            before: self.face.sets[lot as usize],
            now: self.key_cost(lot) + self.prices.charges.service(state.key),
        })
    }

    /// Whether the reduced cost `a − b` is not zero.
    fn decides(&self, a: f64, b: f64) -> bool {
        let objective = &self.objective;
        !tolerance::same_cost(a, b, objective.tolerance + objective.rounding)
    }

    /// The columns of a lot that stay open; their runs are appended to `runs`.
    fn open_after(
        &self,
        lot: u32,
        basics: &[(u32, Service)],
        lists: &mut Lists,
        runs: &mut Vec<OpenRun>,
    ) -> OpenSet {
        let old = self.face.sets[lot as usize];
        let state = &self.lots[lot as usize];
        let now = self.key_cost(lot) + self.prices.charges.service(state.key);
        let closing = Closing { simplex: self, lot, state, basics, now };
        let unserved = old.unserved
            && closing.stays(Service::UNSERVED, self.service_cost(state, Service::UNSERVED));
        lists.services.clear();
        let path = self.lot_cost(state).path;
        let total = if old.is_whole() && path != CostPath::Draw && !state.is_limited() {
            closing.scan(lists)
        } else {
            closing.try_each(lists)
        };
        if old.is_whole() && lists.services.len() == total {
            return OpenSet { unserved, ..OpenSet::WHOLE };
        }
        let start = runs.len();
        for &Service { recipe, period } in &lists.services {
            match runs[start..].last_mut() {
                Some(run) if run.recipe == recipe && run.end == period => run.end += 1,
                _ => runs.push(OpenRun { recipe, first: period, end: period + 1 }),
            }
        }
        OpenSet { start: start as u32, count: (runs.len() - start) as u32, unserved }
    }

    /// Opens every column again, from the present basis, for another attempt.
    pub(crate) fn reopen(&mut self) {
        let extras = self.columns.extra_bounds.len();
        self.face = Face::whole(self.lots.len(), self.columns.rows, extras);
        self.statistics.restarts += 1;
    }
}

impl Closing<'_, '_> {
    /// Whether a column with this cost, charges included, stays open.
    fn stays(&self, service: Service, value: f64) -> bool {
        let Self { simplex, lot, state, basics, now } = *self;
        let is_basic = || service == state.key || basics.iter().any(|basic| basic.1 == service);
        let full = simplex.basis.is_full(lot, service);
        let loses = if full { value < now } else { value > now };
        !(loses && simplex.decides(value, now)) || is_basic()
    }

    /// Finds the served columns that stay open by a scan over periods; returns how many there
    /// are in all. Only periods in which the cheapest recipe qualifies are compared exactly.
    fn scan(&self, Lists { periods, services }: &mut Lists) -> usize {
        let Self { simplex, state, basics, now, .. } = *self;
        let lot_cost = simplex.lot_cost(state);
        let tables = simplex.tables();
        let family = simplex.columns.family(state.family);
        let charges = &simplex.prices.charges;
        let least = charges.family(state.family);
        let tolerance = simplex.objective.tolerance + simplex.objective.rounding;
        let allowance = CLOSE * now.abs() + 2.0 * tolerance;
        let span = (state.first as usize, state.end as usize);
        periods.clear();
        scan::below(lot_cost, tables, least, span, now + allowance, periods);
        let basics = basics.iter().map(|&(_, service)| service).chain([state.key]);
        let missed = |service: &Service| {
            service.is_served() && periods.binary_search(&service.period).is_err()
        };
        let missed: Vec<u32> = basics.filter(missed).map(|service| service.period).collect();
        if !missed.is_empty() {
            periods.extend(missed);
            periods.sort_unstable();
            periods.dedup();
        }
        for &recipe in family {
            let charges = charges.recipe(recipe);
            for &period in &*periods {
                let service = Service { recipe, period };
                let cost = scan::cost(lot_cost, tables, period as usize);
                if self.stays(service, cost + charges[period as usize]) {
                    services.push(service);
                }
            }
        }
        family.len() * (state.end - state.first) as usize
    }

    /// The same by looking at every open column.
    fn try_each(&self, Lists { services, .. }: &mut Lists) -> usize {
        let Self { simplex, state, .. } = *self;
        let mut total = 0_usize;
        simplex.for_each_open(self.lot, |service| {
            total += 1;
            let charge = simplex.prices.charges.service(service);
            if self.stays(service, simplex.service_cost(state, service) + charge) {
                services.push(service);
            }
        });
        total
    }
}
