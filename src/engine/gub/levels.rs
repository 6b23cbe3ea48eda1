//! From one level to the next.
//!
//! The optimal face of a level is described by its reduced costs: a column whose reduced
//! cost is not zero stays at its bound, all others may still move. No weights are involved,
//! so that nothing is lost however far the levels are apart. What is zero is decided by the
//! refined prices ([`refine_prices`](Simplex::refine_prices)); where these show that a column could still
//! lower the cost by less than an `f64` tells, it enters first.

use super::basis::face::{Face, OpenRun, OpenSet, add_runs};
use super::basis::lot::Lot;
use super::basis::scan;
use super::basis::simplex::Simplex;
use super::basis::variable::{Service, Status, Variable};
use super::costless::Costless;
use super::halt::Halt;
use super::limits::Limits;
use crate::double_double::DoubleDouble;
use crate::model::CostPath;

/// Rounds of entering what only the refined prices show.
pub(crate) const MOST_ROUNDS: usize = 50;

/// What determines which columns stay open in a lot that costs nothing on the level: lots
/// with equal keys keep the same columns.
#[derive(Debug, Clone, Copy, PartialEq)]
struct FaceKey {
    family: u32,
    periods: (u32, u32),
    /// The columns open so far.
    before: OpenSet,
    /// Cost of the lot's key column, charges included.
    now: DoubleDouble,
}

/// Lists that are reused from lot to lot.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    periods: Vec<u32>,
    services: Vec<Service>,
    /// Columns that would still lower the cost.
    pub(crate) attractive: Vec<Variable>,
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
    now: DoubleDouble,
}

impl Simplex<'_> {
    /// Closes every column that the present level decides. Columns that the refined prices show
    /// to be attractive enter first; if they do not come to an end, the proof shows whether it
    /// matters.
    pub(crate) fn close_level(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        for _ in 0..MOST_ROUNDS {
            self.refine_prices();
            let attractive = self.close_by_fine();
            if attractive.is_empty() {
                return Ok(());
            }
            for variable in attractive {
                limits.check(self.statistics.pivots)?;
                self.enter_fine(variable)?;
            }
            self.recompute_load();
            self.refactor()?;
        }
        Ok(())
    }

    /// Lets a column enter if it is attractive by the refined prices of the present basis.
    pub(crate) fn enter_fine(&mut self, variable: Variable) -> Result<(), Halt> {
        self.refine_prices();
        let at_upper = match variable {
            Variable::Service { lot, service } => {
                if self.is_basic(lot, service) {
                    return Ok(());
                }
                self.basis.is_full(lot, service)
            }
            Variable::Logical(row) => match self.basis.logicals[row as usize] {
                Status::Basic => return Ok(()),
                status => status == Status::Upper,
            },
            Variable::Extra(extra) => match self.basis.extras[extra as usize] {
                Status::Basic => return Ok(()),
                status => status == Status::Upper,
            },
        };
        let sigma = if at_upper { -1.0 } else { 1.0 };
        let reduced = self.fine_reduced(variable).wanted();
        if sigma * reduced < 0.0 {
            self.pivot(variable, sigma, reduced, false)?;
        }
        Ok(())
    }

    /// Closes what the refined prices decide; what they show to be attractive is given back
    /// instead, and nothing is closed.
    fn close_by_fine(&mut self) -> Vec<Variable> {
        self.prices.refresh(&self.columns, 0);
        let mut lists = Lists::default();
        let free = self.close_free(&mut lists.attractive);
        let mut basics: Vec<(u32, Service)> = Vec::with_capacity(self.basis.members.len());
        for &member in &self.basis.members {
            if let Variable::Service { lot, service } = member {
                basics.push((lot, service));
            }
        }
        basics.sort_unstable();
        let costless = Costless::new(self);
        let mut face = Face::default();
        let mut next_basic = 0;
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
                _ if key.is_some_and(|key| Costless::tells(&self.lots[lot as usize], key.now)) => {
                    costless.open_after(self, lot, &mut face.runs, &mut lists.attractive)
                }
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
        if !lists.attractive.is_empty() {
            return lists.attractive;
        }
        (face.closed_logicals, face.closed_extras) = free;
        self.face = face;
        lists.attractive
    }

    /// Which logicals and extra columns are closed from now on; those that would still lower the
    /// cost are added to `attractive`.
    pub(crate) fn close_free(&self, attractive: &mut Vec<Variable>) -> (Vec<bool>, Vec<bool>) {
        let mut closes = |variable: Variable, status: Status, closed: &mut bool| {
            if *closed || status == Status::Basic {
                return;
            }
            let reduced = self.fine_reduced(variable);
            let away = |reduced: f64| if status == Status::Upper { -reduced } else { reduced };
            if away(reduced.decided()) > 0.0 {
                *closed = true;
            } else if away(reduced.wanted()) < 0.0 {
                attractive.push(variable);
            }
        };
        let mut logicals = self.face.closed_logicals.clone();
        for (row, (closed, &status)) in (0..).zip(logicals.iter_mut().zip(&self.basis.logicals)) {
            closes(Variable::Logical(row), status, closed);
        }
        let mut extras = self.face.closed_extras.clone();
        for (extra, (closed, &status)) in (0..).zip(extras.iter_mut().zip(&self.basis.extras)) {
            closes(Variable::Extra(extra), status, closed);
        }
        (logicals, extras)
    }

    /// The key of a lot that costs nothing on the level and has no limit.
    fn face_key(&self, lot: u32) -> Option<FaceKey> {
        let state = &self.lots[lot as usize];
        let simple = state.path == CostPath::Zero && !state.is_limited();
        simple.then(|| FaceKey {
            family: state.family,
            periods: (state.first, state.end),
            before: self.face.sets[lot as usize],
            now: self.fine_key(lot),
        })
    }

    /// The columns of a lot that stay open; their runs are appended to `runs`.
    pub(crate) fn open_after(
        &self,
        lot: u32,
        basics: &[(u32, Service)],
        lists: &mut Lists,
        runs: &mut Vec<OpenRun>,
    ) -> OpenSet {
        let old = self.face.sets[lot as usize];
        let state = &self.lots[lot as usize];
        let now = self.fine_key(lot);
        let closing = Closing { simplex: self, lot, state, basics, now };
        let unserved = old.unserved
            && closing.stays(
                Service::UNSERVED,
                self.service_cost(state, Service::UNSERVED),
                &mut lists.attractive,
            );
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
        add_runs(runs, lists.services.iter().copied());
        OpenSet { start: start as u32, count: (runs.len() - start) as u32, unserved }
    }

    /// Opens every column again, from the present basis, for another attempt.
    pub(crate) fn reopen(&mut self) {
        let extras = self.columns.extra_bounds.len();
        self.face = Face::whole(self.lots.len(), self.columns.rows, extras);
        self.lots.iter_mut().for_each(Lot::unfix);
        self.statistics.restarts += 1;
    }
}

impl Closing<'_, '_> {
    /// Whether a column with this cost, charges included, stays open; one that would still lower
    /// the cost is added to `attractive`.
    fn stays(&self, service: Service, value: f64, attractive: &mut Vec<Variable>) -> bool {
        let Self { simplex, lot, state, basics, now } = *self;
        if state.is_fixed(service) {
            return false;
        }
        if service == state.key || basics.iter().any(|basic| basic.1 == service) {
            return true;
        }
        let reduced = value - now.high();
        let (mut decided, mut wanted) = (reduced, reduced);
        if reduced.abs() <= simplex.fine.noise().near(value, now.high()) {
            let reduced = simplex.fine_reduced(Variable::Service { lot, service });
            decided = reduced.decided();
            wanted = reduced.wanted();
        }
        let away = |reduced: f64| {
            if simplex.basis.is_full(lot, service) { -reduced } else { reduced }
        };
        if away(wanted) < 0.0 {
            attractive.push(Variable::Service { lot, service });
        }
        away(decided) <= 0.0
    }

    /// Finds the served columns that stay open by a scan over periods; returns how many there
    /// are in all. Only periods in which the cheapest recipe qualifies are compared exactly.
    fn scan(&self, Lists { periods, services, attractive }: &mut Lists) -> usize {
        let Self { simplex, state, basics, now, .. } = *self;
        let lot_cost = simplex.lot_cost(state);
        let tables = simplex.tables();
        let family = simplex.columns.family(state.family);
        let charges = &simplex.prices.charges;
        let least = charges.family(state.family);
        let span = (state.first as usize, state.end as usize);
        periods.clear();
        let now = now.high();
        let bar = now + 2.0 * simplex.fine.noise().near(now, now);
        scan::below(lot_cost, tables, least, span, bar, periods);
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
                if self.stays(service, cost + charges[period as usize], attractive) {
                    services.push(service);
                }
            }
        }
        family.len() * (state.end - state.first) as usize
    }

    /// The same by looking at every open column.
    fn try_each(&self, Lists { services, attractive, .. }: &mut Lists) -> usize {
        let Self { simplex, state, .. } = *self;
        let mut total = 0_usize;
        simplex.for_each_open(self.lot, |service| {
            total += 1;
            let charge = simplex.prices.charges.service(service);
            let cost = simplex.service_cost(state, service) + charge;
            if self.stays(service, cost, attractive) {
                services.push(service);
            }
        });
        total
    }
}
