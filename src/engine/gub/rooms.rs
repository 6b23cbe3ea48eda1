//! Room in the rows, for columns that are added to a basis without factors.
//!
//! As long as every row of a column is *held* by a basic column that lies in no other row
//! (its logical, or a shortfall), the column in terms of the basis is nothing but these.
//! In a stock, what is taken in one period is missing in all later ones: the column is
//! made of the stocks from then on, as long as all of them are basic.

use super::columns::{NONE, Place};
use super::simplex::{Simplex, Status, Variable};
use crate::model::Carry;

/// Below this share of its scale a row counts as exhausted.
const EXHAUSTED: f64 = 1e-9;

/// How much fits, and what stops it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room {
    pub(super) amount: f64,
    position: u32,
    at_upper: bool,
}

/// A simplex whose basis is being extended.
#[derive(Debug)]
pub(super) struct Rooms<'s, 'm> {
    pub(super) simplex: &'s mut Simplex<'m>,
    /// For each row the position of a basic column that lies in no other row.
    holder: Vec<u32>,
    coefficient: Vec<f64>,
    /// Positions of the basic logicals.
    logical_at: Vec<u32>,
    /// Whether a resource is in stock.
    stocked: Vec<bool>,
}

impl<'s, 'm> Rooms<'s, 'm> {
    pub(super) fn new(simplex: &'s mut Simplex<'m>) -> Self {
        let rows = simplex.columns.rows;
        let resources = simplex.model.resources().iter();
        let stocked = resources.map(|part| part.carry() != Carry::Lost).collect();
        let mut rooms = Self {
            simplex,
            holder: vec![NONE; rows],
            coefficient: vec![1.0; rows],
            logical_at: vec![NONE; rows],
            stocked,
        };
        rooms.find_holders();
        rooms.repair_rows();
        rooms
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
        self.stocked[row / self.simplex.columns.periods]
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

    /// How much of a place there is room for; none if one of its rows is exhausted.
    pub(super) fn room(&mut self, place: Place) -> Option<Room> {
        let mut room = Room { amount: f64::INFINITY, position: NONE, at_upper: false };
        for index in 0..self.simplex.columns.uses(place.recipe).len() {
            let (first, usage) = self.simplex.columns.uses(place.recipe)[index];
            let row = (first + place.period) as usize;
            let next = if self.is_stock(row) {
                self.stock_room(row, usage)?
            } else {
                self.row_room(row, usage)?
            };
            let scale = self.simplex.columns.scale[row] / usage.abs();
            if next.amount <= EXHAUSTED * scale {
                return None;
            }
            if next.amount < room.amount {
                room = next;
            }
        }
        Some(room)
    }

    /// The least stock from a row on stops the piece.
    fn stock_room(&self, row: usize, usage: f64) -> Option<Room> {
        if usage < 0.0 {
            return None;
        }
        let mut least = Room { amount: f64::INFINITY, position: NONE, at_upper: false };
        let mut next = Some(row);
        while let Some(row) = next {
            let position = self.logical_at[row];
            if position == NONE {
                return None;
            }
            let amount = self.simplex.value[position as usize] / usage;
            if amount <= least.amount {
                least = Room { amount, position, at_upper: false };
            }
            next = self.simplex.columns.next(row);
        }
        Some(least)
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

    /// Puts an amount into a place that has room for it.
    pub(super) fn take(&mut self, place: Place, amount: f64) {
        let Simplex { columns, value, .. } = &mut *self.simplex;
        for &(first, usage) in columns.uses(place.recipe) {
            let row = (first + place.period) as usize;
            if self.stocked[first as usize / columns.periods] {
                let mut next = Some(row);
                while let Some(row) = next {
                    value[self.logical_at[row] as usize] -= usage * amount;
                    next = columns.next(row);
                }
            } else {
                value[self.holder[row] as usize] -= usage / self.coefficient[row] * amount;
            }
        }
    }

    /// Serves a lot in a place with what is left of it, as far as there is room. Returns
    /// the amount.
    pub(super) fn serve(&mut self, lot: u32, place: Place, rest: f64, room: Room) -> f64 {
        let limit = self.simplex.lots[lot as usize].limit;
        let amount = rest.min(limit).min(room.amount);
        self.take(place, amount);
        if rest <= amount {
            self.simplex.lots[lot as usize].key = place;
        } else if limit <= amount {
            self.simplex.uppers[lot as usize].push(place);
        } else {
            self.replace(room, lot, place, amount);
        }
        amount
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
