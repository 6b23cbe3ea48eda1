//! A crash basis by prices: a dispatch month by month, guided by prices that are nearly right.
//!
//! As [`by_urgency`](super::by_urgency), but a lot waits until the first period in which it
//! costs little more than in its best one, and lots are served in the order of what they lose
//! by waiting: the least cost in a later period less the cost now. So what a row cannot take
//! goes to the next period in which it loses least, and displaces other lots there: such
//! chains are what tells one vertex near the optimum from another. The lot that loses most is
//! found by [`queues`](super::queues), so that a lot is looked at when it arrives and when it
//! is served, not in every period between.

use std::collections::BinaryHeap;

use super::builder::BasisBuilder;
use super::priority::Priority;
use super::queued_lot::QueuedLot;
use super::queues::Queues;
use crate::engine::gub::basis::charges::Charges;
use crate::engine::gub::basis::scan;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::Service;

/// A lot waits if it would lose more than this, in units of its cost per period.
const PATIENCE: f64 = 0.5;

/// How much of a lot is served in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    Whole,
    /// As much as its limit allows in one period.
    UpToLimit,
    No,
}

#[derive(Debug)]
struct PriceDispatch<'s, 'm> {
    builder: BasisBuilder<'s, 'm>,
    charges: Charges,
    /// By lot, the quantity not yet served.
    rest: Vec<f64>,
    /// Whether a lot has been served up to its limit in this period.
    held: Vec<bool>,
    /// By lot, what it may lose before it waits.
    patience: Vec<f64>,
    /// Recipes of the present family and period, cheapest first.
    recipes: Vec<u32>,
}

impl Simplex<'_> {
    /// Serves the lots that have a priority, guided by row prices.
    pub(crate) fn crash_by_price(&mut self, prices: &[f64], priorities: &[Priority]) {
        let mut charges = Charges::default();
        charges.refresh(&self.columns, prices);
        let mut guided = PriceDispatch {
            charges,
            rest: self.lots.iter().map(|lot| lot.quantity).collect(),
            held: vec![false; self.lots.len()],
            patience: priorities.iter().map(|priority| PATIENCE * priority.weight.exp()).collect(),
            recipes: Vec::new(),
            builder: BasisBuilder::new(self),
        };
        guided.run(priorities);
    }
}

impl PriceDispatch<'_, '_> {
    fn run(&mut self, priorities: &[Priority]) {
        let periods = self.builder.simplex.columns.periods;
        let mut arrivals: Vec<Vec<u32>> = vec![Vec::new(); periods];
        for (lot, priority) in priorities.iter().enumerate() {
            if priority.is_some()
                && let Some(period) = self.arrival(lot as u32)
            {
                arrivals[period].push(lot as u32);
            }
        }
        let mut queues = Queues::new(&self.builder.simplex.lots);
        // The first lot of each queue, by what it loses by waiting.
        let mut firsts: BinaryHeap<(QueuedLot, usize)> = BinaryHeap::new();
        let mut held: Vec<u32> = Vec::new();
        for (period, arrivals) in arrivals.into_iter().enumerate() {
            for lot in arrivals.into_iter().chain(held.drain(..)) {
                self.held[lot as usize] = false;
                queues.push(lot, &self.builder.simplex.lots[lot as usize]);
            }
            let period = period as u32;
            firsts.clear();
            for queue in 0..queues.len() {
                firsts.extend(self.first(&mut queues, queue, period));
            }
            while let Some((next, queue)) = firsts.pop() {
                match self.serve(next, period) {
                    Taken::Whole => {}
                    Taken::UpToLimit => {
                        self.held[next.lot as usize] = true;
                        held.push(next.lot);
                    }
                    // The others of its queue do not fit either, or lose less by waiting.
                    Taken::No => continue,
                }
                firsts.extend(self.first(&mut queues, queue, period));
            }
        }
    }

    /// The lot of a queue that loses most by waiting.
    fn first(&self, queues: &mut Queues, queue: usize, period: u32) -> Option<(QueuedLot, usize)> {
        let waits = |lot: u32| {
            let lot = lot as usize;
            let end = self.builder.simplex.lots[lot].end;
            self.rest[lot] > 0.0 && !self.held[lot] && period < end
        };
        let first = queues.firsts(queue, waits).map(|lot| self.loss_by_waiting(lot, period)).max();
        first.map(|first| (first, queue))
    }

    /// The first period in which a lot costs little more than at best; none if leaving it
    /// unserved is cheaper.
    fn arrival(&self, lot: u32) -> Option<usize> {
        let first = self.builder.simplex.lots[lot as usize].first;
        let (best, unserved) = self.best(lot, first);
        let most = best.min(unserved) + self.patience[lot as usize];
        (best <= most).then(|| self.locate(lot, most)).flatten()
    }

    /// The least cost of a lot from a period on, and its cost if unserved.
    fn best(&self, lot: u32, from: u32) -> (f64, f64) {
        let simplex = &self.builder.simplex;
        let state = &simplex.lots[lot as usize];
        let span = simplex.face.sets[lot as usize];
        let (path, tables) = (simplex.lot_cost(state), simplex.tables());
        let least = |y: &[f64], first: u32, end: u32| {
            let first = first.max(from);
            if first >= end {
                return f64::INFINITY;
            }
            scan::least(path, tables, &simplex.objective.steps, y, (first as usize, end as usize))
        };
        let best = if span.is_whole() {
            least(self.charges.family(state.family), state.first, state.end)
        } else {
            let runs = simplex.face.runs(span).iter();
            runs.map(|run| least(self.charges.recipe(run.recipe), run.first, run.end))
                .fold(f64::INFINITY, f64::min)
        };
        (best, simplex.service_cost(state, Service::UNSERVED))
    }

    /// The first period in which a lot costs at most `most`.
    fn locate(&self, lot: u32, most: f64) -> Option<usize> {
        let simplex = &self.builder.simplex;
        let state = &simplex.lots[lot as usize];
        let span = simplex.face.sets[lot as usize];
        let locate = |y: &[f64], first: u32, end: u32| {
            scan::locate(
                simplex.lot_cost(state),
                simplex.tables(),
                y,
                (first as usize, end as usize),
                most,
            )
        };
        if span.is_whole() {
            locate(self.charges.family(state.family), state.first, state.end)
        } else {
            let runs = simplex.face.runs(span).iter();
            runs.filter_map(|run| locate(self.charges.recipe(run.recipe), run.first, run.end)).min()
        }
    }

    /// A lot by what it loses if it is not served in a period: its least cost later less its
    /// cost now.
    fn loss_by_waiting(&self, lot: u32, period: u32) -> QueuedLot {
        let (later, unserved) = self.best(lot, period + 1);
        let later = later.min(unserved);
        let state = &self.builder.simplex.lots[lot as usize];
        let cost = scan::cost(
            self.builder.simplex.lot_cost(state),
            self.builder.simplex.tables(),
            period as usize,
        );
        let now = cost + self.charges.family(state.family)[period as usize];
        QueuedLot { urgency: later - now, lot }
    }

    /// Serves a lot in a period as far as that costs no more than later.
    fn serve(&mut self, next: QueuedLot, period: u32) -> Taken {
        let lot = next.lot as usize;
        let family = self.builder.simplex.lots[lot].family;
        let before = self.rest[lot];
        self.recipes.clear();
        self.recipes.extend_from_slice(self.builder.simplex.columns.family(family));
        let charge = |recipe: u32| self.charges.recipe(recipe)[period as usize];
        self.recipes.sort_by(|&a, &b| charge(a).total_cmp(&charge(b)).then(a.cmp(&b)));
        let least = self.charges.family(family)[period as usize];
        let most = least + next.urgency + self.patience[lot];
        for slot in 0..self.recipes.len() {
            let service = Service { recipe: self.recipes[slot], period };
            if self.charges.service(service) > most {
                break;
            }
            if !self.builder.simplex.is_worthwhile(next.lot, service) {
                continue;
            }
            let Some(headroom) = self.builder.headroom(service) else { continue };
            self.rest[lot] -= self.builder.serve(next.lot, service, self.rest[lot], headroom);
            if self.rest[lot] <= 0.0 {
                return Taken::Whole;
            }
        }
        let is_limited = self.builder.simplex.lots[lot].is_limited();
        if is_limited && self.rest[lot] < before { Taken::UpToLimit } else { Taken::No }
    }
}
