//! A dispatch that goes by prices.
//!
//! Month by month, as the blind one ([`super::start`]), but a lot waits until the first
//! period in which it costs hardly more than in its best one, and those are served first
//! that lose most by waiting: the difference between what the lot costs at best later and
//! what it costs now. So what a row cannot take goes to the next period in which it loses
//! least, and pushes out others there: near the prices' optimum such chains are what makes
//! one vertex out of another. Who loses most is found by queues ([`super::queues`]), so that
//! a lot is looked at when it comes and when it is served, not in every period between.

use std::collections::BinaryHeap;

use super::claim::Claim;
use super::columns::Place;
use super::queues::Queues;
use super::rooms::Rooms;
use super::scan;
use super::simplex::Simplex;
use super::tables::Charges;
use super::waiting::Waiting;

/// What a lot may lose, in units of what a period costs it, before it waits.
const PATIENCE: f64 = 0.5;

/// What became of a lot in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Served {
    Whole,
    /// As much as it may have in one period.
    UpToLimit,
    No,
}

#[derive(Debug)]
struct Guided<'s, 'm> {
    rooms: Rooms<'s, 'm>,
    charges: Charges,
    rest: Vec<f64>,
    /// Whether a lot has had in the period what it may have in one.
    held: Vec<bool>,
    /// What each lot may lose before it waits.
    patience: Vec<f64>,
    /// Recipes of each family and period, cheapest first.
    recipes: Vec<u32>,
}

impl Simplex<'_> {
    /// Serves the lots that have a claim, by the prices of a guide.
    pub(super) fn dispatch_by(&mut self, prices: &[f64], claims: &[Claim]) {
        let mut charges = Charges::default();
        charges.refresh(&self.columns, prices);
        let mut guided = Guided {
            charges,
            rest: self.lots.iter().map(|lot| lot.quantity).collect(),
            held: vec![false; self.lots.len()],
            patience: claims.iter().map(|claim| PATIENCE * claim.weight.exp()).collect(),
            recipes: Vec::new(),
            rooms: Rooms::new(self),
        };
        guided.run(claims);
    }
}

impl Guided<'_, '_> {
    fn run(&mut self, claims: &[Claim]) {
        let periods = self.rooms.simplex.columns.periods;
        let mut arrivals: Vec<Vec<u32>> = vec![Vec::new(); periods];
        for (lot, claim) in claims.iter().enumerate() {
            if claim.is_something()
                && let Some(period) = self.arrival(lot as u32)
            {
                arrivals[period].push(lot as u32);
            }
        }
        let mut queues = Queues::new(&self.rooms.simplex.lots);
        // The first of each queue, and the queue: it is as urgent as what it loses by waiting.
        let mut firsts: BinaryHeap<(Waiting, usize)> = BinaryHeap::new();
        let mut held: Vec<u32> = Vec::new();
        for (period, arrivals) in arrivals.into_iter().enumerate() {
            for lot in arrivals.into_iter().chain(held.drain(..)) {
                self.held[lot as usize] = false;
                queues.push(lot, &self.rooms.simplex.lots[lot as usize]);
            }
            let period = period as u32;
            firsts.clear();
            for queue in 0..queues.len() {
                firsts.extend(self.first(&mut queues, queue, period));
            }
            while let Some((next, queue)) = firsts.pop() {
                match self.serve(next, period) {
                    Served::Whole => {}
                    Served::UpToLimit => {
                        self.held[next.lot as usize] = true;
                        held.push(next.lot);
                    }
                    // Nor is there room for the others of its queue, or they would rather
                    // wait as well.
                    Served::No => continue,
                }
                firsts.extend(self.first(&mut queues, queue, period));
            }
        }
    }

    /// The lot of a queue that loses most by waiting.
    fn first(&self, queues: &mut Queues, queue: usize, period: u32) -> Option<(Waiting, usize)> {
        let waits = |lot: u32| {
            let lot = lot as usize;
            let end = self.rooms.simplex.lots[lot].end;
            self.rest[lot] > 0.0 && !self.held[lot] && period < end
        };
        let first = queues.firsts(queue, waits).map(|lot| self.waiting(lot, period)).max();
        first.map(|first| (first, queue))
    }

    /// The first period in which a lot costs hardly more than at best; none if it is
    /// better not served.
    fn arrival(&self, lot: u32) -> Option<usize> {
        let first = self.rooms.simplex.lots[lot as usize].first;
        let (best, unserved) = self.best(lot, first);
        let most = best.min(unserved) + self.patience[lot as usize];
        (best <= most).then(|| self.locate(lot, most)).flatten()
    }

    /// The least that a lot costs from a period on, and what it costs not to be served.
    fn best(&self, lot: u32, from: u32) -> (f64, f64) {
        let simplex = &self.rooms.simplex;
        let state = &simplex.lots[lot as usize];
        let span = simplex.open.spans[lot as usize];
        let (path, tables) = (simplex.bill(state), simplex.tables());
        let least = |y: &[f64], first: u32, end: u32| {
            let first = first.max(from);
            if first >= end {
                return f64::INFINITY;
            }
            scan::least(path, tables, &simplex.steps, y, (first as usize, end as usize))
        };
        let best = if span.is_whole() {
            least(self.charges.family(state.family), state.first, state.end)
        } else {
            let runs = simplex.open.runs(span).iter();
            runs.map(|run| least(self.charges.recipe(run.recipe), run.first, run.end))
                .fold(f64::INFINITY, f64::min)
        };
        (best, simplex.place_cost(state, Place::UNSERVED))
    }

    /// The first period in which a lot costs no more than this.
    fn locate(&self, lot: u32, most: f64) -> Option<usize> {
        let simplex = &self.rooms.simplex;
        let state = &simplex.lots[lot as usize];
        let span = simplex.open.spans[lot as usize];
        let locate = |y: &[f64], first: u32, end: u32| {
            scan::locate(
                simplex.bill(state),
                simplex.tables(),
                y,
                (first as usize, end as usize),
                most,
            )
        };
        if span.is_whole() {
            locate(self.charges.family(state.family), state.first, state.end)
        } else {
            let runs = simplex.open.runs(span).iter();
            runs.filter_map(|run| locate(self.charges.recipe(run.recipe), run.first, run.end)).min()
        }
    }

    /// A lot by what it loses if it is not served in a period: the least that it costs later
    /// less what it costs now.
    fn waiting(&self, lot: u32, period: u32) -> Waiting {
        let (later, unserved) = self.best(lot, period + 1);
        let later = later.min(unserved);
        let state = &self.rooms.simplex.lots[lot as usize];
        let cost = scan::cost(
            self.rooms.simplex.bill(state),
            self.rooms.simplex.tables(),
            period as usize,
        );
        let now = cost + self.charges.family(state.family)[period as usize];
        Waiting { urgency: later - now, lot }
    }

    /// Serves a lot in a period as far as that is no worse than later.
    fn serve(&mut self, waiting: Waiting, period: u32) -> Served {
        let lot = waiting.lot as usize;
        let family = self.rooms.simplex.lots[lot].family;
        let before = self.rest[lot];
        self.recipes.clear();
        self.recipes.extend_from_slice(self.rooms.simplex.columns.family(family));
        let charge = |recipe: u32| self.charges.recipe(recipe)[period as usize];
        self.recipes.sort_by(|&a, &b| charge(a).total_cmp(&charge(b)).then(a.cmp(&b)));
        let least = self.charges.family(family)[period as usize];
        let most = least + waiting.urgency + self.patience[lot];
        for slot in 0..self.recipes.len() {
            let place = Place { recipe: self.recipes[slot], period };
            if self.charges.place(place) > most {
                break;
            }
            if !self.rooms.simplex.is_worthwhile(waiting.lot, place) {
                continue;
            }
            let Some(room) = self.rooms.room(place) else { continue };
            self.rest[lot] -= self.rooms.serve(waiting.lot, place, self.rest[lot], room);
            if self.rest[lot] <= 0.0 {
                return Served::Whole;
            }
        }
        let is_limited = self.rooms.simplex.lots[lot].is_limited();
        if is_limited && self.rest[lot] < before { Served::UpToLimit } else { Served::No }
    }
}
