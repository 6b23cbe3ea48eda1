//! A good basis to begin a level with: a dispatch month by month.
//!
//! In each period, whoever is waiting is served in the order of weight · exp(−slack / 2),
//! each by the leanest recipe of which *no row is exhausted*. Then the column in terms of
//! the basis is nothing but logicals, so that every piece is a pivot that needs no
//! factors: a piece that a row stops takes the place of that row's logical, the last
//! piece of a lot becomes its key. (A piece on an exhausted row can make the basis
//! singular.)

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::columns::{NONE, Place};
use super::simplex::{Simplex, Status, Variable};
use crate::formulation::{Carry, CostPath};

/// Below this share of its scale a row counts as exhausted.
const EXHAUSTED: f64 = 1e-9;

/// A lot that waits, by urgency.
#[derive(Debug, Clone, Copy)]
struct Waiting {
    urgency: f64,
    lot: u32,
}

impl PartialEq for Waiting {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Waiting {}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Waiting {
    fn cmp(&self, other: &Self) -> Ordering {
        self.urgency.total_cmp(&other.urgency).then_with(|| other.lot.cmp(&self.lot))
    }
}

/// The lots of one family that wait: not yet due (urgency as of period 0) and overdue.
#[derive(Debug, Default)]
struct Queue {
    early: BinaryHeap<Waiting>,
    late: BinaryHeap<Waiting>,
}

/// Weight (as a logarithm) and due period of a lot on the present level.
#[derive(Debug, Clone, Copy)]
struct Claim {
    weight: f64,
    due: u32,
}

/// A stock: what is left of it from each period on.
#[derive(Debug)]
struct Stock {
    /// Least stock from each period on, and the last period where it is attained.
    least: Vec<(f64, u32)>,
    taken: f64,
}

/// What stops a piece.
#[derive(Debug, Clone, Copy)]
struct Room {
    amount: f64,
    position: u32,
    at_upper: bool,
}

#[derive(Debug)]
struct Dispatch<'s, 'm> {
    simplex: &'s mut Simplex<'m>,
    claims: Vec<Claim>,
    rest: Vec<f64>,
    queues: Vec<Queue>,
    /// Recipes of each family, leanest first.
    recipes: Vec<Vec<u32>>,
    /// For each row the position of a basic column that lies in no other row.
    holder: Vec<u32>,
    coefficient: Vec<f64>,
    /// Positions of the basic logicals.
    logical_at: Vec<u32>,
    stocks: Vec<Option<Stock>>,
}

impl Simplex<'_> {
    /// Serves the lots that the present level cares for and that nothing has served yet.
    /// Values are out of date afterwards: load and factors must be made anew.
    pub(super) fn dispatch(&mut self) {
        let claims: Vec<Claim> = (0..self.lots.len()).map(|lot| self.claim(lot)).collect();
        if claims.iter().all(|claim| claim.weight == f64::NEG_INFINITY) {
            return;
        }
        Dispatch::new(self, claims).run();
    }

    fn claim(&self, lot: usize) -> Claim {
        const NOTHING: Claim = Claim { weight: f64::NEG_INFINITY, due: 0 };
        let state = &self.lots[lot];
        let untouched = !state.key.is_served()
            && state.nonkeys == 0
            && self.uppers.get(lot).is_none_or(Vec::is_empty);
        if !untouched || state.first >= state.end {
            return NOTHING;
        }
        match state.path {
            CostPath::Slope { from, rate, unserved } if rate > 0.0 || unserved > 0.0 => {
                let spread = unserved / self.columns.periods as f64;
                Claim { weight: if rate > 0.0 { rate } else { spread }.ln(), due: from }
            }
            CostPath::Table { table, scale } => {
                let table = &self.tables()[table as usize];
                let due = table.partition_point(|&cost| cost <= table[0]).saturating_sub(1);
                let climb = scale * (table[table.len() - 1] - table[0]);
                if climb > 0.0 {
                    let periods = (table.len() - 1 - due).max(1) as f64;
                    Claim { weight: (climb / periods).ln(), due: due as u32 }
                } else {
                    NOTHING
                }
            }
            _ => NOTHING,
        }
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
        let rows = columns.rows;
        let families = columns.families();
        let mut dispatch = Self {
            claims,
            rest: simplex.lots.iter().map(|lot| lot.quantity).collect(),
            queues: std::iter::repeat_with(Queue::default).take(families).collect(),
            recipes,
            holder: vec![NONE; rows],
            coefficient: vec![1.0; rows],
            logical_at: vec![NONE; rows],
            stocks: Vec::new(),
            simplex,
        };
        dispatch.find_holders();
        dispatch.repair_rows();
        dispatch.find_stocks();
        dispatch
    }

    fn find_holders(&mut self) {
        for (position, &member) in self.simplex.members.iter().enumerate() {
            match member {
                Variable::Logical(row) => {
                    self.logical_at[row as usize] = position as u32;
                    if !self.is_stock(row as usize) {
                        self.holder[row as usize] = position as u32;
                        self.coefficient[row as usize] = 1.0;
                    }
                }
                Variable::Extra(extra) => {
                    if let Some((row, value)) = self.single(extra) {
                        self.holder[row] = position as u32;
                        self.coefficient[row] = value;
                    }
                }
                Variable::Place { .. } => {}
            }
        }
    }

    fn is_stock(&self, row: usize) -> bool {
        let (resource, _) = self.simplex.model.row_parts(row);
        matches!(self.simplex.model.resources()[resource.index()].carry(), Carry::Stock { .. })
    }

    /// Row and coefficient of an extra column that lies in a single row.
    fn single(&self, extra: u32) -> Option<(usize, f64)> {
        let mut entries = self.simplex.columns.extra(extra);
        let entry = entries.next()?;
        (entries.next().is_none() && !self.is_stock(entry.0)).then_some(entry)
    }

    /// Gives rows with a negative right-hand side to an extra column that can bear it.
    fn repair_rows(&mut self) {
        for extra in 0..self.simplex.extras.len() as u32 {
            let Some((row, coefficient)) = self.single(extra) else { continue };
            let position = self.holder[row];
            if position == NONE || self.simplex.extras[extra as usize] == Status::Basic {
                continue;
            }
            let held = self.simplex.value[position as usize];
            let is_logical =
                self.simplex.members[position as usize] == Variable::Logical(row as u32);
            let bounds = self.simplex.columns.extra_bounds[extra as usize];
            let value = self.simplex.resting_value(Variable::Extra(extra)) + held / coefficient;
            if is_logical
                && held < 0.0
                && (bounds.lower..=bounds.upper).contains(&value)
                && !self.simplex.closed_extras[extra as usize]
            {
                self.simplex.members[position as usize] = Variable::Extra(extra);
                self.simplex.value[position as usize] = value;
                self.simplex.extras[extra as usize] = Status::Basic;
                self.simplex.logicals[row] = Status::Lower;
                self.coefficient[row] = coefficient;
            }
        }
    }

    fn find_stocks(&mut self) {
        let simplex = &*self.simplex;
        for (resource, part) in simplex.model.resources().iter().enumerate() {
            if part.carry() == Carry::Lost {
                self.stocks.push(None);
                continue;
            }
            let periods = simplex.columns.periods;
            let mut least = vec![(f64::INFINITY, 0); periods];
            let mut best = (f64::INFINITY, 0);
            for period in (0..periods).rev() {
                let position = self.logical_at[resource * periods + period];
                let stock = if position == NONE { 0.0 } else { simplex.value[position as usize] };
                if stock < best.0 {
                    best = (stock, period as u32);
                }
                least[period] = best;
            }
            self.stocks.push(Some(Stock { least, taken: 0.0 }));
        }
    }

    fn run(mut self) {
        let periods = self.simplex.columns.periods;
        let mut released: Vec<Vec<u32>> = vec![Vec::new(); periods];
        let mut due: Vec<Vec<u32>> = vec![Vec::new(); periods];
        for (lot, claim) in self.claims.iter().enumerate() {
            if claim.weight > f64::NEG_INFINITY {
                let first = self.simplex.lots[lot].first;
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
        let queue = &mut self.queues[self.simplex.lots[lot as usize].family as usize];
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
        (0..self.recipes[family as usize].len()).any(|index| {
            let recipe = self.recipes[family as usize][index];
            self.room(recipe, period).is_some()
        })
    }

    /// Serves a lot in a period as far as possible; whether it goes on waiting.
    fn place_lot(&mut self, lot: u32, period: u32) -> bool {
        let index = lot as usize;
        let state = &self.simplex.lots[index];
        if period >= state.end {
            self.rest[index] = 0.0;
            return false;
        }
        let family = state.family as usize;
        let limit = state.limit;
        for slot in 0..self.recipes[family].len() {
            let place = Place { recipe: self.recipes[family][slot], period };
            let state = &self.simplex.lots[index];
            if self.simplex.place_cost(state, place)
                >= self.simplex.place_cost(state, Place::UNSERVED)
                || !self.simplex.open.contains(lot, place.recipe, period)
            {
                continue;
            }
            let Some(room) = self.room(place.recipe, period) else { continue };
            let rest = self.rest[index];
            let amount = rest.min(limit).min(room.amount);
            self.take(place, amount);
            if rest <= amount {
                self.simplex.lots[index].key = place;
                self.rest[index] = 0.0;
                return false;
            }
            if limit <= amount {
                self.simplex.uppers[index].push(place);
            } else {
                self.replace(room, lot, place, amount);
            }
            self.rest[index] = rest - amount;
        }
        true
    }

    /// How much of a recipe fits into a period; none if one of its rows is exhausted.
    fn room(&mut self, recipe: u32, period: u32) -> Option<Room> {
        let mut room = Room { amount: f64::INFINITY, position: NONE, at_upper: false };
        let periods = self.simplex.columns.periods as u32;
        for index in 0..self.simplex.columns.uses(recipe).len() {
            let (first, usage) = self.simplex.columns.uses(recipe)[index];
            let row = (first + period) as usize;
            let next = if let Some(stock) = &self.stocks[(first / periods) as usize] {
                if usage < 0.0 {
                    return None;
                }
                let (least, at) = stock.least[period as usize];
                let position = self.logical_at[(first + at) as usize];
                let amount = (least - stock.taken) / usage;
                Room { amount, position, at_upper: false }
            } else {
                self.row_room(row, usage)?
            };
            let scale = self.simplex.columns.scale[row] / usage.abs();
            if next.position == NONE || next.amount <= EXHAUSTED * scale {
                return None;
            }
            if next.amount < room.amount {
                room = next;
            }
        }
        Some(room)
    }

    fn row_room(&mut self, row: usize, usage: f64) -> Option<Room> {
        let position = self.holder[row];
        if position == NONE {
            return None;
        }
        let room = self.held_room(row, usage);
        let member = self.simplex.members[position as usize];
        if let Variable::Extra(extra) = member
            && room.amount <= EXHAUSTED * self.simplex.columns.scale[row] / usage.abs()
            && usage < 0.0
            && !self.simplex.closed_logicals[row]
        {
            // What was missing in the row has been made up for: its logical goes on.
            let status = if room.at_upper { Status::Upper } else { Status::Lower };
            self.simplex.extras[extra as usize] = status;
            self.simplex.logicals[row] = Status::Basic;
            self.simplex.members[position as usize] = Variable::Logical(row as u32);
            self.simplex.value[position as usize] = 0.0;
            self.logical_at[row] = position;
            self.coefficient[row] = 1.0;
            return Some(self.held_room(row, usage));
        }
        Some(room)
    }

    fn held_room(&self, row: usize, usage: f64) -> Room {
        let position = self.holder[row];
        let bounds = self.simplex.bounds(self.simplex.members[position as usize]);
        let value = self.simplex.value[position as usize];
        let rate = usage / self.coefficient[row];
        let at_upper = rate < 0.0;
        let gap = if at_upper { bounds.upper - value } else { value - bounds.lower };
        Room { amount: gap / rate.abs(), position, at_upper }
    }

    fn take(&mut self, place: Place, amount: f64) {
        let periods = self.simplex.columns.periods as u32;
        for &(first, usage) in self.simplex.columns.uses(place.recipe) {
            if let Some(stock) = &mut self.stocks[(first / periods) as usize] {
                stock.taken += usage * amount;
            } else {
                let row = (first + place.period) as usize;
                let position = self.holder[row] as usize;
                self.simplex.value[position] -= usage / self.coefficient[row] * amount;
            }
        }
    }

    /// The piece takes the place of the column that has stopped it.
    fn replace(&mut self, room: Room, lot: u32, place: Place, amount: f64) {
        let position = room.position as usize;
        let status = if room.at_upper { Status::Upper } else { Status::Lower };
        match self.simplex.members[position] {
            Variable::Logical(row) => {
                self.simplex.logicals[row as usize] = status;
                self.logical_at[row as usize] = NONE;
                self.holder[row as usize] = NONE;
            }
            Variable::Extra(extra) => {
                self.simplex.extras[extra as usize] = status;
                if let Some((row, _)) = self.single(extra) {
                    self.holder[row] = NONE;
                }
            }
            Variable::Place { .. } => {}
        }
        self.simplex.members[position] = Variable::Place { lot, place };
        self.simplex.value[position] = amount;
        self.simplex.lots[lot as usize].nonkeys += 1;
    }
}
