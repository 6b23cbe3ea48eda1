//! Pricing: which columns are worth a pivot.
//!
//! Blocks are looked at a few at a time, and the best of them pivot in one after the
//! other, each priced again before its turn. A block proposes its best column under
//! *smoothed* prices if that one is attractive under the true ones: prices swing, and a
//! column that has looked good for a while stays in the basis (Wentges 1997 does so in
//! column generation).
//!
//! Lots of one family and span whose costs begin to rise in the same period make a *band*.
//! What the best column of such a lot costs is a concave function of the rate at which they
//! rise, so that the ends of a run of lots with the same key speak for all between.

use super::columns::Place;
use super::scan;
use super::simplex::{NOISE, Objective, Simplex, Status, Variable};
use super::tables::Charges;
use crate::model::CostPath;

/// Blocks looked at before the first pivot.
const BATCH: u64 = 64;
/// Candidates kept.
const KEPT: usize = 16;
/// Weight of the old smoothed prices at each pivot.
const SMOOTHING: f64 = 0.995;

/// A column that looks attractive.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) variable: Variable,
    score: f64,
}

/// What a lot has to offer.
#[derive(Debug, Clone, Copy)]
enum Offer {
    Column(Place, f64),
    /// No column is attractive, the best by this much.
    Nothing {
        margin: f64,
    },
}

/// The best column of a lot: its cost with charges, and which it is.
#[derive(Debug, Clone, Copy)]
struct Best {
    value: f64,
    place: Place,
}

impl Simplex<'_> {
    /// Brings the charges up to date with the prices after so many pivots.
    pub(super) fn refresh_charges(&mut self, pivots: u32) {
        let keep = SMOOTHING.powi(pivots.min(1000).cast_signed());
        for (smooth, price) in self.smooth_prices.iter_mut().zip(&self.prices) {
            *smooth = keep * *smooth + (1.0 - keep) * price;
        }
        self.charge();
        self.smooth.refresh(&self.columns, &self.smooth_prices);
    }

    /// Brings the charges alone up to date with the prices.
    pub(super) fn charge(&mut self) {
        self.charges.refresh(&self.columns, &self.prices);
    }

    /// Forgets the history of the prices.
    pub(super) fn restart_smoothing(&mut self) {
        self.smooth_prices.clone_from(&self.prices);
        self.refresh_charges(0);
    }

    /// A reduced cost of `a − b` below minus this is attractive.
    pub(super) fn allowance(&self, a: f64, b: f64) -> f64 {
        self.tolerance + self.floor + NOISE * (a.abs() + b.abs())
    }

    /// The key's cost with charges under the true prices.
    fn key_value(&self, lot: u32) -> f64 {
        let key = self.lots[lot as usize].key;
        self.key_cost(lot) + self.columns.priced(key, &self.prices)
    }

    pub(super) fn is_upper(&self, lot: u32, place: Place) -> bool {
        self.uppers.get(lot as usize).is_some_and(|list| list.contains(&place))
    }

    pub(super) fn is_basic(&self, lot: u32, place: Place) -> bool {
        let state = &self.lots[lot as usize];
        state.key == place
            || (state.nonkeys > 0 && self.members.contains(&Variable::Place { lot, place }))
    }

    /// Reduced cost and direction of a column, if it is attractive.
    pub(super) fn attractive(&self, variable: Variable) -> Option<(f64, f64)> {
        let (a, b, upper) = match variable {
            Variable::Place { lot, place } => {
                let state = &self.lots[lot as usize];
                let a = self.place_cost(state, place) + self.columns.priced(place, &self.prices);
                (a, self.key_value(lot), self.is_upper(lot, place))
            }
            Variable::Logical(row) => {
                let row = row as usize;
                if self.closed_logicals[row] || self.logicals[row] == Status::Basic {
                    return None;
                }
                let next = self.columns.next(row).map_or(0.0, |next| self.prices[next]);
                (self.prices[row], next, self.logicals[row] == Status::Upper)
            }
            Variable::Extra(extra) => {
                let status = self.extras[extra as usize];
                if self.closed_extras[extra as usize] || status == Status::Basic {
                    return None;
                }
                let charge = self.columns.extra_priced(extra, &self.prices);
                (self.extra_cost(extra), -charge, status == Status::Upper)
            }
        };
        let reduced = a - b;
        let found = if upper {
            (reduced > self.allowance(a, b)).then_some((-1.0, reduced))
        } else {
            (reduced < -self.allowance(a, b)).then_some((1.0, reduced))
        }?;
        match variable {
            Variable::Place { lot, place } if self.is_basic(lot, place) => None,
            _ => Some(found),
        }
    }

    /// Attractive logicals and extra columns, the most attractive first.
    pub(super) fn price_free(&self, candidates: &mut Vec<Candidate>) {
        candidates.clear();
        let logicals = (0..self.logicals.len() as u32).map(Variable::Logical);
        let extras = (0..self.extras.len() as u32).map(Variable::Extra);
        for variable in logicals.chain(extras) {
            if let Some((_, reduced)) = self.attractive(variable) {
                candidates.push(Candidate { variable, score: reduced.abs() });
            }
        }
        keep_best(candidates);
    }

    /// Looks at the active blocks from `cursor` on, all of them at most, until a batch has
    /// proposed something.
    pub(super) fn price_lots(&mut self, cursor: &mut usize, candidates: &mut Vec<Candidate>) {
        candidates.clear();
        let before = self.statistics.priced;
        let count = self.open.active.len();
        let mut seen = 0;
        while seen < count {
            if *cursor >= count {
                *cursor = 0;
            }
            let run = self.run_at(*cursor);
            self.price_run(*cursor, run, candidates);
            seen += run;
            *cursor += run;
            if *cursor >= count {
                *cursor = 0;
                self.statistics.passes += 1;
            }
            if candidates.len() >= KEPT && self.statistics.priced - before >= BATCH {
                break;
            }
        }
        keep_best(candidates);
    }

    /// How many active lots from a position on are of one band and have the same key.
    fn run_at(&self, start: usize) -> usize {
        if self.objective != Objective::Level {
            return 1;
        }
        let key = self.lots[self.open.active[start] as usize].key;
        let end = self.open.bands.get(start).map_or(start + 1, |&end| end as usize);
        let band = &self.open.active[start..end];
        1 + band[1..].iter().take_while(|&&lot| self.lots[lot as usize].key == key).count()
    }

    /// Looks at lots of one run. What the best column of such a lot costs is a concave
    /// function of the rate, being the least of linear ones, and what the key costs is
    /// linear: if neither the first nor the last lot has an attractive column, none between
    /// has.
    fn price_run(&mut self, start: usize, count: usize, candidates: &mut Vec<Candidate>) {
        let before = candidates.len();
        self.price_one(self.open.active[start], candidates);
        if count > 1 {
            self.price_one(self.open.active[start + count - 1], candidates);
        }
        if candidates.len() > before {
            for position in start + 1..(start + count).saturating_sub(1) {
                self.price_one(self.open.active[position], candidates);
            }
        }
    }

    /// Looks at every active lot by itself.
    pub(super) fn price_each(&mut self, candidates: &mut Vec<Candidate>) {
        candidates.clear();
        self.statistics.passes += 1;
        for position in 0..self.open.active.len() {
            self.price_one(self.open.active[position], candidates);
        }
    }

    fn price_one(&mut self, lot: u32, candidates: &mut Vec<Candidate>) {
        let calm = self.calm[lot as usize];
        let moved = self.charges.moved(calm.family);
        if calm.until >= moved {
            return;
        }
        self.statistics.priced += 1;
        match self.price_lot(lot) {
            Offer::Column(place, reduced) => {
                let variable = Variable::Place { lot, place };
                // Rounding must not propose what the pivot would then turn down.
                if self.attractive(variable).is_some() {
                    let score = reduced.abs() * self.lots[lot as usize].quantity.sqrt();
                    candidates.push(Candidate { variable, score });
                }
            }
            Offer::Nothing { margin } => self.calm[lot as usize].until = moved + margin,
        }
    }

    /// Forgets which lots were calm.
    pub(super) fn wake_all(&mut self) {
        for calm in &mut self.calm {
            calm.until = f64::NEG_INFINITY;
        }
    }

    /// The column of a lot that should enter.
    fn price_lot(&self, lot: u32) -> Offer {
        let state = &self.lots[lot as usize];
        let key = self.key_cost(lot);
        let now = key + self.charges.place(state.key);
        if state.is_limited() {
            return self.price_limited(lot, now);
        }
        let allowance = self.allowance(now, now);
        let span = self.open.spans[lot as usize];
        let best = self.best(lot, &self.charges, now - allowance);
        if best.place == state.key {
            // What the key costs may change while feasibility is looked for. (A penalty on
            // a key below zero only makes the other columns dearer beside it.)
            let holds = match self.objective {
                Objective::Level => true,
                Objective::Penalised => state.value >= 0.0,
                Objective::Infeasibility => false,
            };
            let margin = if holds { best.value - now } else { f64::NEG_INFINITY };
            return Offer::Nothing { margin };
        }
        let old = key + self.smooth.place(state.key);
        if best.place.is_served() {
            let smooth = self.best(lot, &self.smooth, old - allowance);
            if smooth.place != state.key && (smooth.place.is_served() || span.unserved) {
                let cost = self.place_cost(state, smooth.place) + self.charges.place(smooth.place);
                if cost < now - allowance {
                    return Offer::Column(smooth.place, cost - now);
                }
            }
        }
        Offer::Column(best.place, best.value - now)
    }

    /// The cheapest open column of a lot without limit, if it is below `bar`; else the
    /// key, with a value that no column is below.
    fn best(&self, lot: u32, charges: &Charges, bar: f64) -> Best {
        let state = &self.lots[lot as usize];
        let span = self.open.spans[lot as usize];
        let bill = self.bill(state);
        let path = bill.path;
        let mut best = Best { value: f64::INFINITY, place: state.key };
        if span.unserved && state.key.is_served() {
            let value = self.place_cost(state, Place::UNSERVED);
            best = Best { value, place: Place::UNSERVED };
        }
        if path == CostPath::Draw {
            self.best_draw(lot, charges, &mut best);
        } else if span.is_whole() {
            // Sloped costs are never negative: no column is below the family's least.
            let floor = charges.floor(state.family);
            let sloped = matches!(path, CostPath::Zero | CostPath::Slope { .. });
            if sloped && floor >= best.value.min(bar) {
                best.value = best.value.min(floor);
            } else {
                let periods = (state.first as usize, state.end as usize);
                let y = charges.family(state.family);
                let value = scan::least(bill, self.tables(), &self.steps, y, periods);
                if value >= best.value.min(bar) {
                    best.value = best.value.min(value);
                } else if let Some(period) = scan::locate(bill, self.tables(), y, periods, value) {
                    let recipe = charges.cheapest_recipe(&self.columns, state.family, period);
                    best = Best { value, place: Place { recipe, period: period as u32 } };
                }
            }
        } else {
            for run in self.open.runs(span) {
                let periods = (run.first as usize, run.end as usize);
                let y = charges.recipe(run.recipe);
                let value = scan::least(bill, self.tables(), &self.steps, y, periods);
                if value >= best.value.min(bar) {
                    best.value = best.value.min(value);
                } else if let Some(period) = scan::locate(bill, self.tables(), y, periods, value) {
                    let place = Place { recipe: run.recipe, period: period as u32 };
                    best = Best { value, place };
                }
            }
        }
        if best.value >= bar {
            best.place = state.key;
        }
        best
    }

    /// Whether some column of a lot without limit costs less than the key beyond what may be
    /// rounding, under these charges.
    pub(super) fn is_undercut(&self, lot: u32, charges: &Charges) -> bool {
        let key = self.lots[lot as usize].key;
        let now = self.key_cost(lot) + charges.place(key);
        self.best(lot, charges, now - self.allowance(now, now)).place != key
    }

    fn best_draw(&self, lot: u32, charges: &Charges, best: &mut Best) {
        let state = &self.lots[lot as usize];
        self.for_each_open(lot, |place| {
            let charge = charges.place(place);
            // A draw is never negative.
            if charge < best.value && place != state.key {
                let value = charge + self.place_cost(state, place);
                if value < best.value {
                    *best = Best { value, place };
                }
            }
        });
    }

    /// A lot whose columns have upper bounds: every column by itself.
    fn price_limited(&self, lot: u32, now: f64) -> Offer {
        let state = &self.lots[lot as usize];
        let uppers = &self.uppers[lot as usize];
        let mut best: Option<(Place, f64)> = None;
        let mut most = f64::NEG_INFINITY;
        let mut offer = |place: Place| {
            if place == state.key {
                return;
            }
            let value = self.place_cost(state, place) + self.charges.place(place);
            let reduced = value - now;
            let upper = place.is_served() && uppers.contains(&place);
            let gain = if upper { reduced } else { -reduced };
            most = most.max(gain);
            if gain > self.allowance(value, now) && best.is_none_or(|best| gain > best.1.abs()) {
                best = Some((place, reduced));
            }
        };
        if self.open.spans[lot as usize].unserved {
            offer(Place::UNSERVED);
        }
        self.for_each_open(lot, offer);
        match best {
            Some((place, reduced)) => Offer::Column(place, reduced),
            None if self.objective == Objective::Level => Offer::Nothing { margin: -most },
            None => Offer::Nothing { margin: f64::NEG_INFINITY },
        }
    }

    /// Calls `visit` for every open served column of a lot.
    pub(super) fn for_each_open(&self, lot: u32, mut visit: impl FnMut(Place)) {
        let state = &self.lots[lot as usize];
        let span = self.open.spans[lot as usize];
        if span.is_whole() {
            for &recipe in self.columns.family(state.family) {
                (state.first..state.end).for_each(|period| visit(Place { recipe, period }));
            }
        } else {
            for run in self.open.runs(span) {
                (run.first..run.end).for_each(|period| visit(Place { recipe: run.recipe, period }));
            }
        }
    }

    /// The first attractive column in a fixed order (Bland 1977).
    pub(super) fn first_attractive(&self) -> Option<Variable> {
        let found = |variable: &Variable| self.attractive(*variable).is_some();
        for &lot in &self.open.active {
            let mut first: Option<Variable> = None;
            let mut offer = |place| {
                let variable = Variable::Place { lot, place };
                if first.is_none_or(|first| variable < first) && found(&variable) {
                    first = Some(variable);
                }
            };
            if self.open.spans[lot as usize].unserved {
                offer(Place::UNSERVED);
            }
            self.for_each_open(lot, offer);
            if first.is_some() {
                return first;
            }
        }
        let logicals = (0..self.logicals.len() as u32).map(Variable::Logical);
        let extras = (0..self.extras.len() as u32).map(Variable::Extra);
        logicals.chain(extras).find(found)
    }
}

fn keep_best(candidates: &mut Vec<Candidate>) {
    let better = |a: &Candidate, b: &Candidate| {
        b.score.total_cmp(&a.score).then_with(|| a.variable.cmp(&b.variable))
    };
    if candidates.len() > KEPT {
        candidates.select_nth_unstable_by(KEPT, better);
        candidates.truncate(KEPT);
    }
    candidates.sort_unstable_by(better);
}
