//! The bounded primal simplex method on a tableau of fractions.

use std::cmp::Ordering;

use super::number::{Rational, dot, sign};
use super::program::{Program, Variable};
use super::refusal::Refusal;

/// The least value of every level on the optimal face of those before it, and the values
/// of all variables at a point that reaches them all.
pub(crate) fn lexicographic(program: &Program) -> Result<(Vec<Rational>, Vec<Rational>), Refusal> {
    let mut tableau = Tableau::feasible(program)?;
    let mut levels = Vec::new();
    for (level, costs) in program.costs.iter().enumerate() {
        let mut costs = costs.clone();
        costs.resize(tableau.values.len(), Rational::ZERO);
        tableau.minimise(&costs).map_err(|Ray| Refusal::Unbounded { level })?;
        levels.push(dot(&costs, &tableau.values));
        tableau.fix_to_face();
    }
    tableau.values.truncate(program.variables.len());
    Ok((levels, tableau.values))
}

/// The cost falls for ever in one direction.
#[derive(Debug)]
struct Ray;

/// Where a column may be. The lower bound is finite, the upper one may be missing.
#[derive(Debug, Clone)]
struct Bounds {
    lower: Rational,
    upper: Option<Rational>,
}

impl Bounds {
    fn of(variable: &Variable) -> Self {
        Self { lower: variable.lower.clone(), upper: variable.upper.clone() }
    }

    fn contain(&self, value: &Rational) -> bool {
        *value >= self.lower && self.upper.as_ref().is_none_or(|upper| value <= upper)
    }

    fn are_equal(&self) -> bool {
        self.upper.as_ref() == Some(&self.lower)
    }
}

/// `x[basis] + rows · x[slots] = constant`, with the basic columns solved for.
///
/// A column that is neither basic nor in a slot is fixed at its value.
#[derive(Debug)]
struct Tableau {
    bounds: Vec<Bounds>,
    /// The value of every column; one that is not basic is at one of its bounds.
    values: Vec<Rational>,
    /// The basic column of each row.
    basis: Vec<usize>,
    /// The columns that are not basic and not fixed.
    slots: Vec<usize>,
    /// For each row its coefficient in each slot.
    rows: Vec<Vec<Rational>>,
    /// The reduced cost of each slot, for the costs that are being minimised.
    reduced: Vec<Rational>,
}

/// What ends the way of an entering column.
#[derive(Debug)]
struct Block {
    /// How far it can go.
    step: Rational,
    /// The column that comes to a bound.
    column: usize,
    /// Its row; none if the entering column comes to its own other bound.
    row: Option<usize>,
}

impl Tableau {
    /// Phase one: a basis that keeps all rows and bounds.
    fn feasible(program: &Program) -> Result<Self, Refusal> {
        let mut tableau = Self::start(program);
        let real = program.variables.len();
        let artificials = tableau.values.len() - real;
        let mut costs = vec![Rational::ZERO; real];
        costs.resize(real + artificials, Rational::ONE);
        if tableau.minimise(&costs).is_err() {
            unreachable!("a sum of artificial columns is never below zero");
        }
        if !dot(&costs, &tableau.values).is_zero() {
            return Err(Refusal::Infeasible);
        }
        // The optimal face of this sum is all feasible points: every artificial column is
        // zero on it. Those that are still basic get no room, which only says it again,
        // and leave for good as soon as something would move them.
        tableau.fix_to_face();
        for bounds in &mut tableau.bounds[real..] {
            bounds.upper = Some(Rational::ZERO);
        }
        tableau.drop_slots(|tableau, slot| tableau.slots[slot] >= real);
        Ok(tableau)
    }

    /// Every column at its lower bound, but for one in each row that closes it: one of
    /// the row alone if its bounds allow it, otherwise an artificial one.
    fn start(program: &Program) -> Self {
        let real = program.variables.len();
        let mut bounds: Vec<Bounds> = program.variables.iter().map(Bounds::of).collect();
        let mut values: Vec<Rational> =
            program.variables.iter().map(|variable| variable.lower.clone()).collect();
        let residuals = residuals(program, &values);
        let mut basis = starters(program, &residuals);
        let mut pivots = vec![Rational::ONE; basis.len()];
        for (row, (starter, residual)) in basis.iter_mut().zip(&residuals).enumerate() {
            if *starter < real {
                pivots[row].clone_from(&program.variables[*starter].entries[0].1);
                values[*starter] += residual / &pivots[row];
                continue;
            }
            *starter = values.len();
            if sign(residual) == Ordering::Less {
                pivots[row] = Rational::NEG_ONE;
            }
            values.push(residual / &pivots[row]);
            bounds.push(Bounds { lower: Rational::ZERO, upper: None });
        }
        let is_free = |column: &usize| !basis.contains(column) && !bounds[*column].are_equal();
        let slots: Vec<usize> = (0..real).filter(is_free).collect();
        let mut rows = vec![vec![Rational::ZERO; slots.len()]; basis.len()];
        for (slot, &column) in slots.iter().enumerate() {
            for (row, coefficient) in &program.variables[column].entries {
                rows[*row][slot] += coefficient / &pivots[*row];
            }
        }
        let reduced = Vec::new();
        Self { bounds, values, basis, slots, rows, reduced }
    }

    /// Bland's rule: always the first column that improves the cost, and of those that
    /// block it the first. Then no basis comes twice (Bland 1977).
    fn minimise(&mut self, costs: &[Rational]) -> Result<(), Ray> {
        self.price(costs);
        while let Some(slot) = self.entering() {
            let rises = sign(&self.reduced[slot]) == Ordering::Less;
            let block = self.ratio_test(slot, rises).ok_or(Ray)?;
            self.advance(slot, rises, &block.step);
            if let Some(row) = block.row {
                self.pivot(row, slot);
                // What cannot move need not be looked at again.
                if self.bounds[self.slots[slot]].are_equal() {
                    self.drop_slots(|_, other| other == slot);
                }
            }
        }
        Ok(())
    }

    /// The reduced costs: what a column costs, less what the basic ones that it replaces do.
    fn price(&mut self, costs: &[Rational]) {
        self.reduced = self.slots.iter().map(|&column| costs[column].clone()).collect();
        for (row, basic) in self.rows.iter().zip(&self.basis) {
            subtract(&mut self.reduced, &costs[*basic], row);
        }
    }

    fn entering(&self) -> Option<usize> {
        let improves = |slot: &usize| {
            let column = self.slots[*slot];
            match sign(&self.reduced[*slot]) {
                Ordering::Less => self.bounds[column].upper.as_ref() != Some(&self.values[column]),
                Ordering::Greater => self.bounds[column].lower != self.values[column],
                Ordering::Equal => false,
            }
        };
        (0..self.slots.len()).filter(improves).min_by_key(|&slot| self.slots[slot])
    }

    /// What comes to a bound first when the column of a slot moves; nothing if it can go
    /// on for ever.
    fn ratio_test(&self, slot: usize, rises: bool) -> Option<Block> {
        let column = self.slots[slot];
        let Bounds { lower, upper } = &self.bounds[column];
        let own = upper.as_ref().map(|upper| Block { step: upper - lower, column, row: None });
        let others = (0..self.rows.len()).filter_map(|row| self.ratio(row, slot, rises));
        own.into_iter()
            .chain(others)
            .min_by(|a, b| a.step.cmp(&b.step).then_with(|| a.column.cmp(&b.column)))
    }

    /// How far the column of a slot can go before the basic one of a row is at a bound.
    fn ratio(&self, row: usize, slot: usize, rises: bool) -> Option<Block> {
        let coefficient = &self.rows[row][slot];
        let column = self.basis[row];
        let Bounds { lower, upper } = &self.bounds[column];
        let falls = match sign(coefficient) {
            Ordering::Equal => return None,
            // The sum of the two does not change.
            Ordering::Greater => rises,
            Ordering::Less => !rises,
        };
        let room = if falls {
            &self.values[column] - lower
        } else {
            upper.as_ref()? - &self.values[column]
        };
        let positive = if rises == falls { coefficient.clone() } else { -coefficient };
        Some(Block { step: room / positive, column, row: Some(row) })
    }

    /// Moves the column of a slot, and the basic ones with it.
    fn advance(&mut self, slot: usize, rises: bool, step: &Rational) {
        if step.is_zero() {
            return;
        }
        let change = if rises { step.clone() } else { -step };
        for (row, &basic) in self.rows.iter().zip(&self.basis) {
            if !row[slot].is_zero() {
                self.values[basic] -= &row[slot] * &change;
            }
        }
        self.values[self.slots[slot]] += change;
    }

    /// Solves a row for the column of a slot and puts it in all others.
    fn pivot(&mut self, row: usize, slot: usize) {
        let mut pivot_row = std::mem::take(&mut self.rows[row]);
        let pivot = std::mem::replace(&mut pivot_row[slot], Rational::ONE);
        for coefficient in &mut pivot_row {
            if !coefficient.is_zero() {
                *coefficient /= &pivot;
            }
        }
        for other in self.rows.iter_mut().chain([&mut self.reduced]) {
            // The row taken out is empty now.
            if let Some(place) = other.get_mut(slot) {
                let factor = std::mem::replace(place, Rational::ZERO);
                subtract(other, &factor, &pivot_row);
            }
        }
        self.rows[row] = pivot_row;
        std::mem::swap(&mut self.basis[row], &mut self.slots[slot]);
    }

    /// Leaves the points that are optimal, and no others.
    ///
    /// Of every feasible point the cost is the optimum plus the sum of reduced cost times
    /// distance from the bound, over the slots, and no term of it is negative. So a point is
    /// optimal exactly where every column with a reduced cost stays at its bound.
    fn fix_to_face(&mut self) {
        self.drop_slots(|tableau, slot| !tableau.reduced[slot].is_zero());
    }

    /// Fixes the columns of some slots where they are.
    fn drop_slots(&mut self, is_fixed: impl Fn(&Self, usize) -> bool) {
        let kept: Vec<bool> = (0..self.slots.len()).map(|slot| !is_fixed(self, slot)).collect();
        keep(&mut self.slots, &kept);
        keep(&mut self.reduced, &kept);
        for row in &mut self.rows {
            keep(row, &kept);
        }
    }
}

/// What each row lacks at these values.
fn residuals(program: &Program, values: &[Rational]) -> Vec<Rational> {
    let mut residuals = program.rhs.clone();
    for (variable, value) in program.variables.iter().zip(values) {
        for (row, coefficient) in &variable.entries {
            residuals[*row] -= coefficient * value;
        }
    }
    residuals
}

/// For each row a column that is in no other and can take up what the row lacks;
/// `usize::MAX` if there is none.
fn starters(program: &Program, residuals: &[Rational]) -> Vec<usize> {
    let mut starters = vec![usize::MAX; residuals.len()];
    for (column, variable) in program.variables.iter().enumerate() {
        let [(row, coefficient)] = &variable.entries[..] else { continue };
        if coefficient.is_zero() {
            continue;
        }
        let value = &variable.lower + &residuals[*row] / coefficient;
        if Bounds::of(variable).contain(&value) {
            starters[*row] = column;
        }
    }
    starters
}

/// `target − factor · row`.
fn subtract(target: &mut [Rational], factor: &Rational, row: &[Rational]) {
    if factor.is_zero() {
        return;
    }
    for (value, coefficient) in target.iter_mut().zip(row) {
        if !coefficient.is_zero() {
            *value -= factor * coefficient;
        }
    }
}

fn keep<T>(list: &mut Vec<T>, kept: &[bool]) {
    let mut kept = kept.iter();
    list.retain(|_| *kept.next().unwrap_or(&true));
}
