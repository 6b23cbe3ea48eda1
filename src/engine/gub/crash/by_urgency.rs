//! A crash basis by urgency: a dispatch month by month.
//!
//! In each period lots are served in the order of weight · exp(−slack / 2), each by the recipe
//! with the least usage of which *no row is exhausted*. Every piece is then a pivot that needs
//! no factors ([`builder`](super::builder)): a piece that a row stops replaces the logical of
//! that row, and the last piece of a lot becomes its key. A piece on an exhausted row could
//! make the basis singular.

use std::collections::BinaryHeap;

use super::builder::BasisBuilder;
use super::priority::Priority;
use super::queued_lot::QueuedLot;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::Service;

/// The waiting lots of one family: those not yet due, by their urgency in period 0, and those
/// that are.
#[derive(Debug, Default)]
struct FamilyQueue {
    early: BinaryHeap<QueuedLot>,
    late: BinaryHeap<QueuedLot>,
}

#[derive(Debug)]
struct UrgencyDispatch<'s, 'm> {
    builder: BasisBuilder<'s, 'm>,
    priorities: Vec<Priority>,
    /// By lot, the quantity not yet served.
    rest: Vec<f64>,
    queues: Vec<FamilyQueue>,
    /// Recipes of each family, those with the least usage first.
    recipes: Vec<Vec<u32>>,
}

impl Simplex<'_> {
    /// Serves the lots that cost something on the present level and of which nothing is served
    /// yet. Load, factors and prices are out of date afterwards.
    pub(crate) fn crash_by_urgency(&mut self) {
        let priorities = self.priorities();
        if priorities.iter().any(|priority| priority.is_some()) {
            UrgencyDispatch::new(self, priorities).run();
        }
    }
}

impl<'s, 'm> UrgencyDispatch<'s, 'm> {
    fn new(simplex: &'s mut Simplex<'m>, priorities: Vec<Priority>) -> Self {
        let columns = &simplex.columns;
        // What it takes in the first period stands for all: this is but a first guess.
        let load = |&recipe: &u32| columns.uses(recipe, 0).iter().map(|u| u.1.abs()).sum::<f64>();
        let recipes = (0..columns.families() as u32)
            .map(|family| {
                let mut recipes = columns.family(family).to_vec();
                recipes.sort_by(|a, b| load(a).total_cmp(&load(b)).then_with(|| a.cmp(b)));
                recipes
            })
            .collect();
        let families = columns.families();
        Self {
            priorities,
            rest: simplex.lots.iter().map(|lot| lot.quantity).collect(),
            queues: std::iter::repeat_with(FamilyQueue::default).take(families).collect(),
            recipes,
            builder: BasisBuilder::new(simplex),
        }
    }

    fn run(mut self) {
        let periods = self.builder.simplex.columns.periods;
        let mut released: Vec<Vec<u32>> = vec![Vec::new(); periods];
        let mut due: Vec<Vec<u32>> = vec![Vec::new(); periods];
        for (lot, priority) in self.priorities.iter().enumerate() {
            if priority.is_some() {
                let first = self.builder.simplex.lots[lot].first;
                released[first as usize].push(lot as u32);
                if priority.due > first && (priority.due as usize) < periods {
                    due[priority.due as usize].push(lot as u32);
                }
            }
        }
        for period in 0..periods {
            for &lot in &due[period] {
                if self.rest[lot as usize] > 0.0 {
                    self.enqueue(lot, period as u32);
                }
            }
            for &lot in &released[period] {
                self.enqueue(lot, period as u32);
            }
            self.serve(period as u32);
        }
    }

    fn enqueue(&mut self, lot: u32, period: u32) {
        let Priority { weight, due } = self.priorities[lot as usize];
        let queue = &mut self.queues[self.builder.simplex.lots[lot as usize].family as usize];
        if due <= period {
            queue.late.push(QueuedLot { urgency: weight, lot });
        } else {
            queue.early.push(QueuedLot { urgency: weight - 0.5 * f64::from(due), lot });
        }
    }

    /// The most urgent lot of a family, and whether it is not yet due; it stays in the queue.
    fn most_urgent(&mut self, family: u32, period: u32) -> Option<(QueuedLot, bool)> {
        let queue = &mut self.queues[family as usize];
        while let Some(top) = queue.early.peek() {
            // A lot that has become due is in the other queue as well.
            if self.priorities[top.lot as usize].due > period && self.rest[top.lot as usize] > 0.0 {
                break;
            }
            queue.early.pop();
        }
        let early = queue
            .early
            .peek()
            .map(|top| QueuedLot { urgency: top.urgency + 0.5 * f64::from(period), lot: top.lot });
        match (early, queue.late.peek().copied()) {
            (Some(early), Some(late)) if early > late => Some((early, true)),
            (Some(early), None) => Some((early, true)),
            (_, late) => late.map(|late| (late, false)),
        }
    }

    fn serve(&mut self, period: u32) {
        let mut families = BinaryHeap::new();
        for family in 0..self.queues.len() as u32 {
            if let Some((top, _)) = self.most_urgent(family, period) {
                families.push((top, family));
            }
        }
        let mut later = Vec::new();
        while let Some((_, family)) = families.pop() {
            let Some((top, early)) = self.most_urgent(family, period) else { continue };
            if !self.has_headroom(family, period) {
                continue;
            }
            let queue = &mut self.queues[family as usize];
            if early {
                queue.early.pop()
            } else {
                queue.late.pop()
            };
            if self.serve_lot(top.lot, period) {
                later.push(top.lot);
            }
            if let Some((next, _)) = self.most_urgent(family, period) {
                families.push((next, family));
            }
        }
        for lot in later {
            self.enqueue(lot, period);
        }
    }

    fn has_headroom(&mut self, family: u32, period: u32) -> bool {
        let builder = &mut self.builder;
        let mut recipes = self.recipes[family as usize].iter();
        recipes.any(|&recipe| builder.headroom(Service { recipe, period }).is_some())
    }

    /// Serves a lot in a period as far as possible; returns whether it still waits.
    fn serve_lot(&mut self, lot: u32, period: u32) -> bool {
        let index = lot as usize;
        let (family, end) = {
            let state = &self.builder.simplex.lots[index];
            (state.family as usize, state.end)
        };
        if period >= end {
            self.rest[index] = 0.0;
            return false;
        }
        for slot in 0..self.recipes[family].len() {
            let service = Service { recipe: self.recipes[family][slot], period };
            if !self.builder.simplex.is_worthwhile(lot, service) {
                continue;
            }
            let Some(headroom) = self.builder.headroom(service) else { continue };
            self.rest[index] -= self.builder.serve(lot, service, self.rest[index], headroom);
            if self.rest[index] <= 0.0 {
                return false;
            }
        }
        true
    }
}
