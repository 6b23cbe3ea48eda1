//! A good basis to begin a level with: a dispatch month by month.
//!
//! In each period, whoever is waiting is served in the order of weight · exp(−slack / 2),
//! each by the leanest recipe of which *no row is exhausted*: every piece is a pivot that
//! needs no factors (see [`super::rooms`]). A piece that a row stops takes the place of
//! that row's logical, the last piece of a lot becomes its key. A piece on an exhausted
//! row could make the basis singular.

use std::collections::BinaryHeap;

use super::claim::Claim;
use super::columns::Place;
use super::limits::Limits;
use super::rooms::Rooms;
use super::simplex::Simplex;
use super::waiting::Waiting;

/// The lots of one family that wait: not yet due (urgency as of period 0) and overdue.
#[derive(Debug, Default)]
struct Queue {
    early: BinaryHeap<Waiting>,
    late: BinaryHeap<Waiting>,
}

#[derive(Debug)]
struct Dispatch<'s, 'm> {
    rooms: Rooms<'s, 'm>,
    claims: Vec<Claim>,
    rest: Vec<f64>,
    queues: Vec<Queue>,
    /// Recipes of each family, leanest first.
    recipes: Vec<Vec<u32>>,
}

impl Simplex<'_> {
    /// Serves the lots that the present level cares for and that nothing has served yet.
    /// Values are out of date afterwards: load and factors must be made anew.
    ///
    pub(super) fn dispatch(&mut self) {
        let claims = self.claims();
        if claims.iter().any(|claim| claim.is_something()) {
            Dispatch::new(self, claims).run();
        }
    }

    /// The same by the prices of a guide, if one can be had; whom it leaves out is served
    /// where there is room left.
    pub(super) fn dispatch_guided(&mut self, limits: &Limits) {
        if let Some(prices) = self.guide(limits) {
            let claims = self.claims();
            self.dispatch_by(&prices, &claims);
        }
        self.dispatch();
    }

    fn claims(&self) -> Vec<Claim> {
        (0..self.lots.len()).map(|lot| self.claim(lot)).collect()
    }

    /// Whether an open place costs less than not being served.
    pub(super) fn is_worthwhile(&self, lot: u32, place: Place) -> bool {
        let state = &self.lots[lot as usize];
        self.place_cost(state, place) < self.place_cost(state, Place::UNSERVED)
            && self.open.contains(lot, place.recipe, place.period)
    }

    /// The claim of a lot that nothing has served yet.
    fn claim(&self, lot: usize) -> Claim {
        let state = &self.lots[lot];
        if !self.is_untouched(lot) || state.first >= state.end {
            return Claim::NOTHING;
        }
        Claim::of(state.path, self.tables(), self.columns.periods).leaning(state.lean)
    }

    /// Whether nothing of a lot is served.
    pub(super) fn is_untouched(&self, lot: usize) -> bool {
        let state = &self.lots[lot];
        !state.key.is_served()
            && state.nonkeys == 0
            && self.uppers.get(lot).is_none_or(Vec::is_empty)
    }
}

impl<'s, 'm> Dispatch<'s, 'm> {
    fn new(simplex: &'s mut Simplex<'m>, claims: Vec<Claim>) -> Self {
        let columns = &simplex.columns;
        let load = |&recipe: &u32| columns.uses(recipe).iter().map(|u| u.1.abs()).sum::<f64>();
        let recipes = (0..columns.families() as u32)
            .map(|family| {
                let mut recipes = columns.family(family).to_vec();
                recipes.sort_by(|a, b| load(a).total_cmp(&load(b)).then_with(|| a.cmp(b)));
                recipes
            })
            .collect();
        let families = columns.families();
        Self {
            claims,
            rest: simplex.lots.iter().map(|lot| lot.quantity).collect(),
            queues: std::iter::repeat_with(Queue::default).take(families).collect(),
            recipes,
            rooms: Rooms::new(simplex),
        }
    }

    fn run(mut self) {
        let periods = self.rooms.simplex.columns.periods;
        let mut released: Vec<Vec<u32>> = vec![Vec::new(); periods];
        let mut due: Vec<Vec<u32>> = vec![Vec::new(); periods];
        for (lot, claim) in self.claims.iter().enumerate() {
            if claim.is_something() {
                let first = self.rooms.simplex.lots[lot].first;
                released[first as usize].push(lot as u32);
                if claim.due > first && (claim.due as usize) < periods {
                    due[claim.due as usize].push(lot as u32);
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
        let Claim { weight, due } = self.claims[lot as usize];
        let queue = &mut self.queues[self.rooms.simplex.lots[lot as usize].family as usize];
        if due <= period {
            queue.late.push(Waiting { urgency: weight, lot });
        } else {
            queue.early.push(Waiting { urgency: weight - 0.5 * f64::from(due), lot });
        }
    }

    /// The most urgent lot of a family, with its urgency; it stays in the queue.
    fn most_urgent(&mut self, family: u32, period: u32) -> Option<(Waiting, bool)> {
        let queue = &mut self.queues[family as usize];
        while let Some(top) = queue.early.peek() {
            // A lot that has become due is in the other queue as well.
            if self.claims[top.lot as usize].due > period && self.rest[top.lot as usize] > 0.0 {
                break;
            }
            queue.early.pop();
        }
        let early = queue
            .early
            .peek()
            .map(|top| Waiting { urgency: top.urgency + 0.5 * f64::from(period), lot: top.lot });
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
            if !self.has_room(family, period) {
                continue;
            }
            let queue = &mut self.queues[family as usize];
            if early {
                queue.early.pop()
            } else {
                queue.late.pop()
            };
            if self.place_lot(top.lot, period) {
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

    fn has_room(&mut self, family: u32, period: u32) -> bool {
        let rooms = &mut self.rooms;
        let mut recipes = self.recipes[family as usize].iter();
        recipes.any(|&recipe| rooms.room(Place { recipe, period }).is_some())
    }

    /// Serves a lot in a period as far as possible; whether it goes on waiting.
    fn place_lot(&mut self, lot: u32, period: u32) -> bool {
        let index = lot as usize;
        let (family, end) = {
            let state = &self.rooms.simplex.lots[index];
            (state.family as usize, state.end)
        };
        if period >= end {
            self.rest[index] = 0.0;
            return false;
        }
        for slot in 0..self.recipes[family].len() {
            let place = Place { recipe: self.recipes[family][slot], period };
            if !self.rooms.simplex.is_worthwhile(lot, place) {
                continue;
            }
            let Some(room) = self.rooms.room(place) else { continue };
            self.rest[index] -= self.rooms.serve(lot, place, self.rest[index], room);
            if self.rest[index] <= 0.0 {
                return false;
            }
        }
        true
    }
}
