//! Builds a basis column by column, without factors.
//!
//! As long as every row of a column is *held* by a basic column with no other row (its
//! logical, or a shortfall), the column in terms of the basis consists of these alone. What a
//! stock loses in one period it lacks in all later ones: there the column consists of the
//! stocks from that period on, as long as all of them are basic.

use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::{NONE, Service, Status, Variable};
use crate::engine::gub::basis::working::WorkingBasis;
use crate::model::Carry;
use crate::tolerance::EXHAUSTED;

/// How much of a column fits, and the basic column that stops it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Headroom {
    pub(crate) amount: f64,
    position: u32,
    at_upper: bool,
}

/// A simplex whose basis is being extended.
#[derive(Debug)]
pub(crate) struct BasisBuilder<'s, 'm> {
    pub(crate) simplex: &'s mut Simplex<'m>,
    /// For each row, the position of a basic column with no other row, and its coefficient.
    holder: Vec<u32>,
    coefficient: Vec<f64>,
    /// Positions of the basic logicals, by row.
    logical_at: Vec<u32>,
    /// Whether a resource carries a stock.
    stocked: Vec<bool>,
}

impl<'s, 'm> BasisBuilder<'s, 'm> {
    pub(crate) fn new(simplex: &'s mut Simplex<'m>) -> Self {
        let rows = simplex.columns.rows;
        let resources = simplex.model.resources().iter();
        let stocked = resources.map(|part| part.carry() != Carry::Lost).collect();
        let mut builder = Self {
            simplex,
            holder: vec![NONE; rows],
            coefficient: vec![1.0; rows],
            logical_at: vec![NONE; rows],
            stocked,
        };
        builder.find_holders();
        builder.repair_rows();
        builder
    }

    fn find_holders(&mut self) {
        for (position, &member) in self.simplex.basis.members.iter().enumerate() {
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
                Variable::Service { .. } => {}
            }
        }
    }

    fn is_stock(&self, row: usize) -> bool {
        self.stocked[row / self.simplex.columns.periods]
    }

    /// Row and coefficient of an extra column with a single row.
    fn single(&self, extra: u32) -> Option<(usize, f64)> {
        let mut entries = self.simplex.columns.extra(extra);
        let entry = entries.next()?;
        (entries.next().is_none() && !self.is_stock(entry.0)).then_some(entry)
    }

    /// In rows with a negative right-hand side, replaces the logical by an extra column that can
    /// make up for it.
    fn repair_rows(&mut self) {
        for extra in 0..self.simplex.basis.extras.len() as u32 {
            let Some((row, coefficient)) = self.single(extra) else { continue };
            let position = self.holder[row];
            if position == NONE || self.simplex.basis.extras[extra as usize] == Status::Basic {
                continue;
            }
            let held = self.simplex.basis.value[position as usize];
            let is_logical =
                self.simplex.basis.members[position as usize] == Variable::Logical(row as u32);
            let bounds = self.simplex.columns.extra_bounds[extra as usize];
            let value = self.simplex.resting_value(Variable::Extra(extra)) + held / coefficient;
            if is_logical
                && held < 0.0
                && (bounds.lower..=bounds.upper).contains(&value)
                && !self.simplex.face.closed_extras[extra as usize]
            {
                self.simplex.basis.members[position as usize] = Variable::Extra(extra);
                self.simplex.basis.value[position as usize] = value;
                self.simplex.basis.extras[extra as usize] = Status::Basic;
                self.simplex.basis.logicals[row] = Status::Lower;
                self.coefficient[row] = coefficient;
            }
        }
    }

    /// How much of a column fits; none if one of its rows is exhausted.
    pub(crate) fn headroom(&mut self, service: Service) -> Option<Headroom> {
        let mut headroom = Headroom { amount: f64::INFINITY, position: NONE, at_upper: false };
        let Service { recipe, period } = service;
        for index in 0..self.simplex.columns.uses(recipe, period).len() {
            let (first, usage) = self.simplex.columns.uses(recipe, period)[index];
            let row = (first + service.period) as usize;
            let next = if self.is_stock(row) {
                self.stock_headroom(row, usage)?
            } else {
                self.row_headroom(row, usage)?
            };
            let scale = self.simplex.columns.scale[row] / usage.abs();
            if next.amount <= EXHAUSTED * scale {
                return None;
            }
            if next.amount < headroom.amount {
                headroom = next;
            }
        }
        Some(headroom)
    }

    /// In a stock the least amount from the row on decides.
    fn stock_headroom(&self, row: usize, usage: f64) -> Option<Headroom> {
        if usage < 0.0 {
            return None;
        }
        let mut least = Headroom { amount: f64::INFINITY, position: NONE, at_upper: false };
        let mut next = Some(row);
        while let Some(row) = next {
            let position = self.logical_at[row];
            if position == NONE {
                return None;
            }
            let amount = self.simplex.basis.value[position as usize] / usage;
            if amount <= least.amount {
                least = Headroom { amount, position, at_upper: false };
            }
            next = self.simplex.columns.next(row);
        }
        Some(least)
    }

    fn row_headroom(&mut self, row: usize, usage: f64) -> Option<Headroom> {
        let position = self.holder[row];
        if position == NONE {
            return None;
        }
        let headroom = self.held_headroom(row, usage);
        let member = self.simplex.basis.members[position as usize];
        if let Variable::Extra(extra) = member
            && headroom.amount <= EXHAUSTED * self.simplex.columns.scale[row] / usage.abs()
            && usage < 0.0
            && !self.simplex.face.closed_logicals[row]
        {
            // The shortfall of the row is made up for: its logical takes over.
            let status = if headroom.at_upper { Status::Upper } else { Status::Lower };
            self.simplex.basis.extras[extra as usize] = status;
            self.simplex.basis.logicals[row] = Status::Basic;
            self.simplex.basis.members[position as usize] = Variable::Logical(row as u32);
            self.simplex.basis.value[position as usize] = 0.0;
            self.logical_at[row] = position;
            self.coefficient[row] = 1.0;
            return Some(self.held_headroom(row, usage));
        }
        Some(headroom)
    }

    fn held_headroom(&self, row: usize, usage: f64) -> Headroom {
        let position = self.holder[row];
        let bounds = self.simplex.bounds(self.simplex.basis.members[position as usize]);
        let value = self.simplex.basis.value[position as usize];
        let rate = usage / self.coefficient[row];
        let at_upper = rate < 0.0;
        let gap = if at_upper { bounds.upper - value } else { value - bounds.lower };
        Headroom { amount: gap / rate.abs(), position, at_upper }
    }

    /// Raises a column by an amount that fits.
    pub(crate) fn take(&mut self, service: Service, amount: f64) {
        let Simplex { columns, basis: WorkingBasis { value, .. }, .. } = &mut *self.simplex;
        for &(first, usage) in columns.uses(service.recipe, service.period) {
            let row = (first + service.period) as usize;
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

    /// Serves the rest of a lot by a column, as far as it fits. Returns the amount.
    pub(crate) fn serve(
        &mut self,
        lot: u32,
        service: Service,
        rest: f64,
        headroom: Headroom,
    ) -> f64 {
        let limit = self.simplex.lots[lot as usize].limit;
        let amount = rest.min(limit).min(headroom.amount);
        self.take(service, amount);
        if rest <= amount {
            self.simplex.lots[lot as usize].key = service;
        } else if limit <= amount {
            self.simplex.basis.full[lot as usize].push(service);
        } else {
            self.replace(headroom, lot, service, amount);
        }
        amount
    }

    /// The column becomes basic in place of the one that has stopped it.
    fn replace(&mut self, headroom: Headroom, lot: u32, service: Service, amount: f64) {
        let position = headroom.position as usize;
        let status = if headroom.at_upper { Status::Upper } else { Status::Lower };
        match self.simplex.basis.members[position] {
            Variable::Logical(row) => {
                self.simplex.basis.logicals[row as usize] = status;
                self.logical_at[row as usize] = NONE;
                self.holder[row as usize] = NONE;
            }
            Variable::Extra(extra) => {
                self.simplex.basis.extras[extra as usize] = status;
                if let Some((row, _)) = self.single(extra) {
                    self.holder[row] = NONE;
                }
            }
            Variable::Service { .. } => {}
        }
        self.simplex.basis.members[position] = Variable::Service { lot, service };
        self.simplex.basis.value[position] = amount;
        self.simplex.lots[lot as usize].nonkeys += 1;
    }
}
