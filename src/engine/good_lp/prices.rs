//! Prices from a vertex: the columns that are off their bounds have the reduced cost
//! zero, the rows that are not used up the price zero. At a vertex of the program with
//! widened bounds these equations determine the prices, whatever the back end knows
//! of duals, and they are solved here, to the last digits.

use super::equations::Equations;
use super::program::Program;
use crate::double_double::DoubleDouble;

/// What a back end minimises: the costs, or, to correct an answer that is not exact
/// enough, the reduced costs under its prices. Both have the same optimal points, but
/// the second one shows differences that costs hide (iterative refinement, Gleixner,
/// Steffy and Wolter 2016).
pub(super) struct Objective {
    pub(super) columns: Vec<f64>,
    /// The price of what a row leaves unused.
    pub(super) rows: Vec<f64>,
    /// Differences of this size matter.
    pub(super) unit: f64,
    /// What costs more may as well cost this.
    pub(super) most: f64,
}

/// Columns dearer than this many units of a correction cannot take part in it.
const FAR: f64 = 1e6;

impl Objective {
    pub(super) fn costs(program: &Program, unit: f64) -> Self {
        let rows = vec![0.0; program.rhs.len()];
        Self { columns: program.costs.clone(), rows, unit, most: f64::INFINITY }
    }

    pub(super) fn reduced(program: &Program, prices: &[f64], unit: f64) -> Self {
        // A price below zero is an error to correct: its row starts without one.
        let valid = |(price, equal): (&f64, &bool)| if *equal { *price } else { price.max(0.0) };
        let rows: Vec<f64> = prices.iter().zip(&program.equal).map(valid).collect();
        let columns = (0..program.columns()).map(|column| program.reduced_cost(column, &rows));
        Self { columns: columns.collect(), rows, unit, most: FAR * unit }
    }
}

/// What is off its bounds at a vertex.
pub(super) struct Basis {
    pub(super) columns: Vec<usize>,
    /// Rows with something left, whose price is zero.
    pub(super) free: Vec<bool>,
}

impl Basis {
    pub(super) fn prices(&self, program: &Program) -> Vec<DoubleDouble> {
        let mut equations = Equations::new(program.rhs.len());
        for &column in &self.columns {
            let entries = program.column(column).iter().copied();
            let terms = entries.filter(|&(row, _)| !self.free[row]).collect();
            equations.push(terms, -program.costs[column]);
        }
        equations.solve()
    }
}

/// By how much the prices miss what optimal prices must satisfy: none below zero, reduced
/// costs of zero for columns off their bounds, not below zero for columns at zero, not
/// above it for columns at their upper bound.
pub(super) fn violation(program: &Program, basis: &Basis, values: &[f64], prices: &[f64]) -> f64 {
    if prices.iter().any(|price| !price.is_finite()) {
        return f64::INFINITY;
    }
    let rows = prices.iter().zip(&program.equal).filter(|(_, equal)| !**equal);
    let below = rows.map(|(price, _)| -price).fold(0.0, f64::max);
    let mut off_bounds = vec![false; program.columns()];
    for &column in &basis.columns {
        off_bounds[column] = true;
    }
    let columns = (0..program.columns()).map(|column| {
        let reduced = program.reduced_cost(column, prices);
        let wrong = if off_bounds[column] {
            reduced.abs()
        } else if values[column] > 0.5 * program.uppers[column] {
            reduced
        } else {
            -reduced
        };
        wrong - program.rounding(column, prices)
    });
    columns.fold(below, f64::max)
}
