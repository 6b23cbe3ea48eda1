//! From one level to the next.
//!
//! The optimal face of a level is described by its reduced costs: a column whose reduced
//! cost is not zero stays at its bound, everything else may still move. No weights are
//! involved, so that nothing is lost however far the levels are apart.

use super::columns::Place;
use super::open::{Open, Run, Span};
use super::scan;
use super::simplex::{Simplex, Status, Variable};
use crate::model::{CostPath, Level, draw_seed};
use crate::tolerance;

/// What lots have in common of which the same columns stay open.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Alike {
    family: u32,
    periods: (u32, u32),
    /// What was open before.
    before: Span,
    /// What the key costs.
    now: f64,
}

/// Lists that are kept from lot to lot.
#[derive(Debug, Default)]
struct Scratch {
    periods: Vec<u32>,
    places: Vec<Place>,
}

impl<'m> Simplex<'m> {
    /// Makes `level` the present one; call [`Self::recompute_prices`] before optimising.
    pub(super) fn begin_level(&mut self, level: &'m Level) {
        self.level = Some(level);
        self.tolerance = level.tolerance();
        if self.seeds.is_empty() && level.blocks.contains(&CostPath::Draw) {
            let keys = self.model.recipes().iter().map(|recipe| recipe.key);
            let periods = self.columns.periods as u64;
            self.seeds = keys
                .flat_map(|key| (0..periods).map(move |period| draw_seed(key, period)))
                .collect();
        }
        for lot in &mut self.lots {
            lot.path = match level.blocks[lot.block as usize] {
                // No difference to make: scans are cheaper.
                CostPath::Slope { rate: 0.0, unserved: 0.0, .. } => CostPath::Zero,
                path => path,
            };
        }
        self.open.find_bands(&self.lots);
    }

    /// Closes every column that the present level has decided.
    pub(super) fn close_level(&mut self) {
        self.refresh_charges(0);
        for row in 0..self.logicals.len() {
            let next = self.columns.next(row).map_or(0.0, |next| self.prices[next]);
            if self.logicals[row] != Status::Basic && self.decides(self.prices[row], next) {
                self.closed_logicals[row] = true;
            }
        }
        for extra in 0..self.extras.len() {
            let charge = self.columns.extra_priced(extra as u32, &self.prices);
            let cost = self.extra_cost(extra as u32);
            if self.extras[extra] != Status::Basic && self.decides(cost, -charge) {
                self.closed_extras[extra] = true;
            }
        }
        let mut basics: Vec<(u32, Place)> = Vec::with_capacity(self.members.len());
        for &member in &self.members {
            if let Variable::Place { lot, place } = member {
                basics.push((lot, place));
            }
        }
        basics.sort_unstable();
        let mut open = Open::default();
        let mut next_basic = 0;
        let mut scratch = Scratch::default();
        let mut last = None;
        for lot in 0..self.lots.len() as u32 {
            let from = next_basic;
            while next_basic < basics.len() && basics[next_basic].0 == lot {
                next_basic += 1;
            }
            let basics = &basics[from..next_basic];
            let alike = self.alike(lot).filter(|_| basics.is_empty());
            let span = match last {
                // What stays open of one lot is what stays open of the next.
                Some((before, span)) if Some(before) == alike => span,
                _ => self.open_after(lot, basics, &mut scratch, &mut open.runs),
            };
            last = alike.map(|alike| (alike, span));
            let columns: u64 = if span.is_whole() {
                let lot = &self.lots[lot as usize];
                u64::from(lot.end - lot.first) * self.columns.family(lot.family).len() as u64
            } else {
                open.runs(span).iter().map(|run| u64::from(run.end - run.first)).sum()
            };
            if columns + u64::from(span.unserved) > 1 {
                open.active.push(lot);
            }
            open.spans.push(span);
        }
        self.open = open;
    }

    /// What decides what stays open of a lot, if that is no more than this: the level does
    /// not care for it.
    fn alike(&self, lot: u32) -> Option<Alike> {
        let state = &self.lots[lot as usize];
        let simple = state.path == CostPath::Zero && !state.is_limited();
        simple.then(|| Alike {
            family: state.family,
            periods: (state.first, state.end),
            before: self.open.spans[lot as usize],
            now: self.key_cost(lot) + self.charges.place(state.key),
        })
    }

    fn decides(&self, a: f64, b: f64) -> bool {
        !tolerance::same_cost(a, b, self.tolerance + self.floor)
    }

    /// The columns of a lot that stay open; runs are appended to `runs`.
    fn open_after(
        &self,
        lot: u32,
        basics: &[(u32, Place)],
        Scratch { periods, places }: &mut Scratch,
        runs: &mut Vec<Run>,
    ) -> Span {
        let old = self.open.spans[lot as usize];
        let state = &self.lots[lot as usize];
        let now = self.key_cost(lot) + self.charges.place(state.key);
        let is_basic =
            |place: Place| place == state.key || basics.iter().any(|&(_, basic)| basic == place);
        let stays = |place: Place, value: f64| {
            let loses = if self.is_upper(lot, place) { value < now } else { value > now };
            !(loses && self.decides(value, now)) || is_basic(place)
        };
        let unserved =
            old.unserved && stays(Place::UNSERVED, self.place_cost(state, Place::UNSERVED));
        places.clear();
        let bill = self.bill(state);
        let path = bill.path;
        let mut total = 0_usize;
        if old.is_whole() && path != CostPath::Draw && !state.is_limited() {
            // Only periods in which the cheapest recipe qualifies need a closer look.
            let family = self.columns.family(state.family);
            total = family.len() * (state.end - state.first) as usize;
            let least = self.charges.family(state.family);
            let allowance = 1e-3 * now.abs() + 2.0 * (self.tolerance + self.floor);
            let span = (state.first as usize, state.end as usize);
            periods.clear();
            scan::below(bill, self.tables(), least, span, now + allowance, periods);
            let basics = basics.iter().map(|&(_, place)| place).chain([state.key]);
            let missed =
                |place: &Place| place.is_served() && periods.binary_search(&place.period).is_err();
            let missed: Vec<u32> = basics.filter(missed).map(|place| place.period).collect();
            if !missed.is_empty() {
                periods.extend(missed);
                periods.sort_unstable();
                periods.dedup();
            }
            for &recipe in family {
                let charges = self.charges.recipe(recipe);
                for &period in &*periods {
                    let place = Place { recipe, period };
                    let cost = scan::cost(bill, self.tables(), period as usize);
                    if stays(place, cost + charges[period as usize]) {
                        places.push(place);
                    }
                }
            }
        } else {
            self.for_each_open(lot, |place| {
                total += 1;
                if stays(place, self.place_cost(state, place) + self.charges.place(place)) {
                    places.push(place);
                }
            });
        }
        if old.is_whole() && places.len() == total {
            return Span { unserved, ..Span::WHOLE };
        }
        let start = runs.len();
        for &Place { recipe, period } in places.iter() {
            match runs[start..].last_mut() {
                Some(run) if run.recipe == recipe && run.end == period => run.end += 1,
                _ => runs.push(Run { recipe, first: period, end: period + 1 }),
            }
        }
        Span { start: start as u32, count: (runs.len() - start) as u32, unserved }
    }
}

impl Simplex<'_> {
    /// Opens everything again, from the present basis, for another attempt.
    pub(super) fn reopen(&mut self) {
        self.open = Open::all(self.lots.len());
        self.closed_logicals.fill(false);
        self.closed_extras.fill(false);
        self.statistics.restarts += 1;
    }
}
