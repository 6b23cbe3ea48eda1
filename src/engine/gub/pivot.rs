//! One pivot: the entering column in terms of the basis, the step, the new basis, the
//! new prices.

use super::columns::{Bounds, Place};
use super::ratio::{Slot, Stop};
use super::simplex::{Halt, Objective, Simplex, Status, Variable};

/// A pivot this small beside the rest of its column is not trusted after updates.
const DOUBTFUL: f64 = 1e-6;
/// Entries of a solution below this share of its largest are rounding.
const DROP: f64 = 1e-14;

/// What became of an attempt to pivot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Moved {
    /// The column entered; the step had this length.
    By(f64),
    /// The basis was factorised anew instead: ask again.
    Again,
}

impl Simplex<'_> {
    /// Lets a column enter that has reduced cost `reduced` and moves in direction
    /// `sigma`.
    pub(super) fn pivot(
        &mut self,
        entering: Variable,
        sigma: f64,
        reduced: f64,
        strict: bool,
    ) -> Result<Moved, Halt> {
        self.express(entering);
        let (step, stop) = self.ratio_test(entering, sigma, strict);
        let doubtful = match stop {
            Stop::Leaves { rate, .. } => {
                let size = |&index: &u32| self.work.alpha[index as usize].abs();
                let largest = self.work.nonzero.iter().map(size).fold(0.0, f64::max);
                rate.abs() < DOUBTFUL * largest
            }
            Stop::Nothing => true,
            Stop::Flip => false,
        };
        if doubtful && self.factors.age() > 0 {
            self.forget();
            self.refactor()?;
            return Ok(Moved::Again);
        }
        if stop == Stop::Nothing {
            self.forget();
            return Err(Halt::Unbounded);
        }
        self.statistics.pivots += 1;
        self.shift(sigma * step);
        let Bounds { lower, upper } = self.bounds(entering);
        let value = if sigma > 0.0 { lower + step } else { upper - step };
        match stop {
            Stop::Flip | Stop::Nothing => self.flip(entering, sigma),
            Stop::Leaves { slot: Slot::Key(lot), at_upper, .. } => {
                self.key_leaves(lot, entering, value, at_upper, sigma, reduced);
            }
            Stop::Leaves { slot: Slot::Position(position), at_upper, .. } => {
                self.position_leaves(position as usize, entering, value, at_upper, sigma, reduced);
            }
        }
        self.forget();
        if self.factors.is_worn() {
            self.refactor()?;
        } else if self.objective != Objective::Level {
            self.recompute_prices();
        }
        Ok(Moved::By(step))
    }

    /// Fills `work.alpha`, and how fast the keys fall.
    pub(super) fn express(&mut self, entering: Variable) {
        let mut rows = std::mem::take(&mut self.work.rows);
        self.add_column(entering, 1.0, &mut rows);
        if let Variable::Place { lot, .. } = entering {
            let state = &mut self.lots[lot as usize];
            state.gamma += 1.0;
            state.touched = true;
            let key = Variable::Place { lot, place: state.key };
            self.work.touched.push(lot);
            self.add_column(key, -1.0, &mut rows);
        }
        self.factors.solve(&mut rows, &mut self.work.alpha);
        self.work.rows = rows;
        let Self { work, members, lots, .. } = self;
        let largest = work.alpha.iter().fold(0.0_f64, |most, a| most.max(a.abs()));
        for (position, alpha) in work.alpha.iter_mut().enumerate() {
            if *alpha == 0.0 {
                continue;
            }
            if alpha.abs() <= DROP * largest {
                *alpha = 0.0;
                continue;
            }
            work.nonzero.push(position as u32);
            if let Variable::Place { lot, .. } = members[position] {
                let state = &mut lots[lot as usize];
                if !state.touched {
                    state.touched = true;
                    work.touched.push(lot);
                }
                state.gamma -= *alpha;
            }
        }
        for &lot in &work.touched {
            let gamma = &mut lots[lot as usize].gamma;
            if gamma.abs() <= 1e-12 {
                *gamma = 0.0;
            }
        }
    }

    /// Clears the scratch of one pivot.
    pub(super) fn forget(&mut self) {
        for position in self.work.nonzero.drain(..) {
            self.work.alpha[position as usize] = 0.0;
        }
        for lot in self.work.touched.drain(..) {
            let state = &mut self.lots[lot as usize];
            state.gamma = 0.0;
            state.touched = false;
        }
    }

    /// Moves all basic values by a signed step.
    pub(super) fn shift(&mut self, step: f64) {
        if step != 0.0 {
            for &position in &self.work.nonzero {
                self.value[position as usize] -= step * self.work.alpha[position as usize];
            }
            for &lot in &self.work.touched {
                let state = &mut self.lots[lot as usize];
                state.value -= step * state.gamma;
            }
        }
    }

    fn flip(&mut self, entering: Variable, sigma: f64) {
        self.statistics.flips += 1;
        // A lower bound need not be zero either.
        self.leave_bound(entering);
        self.rest_at(entering, sigma > 0.0);
    }

    /// A nonbasic column becomes basic: its share of the load goes back.
    fn leave_bound(&mut self, variable: Variable) {
        match variable {
            Variable::Place { lot, place } => {
                let Some(list) = self.uppers.get_mut(lot as usize) else { return };
                if let Some(slot) = list.iter().position(|&item| item == place) {
                    list.swap_remove(slot);
                    self.change_rest(lot, place, 1.0);
                }
            }
            Variable::Logical(row) => {
                let at = self.resting_value(variable);
                self.take_off(variable, -at);
                self.logicals[row as usize] = Status::Basic;
            }
            Variable::Extra(extra) => {
                let at = self.resting_value(variable);
                self.take_off(variable, -at);
                self.extras[extra as usize] = Status::Basic;
            }
        }
    }

    /// A column becomes nonbasic at one of its bounds.
    pub(super) fn rest_at(&mut self, variable: Variable, upper: bool) {
        let status = if upper { Status::Upper } else { Status::Lower };
        match variable {
            Variable::Place { lot, place } => {
                if upper && let Some(list) = self.uppers.get_mut(lot as usize) {
                    list.push(place);
                    self.change_rest(lot, place, -1.0);
                }
                return;
            }
            Variable::Logical(row) => self.logicals[row as usize] = status,
            Variable::Extra(extra) => self.extras[extra as usize] = status,
        }
        let at = self.resting_value(variable);
        self.take_off(variable, at);
    }

    /// One column more (−1) or less (+1) of the lot rests at its upper bound.
    fn change_rest(&mut self, lot: u32, place: Place, sign: f64) {
        let state = &mut self.lots[lot as usize];
        let amount = sign * state.limit;
        state.rest += amount;
        let key = Variable::Place { lot, place: state.key };
        self.take_off(key, amount);
        self.take_off(Variable::Place { lot, place }, -amount);
    }

    fn key_leaves(
        &mut self,
        lot: u32,
        entering: Variable,
        value: f64,
        at_upper: bool,
        sigma: f64,
        reduced: f64,
    ) {
        let key = self.lots[lot as usize].key;
        if self.lots[lot as usize].nonkeys == 0
            && let Variable::Place { place, .. } = entering
        {
            // The entering column is of the same lot and takes over: neither the
            // working basis nor the prices change.
            self.statistics.key_swaps += 1;
            if sigma < 0.0 {
                self.leave_bound(entering);
            }
            self.set_key(lot, place);
            self.rest_at(Variable::Place { lot, place: key }, at_upper);
            let state = &mut self.lots[lot as usize];
            state.value = state.rest;
            return;
        }
        let others = self.positions_of(lot);
        let Some(position) = largest(&others, &self.work.alpha) else { return };
        self.exchange_key(lot, position, others);
        if self.work.alpha[position] == 0.0 {
            self.work.nonzero.push(position as u32);
        }
        self.work.alpha[position] = self.lots[lot as usize].gamma;
        self.position_leaves(position, entering, value, at_upper, sigma, reduced);
    }

    /// The nonkey at one of the positions of a lot's nonkeys becomes the key, and the key takes
    /// its place. Prices stay as they are.
    pub(super) fn exchange_key(&mut self, lot: u32, position: usize, mut others: Vec<u32>) {
        let Variable::Place { place, .. } = self.members[position] else { return };
        self.statistics.exchanges += 1;
        others.retain(|&other| other as usize != position);
        let key = self.lots[lot as usize].key;
        self.set_key(lot, place);
        let state = &mut self.lots[lot as usize];
        std::mem::swap(&mut state.value, &mut self.value[position]);
        self.members[position] = Variable::Place { lot, place: key };
        self.factors.exchange(position, &others);
    }

    /// Positions of a lot's nonkeys, ascending.
    pub(super) fn positions_of(&self, lot: u32) -> Vec<u32> {
        let of_lot = |&position: &u32| matches!(self.members[position as usize], Variable::Place { lot: l, .. } if l == lot);
        let touched: Vec<u32> = self.work.nonzero.iter().copied().filter(of_lot).collect();
        if touched.len() == self.lots[lot as usize].nonkeys as usize {
            touched
        } else {
            (0..self.members.len() as u32).filter(of_lot).collect()
        }
    }

    pub(super) fn position_leaves(
        &mut self,
        position: usize,
        entering: Variable,
        value: f64,
        at_upper: bool,
        sigma: f64,
        reduced: f64,
    ) {
        if sigma < 0.0 || !matches!(entering, Variable::Place { .. }) {
            self.leave_bound(entering);
        }
        let leaving = self.members[position];
        if let Variable::Place { lot, .. } = leaving {
            self.lots[lot as usize].nonkeys -= 1;
        }
        if let Variable::Place { lot, .. } = entering {
            self.lots[lot as usize].nonkeys += 1;
        }
        self.members[position] = entering;
        self.value[position] = value;
        self.rest_at(leaving, at_upper);
        if let Variable::Place { lot, .. } = leaving
            && self.lots[lot as usize].nonkeys == 0
        {
            let state = &mut self.lots[lot as usize];
            state.value = state.rest;
        }
        self.factors.replace(position, &self.work.alpha, &self.work.nonzero);
        if self.objective == Objective::Level && !self.factors.is_worn() {
            self.update_prices(position, reduced);
        }
    }

    /// `p ← p − d · B⁻ᵀ e`, which makes the entering column's reduced cost zero.
    fn update_prices(&mut self, position: usize, reduced: f64) {
        let Self { work, factors, prices, .. } = self;
        work.positions[position] = 1.0;
        factors.solve_transposed(&mut work.positions, &mut work.rows);
        for (price, row) in prices.iter_mut().zip(&mut work.rows) {
            if *row != 0.0 {
                *price -= reduced * *row;
                *row = 0.0;
            }
        }
    }
}

/// The position of the largest, the first of equal ones.
pub(super) fn largest(positions: &[u32], sizes: &[f64]) -> Option<usize> {
    let size = |&position: &u32| sizes[position as usize].abs();
    let larger = |a: &&u32, b: &&u32| size(a).total_cmp(&size(b)).then_with(|| b.cmp(a));
    positions.iter().max_by(larger).map(|&position| position as usize)
}
