//! An optimal point of a [`Program`] over some of its columns.

use super::backend::Backend;
use super::limits::{Halt, Limits};
use super::linear::{Answer, Linear, Row, Variable, power_of_two_scale};
use super::program::Program;

/// Back ends compare quantities with fixed tolerances, about 1e-10: quantities are
/// scaled so that the largest is of this size.
const LARGEST_QUANTITY: f64 = 1024.0;

/// The largest cost that goes to a back end, as a multiple of the smallest difference
/// in costs. Beyond it the smallest are not resolved any more, and rounding of the
/// largest would keep a simplex method busy with noise.
const LARGEST_COST: f64 = 1_048_576.0;

/// A program over some of its columns, in the units of a back end.
pub(super) struct Restricted<'a> {
    program: &'a Program,
    /// The columns that became variables.
    columns: Vec<usize>,
    /// Columns whose value follows from their block's row alone.
    fixed: Vec<(usize, f64)>,
    rows: Vec<usize>,
    linear: Linear,
    quantity_scale: f64,
    cost_scale: f64,
}

impl<'a> Restricted<'a> {
    /// `unit` is the smallest difference in cost that matters.
    pub(super) fn new(program: &'a Program, working: &[usize], unit: f64) -> Self {
        let blocks = program.rhs.len() - program.coupling(&program.rhs).len();
        let mut choices = vec![0_u32; blocks];
        for block in working.iter().filter_map(|&column| program.block(column)) {
            choices[block] += 1;
        }
        let mut rhs = program.rhs.clone();
        let (mut columns, mut fixed) = (Vec::new(), Vec::new());
        for &column in working {
            match program.block(column) {
                Some(block) if choices[block] == 1 && program.uppers[column].is_infinite() => {
                    fixed.push((column, program.rhs[block]));
                }
                _ => columns.push(column),
            }
        }
        for &(column, value) in &fixed {
            for &(row, entry) in program.column(column) {
                rhs[row] -= entry * value;
            }
        }
        let size = |list: &[f64]| list.iter().map(|value| value.abs()).fold(0.0, f64::max);
        let largest = if blocks > 0 { size(&program.rhs[..blocks]) } else { size(&program.rhs) };
        let dearest = columns.iter().map(|&column| program.costs[column].abs()).fold(0.0, f64::max);
        let mut restricted = Self {
            program,
            columns,
            fixed,
            rows: Vec::new(),
            linear: Linear::default(),
            quantity_scale: LARGEST_QUANTITY * power_of_two_scale(largest),
            cost_scale: power_of_two_scale(unit.max(dearest / LARGEST_COST)),
        };
        restricted.build(&rhs);
        restricted
    }

    fn build(&mut self, rhs: &[f64]) {
        let program = self.program;
        let mut terms: Vec<Vec<(usize, f64)>> = vec![Vec::new(); rhs.len()];
        for (position, &column) in self.columns.iter().enumerate() {
            for &(row, entry) in program.column(column) {
                terms[row].push((position, entry));
            }
            self.linear.variables.push(Variable {
                cost: program.costs[column] * self.cost_scale,
                lower: 0.0,
                upper: program.uppers[column] * self.quantity_scale,
            });
        }
        // A row without columns says nothing that a back end could change.
        for (row, terms) in terms.into_iter().enumerate().filter(|(_, terms)| !terms.is_empty()) {
            let (equal, rhs) = (program.equal[row], rhs[row] * self.quantity_scale);
            self.rows.push(row);
            self.linear.rows.push(Row { terms, equal, rhs });
        }
    }

    pub(super) fn run(&self, backend: Backend, limits: &Limits) -> Result<Answer, Halt> {
        backend.run(&self.linear, limits)
    }

    /// The values of all columns of the program, cleaned of the back end's noise.
    pub(super) fn values(&self, answer: &Answer) -> Vec<f64> {
        let mut values = self.raw(answer);
        clean(self.program, &mut values);
        values
    }

    /// The values as the back end gave them.
    pub(super) fn raw(&self, answer: &Answer) -> Vec<f64> {
        let mut values = vec![0.0; self.program.columns()];
        for (&column, value) in self.columns.iter().zip(&answer.values) {
            values[column] = value / self.quantity_scale;
        }
        for &(column, value) in &self.fixed {
            values[column] = value;
        }
        values
    }

    /// The back end's prices of all rows, if it has them.
    pub(super) fn prices(&self, answer: &Answer) -> Option<Vec<f64>> {
        let found = answer.prices.as_ref()?;
        let mut prices = vec![0.0; self.program.rhs.len()];
        for (&row, price) in self.rows.iter().zip(found) {
            prices[row] = price / self.cost_scale;
        }
        for &(column, _) in &self.fixed {
            if let Some(block) = self.program.block(column) {
                prices[block] -= super::duals::reduced_cost(self.program, column, &prices);
            }
        }
        Some(prices)
    }
}

/// Removes what is smaller than a back end's own tolerance, rounds to the whole numbers
/// that were meant, and puts what is then missing from a block on its largest column.
fn clean(program: &Program, values: &mut [f64]) {
    let blocks = program.rhs.len() - program.coupling(&program.rhs).len();
    let size = program.rhs[..blocks].iter().copied().fold(0.0, f64::max);
    let mut missing = program.rhs[..blocks].to_vec();
    let mut largest: Vec<(usize, f64)> = vec![(0, 0.0); blocks];
    for (column, value) in values.iter_mut().enumerate() {
        let block = program.block(column);
        let quantity = block.map_or(size, |block| program.rhs[block]);
        let noise = (1e-9 * quantity).max(1e-12 * size);
        let whole = value.round();
        if (*value - whole).abs() <= noise.min(1e-9 * whole.abs().max(1.0)) {
            *value = whole;
        }
        *value = if *value <= noise { 0.0 } else { value.min(program.uppers[column]) };
        if let Some(block) = block {
            missing[block] -= *value;
            if *value > largest[block].1 {
                largest[block] = (column, *value);
            }
        }
    }
    for ((column, value), missing) in largest.into_iter().zip(missing) {
        if value > 0.0 {
            values[column] = (value + missing).max(0.0);
        }
    }
}
