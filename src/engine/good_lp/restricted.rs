//! A [`Program`] over some of its columns, in the units of a back end.

use super::backend::Backend;
use super::limits::{Halt, Limits};
use super::linear::{Answer, Linear, Row, Variable, power_of_two_scale};
use super::prices::{Basis, Objective};
use super::program::Program;
use super::widening::Widening;
use crate::tolerance::{NEGLIGIBLE, WHOLE};

/// Back ends compare quantities with fixed tolerances, about 1e-10: quantities are
/// scaled so that the largest is of this size.
const LARGEST_QUANTITY: f64 = 1024.0;

/// The largest cost passed to a back end, as a multiple of the smallest difference of costs.
/// With more, the smallest differences would be lost in the rounding of the largest costs.
const LARGEST_COST: f64 = 1_048_576.0;

/// A column is basic if it is this share of the widening off its bounds: far more than the back
/// end's error, and hardly ever less by chance.
const OFF_BOUNDS: f64 = 5e-4;

/// A program over some of its columns, in the units of a back end.
pub(super) struct Restricted<'a> {
    program: &'a Program,
    /// The columns that became variables.
    columns: Vec<usize>,
    /// Columns whose value follows from their block's row alone.
    fixed: Vec<(usize, f64)>,
    rows: Vec<usize>,
    /// Rows whose unused part is a variable too, after those of the columns.
    slacks: Vec<usize>,
    linear: Linear,
    quantity_scale: f64,
    cost_scale: f64,
    widening: Widening,
}

impl<'a> Restricted<'a> {
    pub(super) fn new(
        program: &'a Program,
        working: &[usize],
        objective: &Objective,
        widening: Widening,
    ) -> Self {
        let mut choices = vec![0_u32; program.blocks()];
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
        let costs = columns.iter().map(|&column| objective.columns[column].abs());
        let dearest = costs.fold(0.0, f64::max).min(objective.most);
        let mut restricted = Self {
            program,
            columns,
            fixed,
            rows: Vec::new(),
            slacks: Vec::new(),
            linear: Linear::default(),
            quantity_scale: LARGEST_QUANTITY * power_of_two_scale(program.size()),
            cost_scale: power_of_two_scale(objective.unit.max(dearest / LARGEST_COST)),
            widening,
        };
        restricted.build(&rhs, objective);
        restricted
    }

    fn build(&mut self, rhs: &[f64], objective: &Objective) {
        let program = self.program;
        let mut terms: Vec<Vec<(usize, f64)>> = vec![Vec::new(); rhs.len()];
        for (position, &column) in self.columns.iter().enumerate() {
            for &(row, entry) in program.column(column) {
                terms[row].push((position, entry));
            }
            let widening = self.widening.of(column);
            self.linear.variables.push(Variable {
                cost: objective.columns[column].min(objective.most) * self.cost_scale,
                lower: -widening,
                upper: program.uppers[column] * self.quantity_scale + widening,
            });
        }
        // A row without columns does not depend on the back end.
        for (row, mut terms) in terms.into_iter().enumerate().filter(|(_, terms)| !terms.is_empty())
        {
            let mut equal = program.equal[row];
            let mut rhs = rhs[row] * self.quantity_scale;
            if !equal {
                let widening = self.widening.of(program.columns() + row);
                if objective.rows[row] > 0.0 {
                    equal = true;
                    terms.push((self.linear.variables.len(), 1.0));
                    self.slacks.push(row);
                    self.linear.variables.push(Variable {
                        cost: objective.rows[row].min(objective.most) * self.cost_scale,
                        lower: -widening,
                        upper: f64::INFINITY,
                    });
                } else {
                    rhs += widening;
                }
            }
            self.rows.push(row);
            self.linear.rows.push(Row { terms, equal, rhs });
        }
    }

    pub(super) fn run(&self, backend: Backend, limits: &Limits) -> Result<Answer, Halt> {
        backend.run(&self.linear, limits)
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

    /// The values of all columns of the program, without the back end's noise.
    pub(super) fn values(&self, answer: &Answer) -> Vec<f64> {
        let mut values = self.raw(answer);
        let widening = 2.0 * self.widening.most() / self.quantity_scale;
        clean(self.program, &mut values, widening);
        values
    }

    /// The columns and rows that are off their (widened) bounds.
    pub(super) fn basis(&self, answer: &Answer) -> Basis {
        let off = OFF_BOUNDS * self.widening.most();
        let is_off = |&(variable, value): &(&Variable, &f64)| {
            value - variable.lower > off && variable.upper - value > off
        };
        let variables = || self.linear.variables.iter().zip(&answer.values);
        let columns = variables().zip(&self.columns);
        let columns = columns.filter(|(variable, _)| is_off(variable)).map(|(_, &column)| column);
        let mut basis = Basis {
            columns: self.fixed.iter().map(|&(column, _)| column).chain(columns).collect(),
            free: vec![true; self.program.rhs.len()],
        };
        for (row, part) in self.rows.iter().zip(&self.linear.rows) {
            let used: f64 = part.terms.iter().map(|&(at, value)| value * answer.values[at]).sum();
            basis.free[*row] = !part.equal && part.rhs - used > off;
        }
        let slacks = variables().skip(self.columns.len()).zip(&self.slacks);
        for (variable, &row) in slacks {
            basis.free[row] = is_off(&variable);
        }
        // Rows that only columns with a known value use, as those of their blocks.
        for &(column, _) in &self.fixed {
            if let Some(block) = self.program.block(column) {
                basis.free[block] = false;
            }
        }
        basis
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
                prices[block] -= self.program.reduced_cost(column, &prices);
            }
        }
        Some(prices)
    }
}

/// Sets values below the back end's tolerance to zero, rounds those close to whole numbers, and
/// adds what a block then lacks to its largest column.
fn clean(program: &Program, values: &mut [f64], widening: f64) {
    let blocks = program.blocks();
    let size = program.size();
    let mut missing = program.rhs[..blocks].to_vec();
    let mut largest: Vec<(usize, f64)> = vec![(0, 0.0); blocks];
    for (column, value) in values.iter_mut().enumerate() {
        let block = program.block(column);
        let quantity = block.map_or(size, |block| program.rhs[block]);
        let noise = (WHOLE * quantity).max(NEGLIGIBLE * size).max(widening);
        let whole = value.round();
        if (*value - whole).abs() <= noise.min(WHOLE * whole.abs().max(1.0)) {
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
