//! Prices from a vertex: the columns that are off their bounds have the reduced cost
//! zero, the rows that are not used up the price zero. At a vertex of the program with
//! widened bounds these equations determine the prices, whatever the back end knows
//! of duals, and they are solved here, to the last digits.

use super::equations::Equations;
use super::program::Program;

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
        let columns =
            (0..program.columns()).map(|column| program.reduced_cost(column, prices)).collect();
        // A price below zero is an error to correct: its row starts without one.
        let rows = prices.iter().map(|price| price.max(0.0)).collect();
        Self { columns, rows, unit, most: FAR * unit }
    }
}

/// What is off its bounds at a vertex.
pub(super) struct Basis {
    pub(super) columns: Vec<usize>,
    /// Rows with something left, whose price is zero.
    pub(super) free: Vec<bool>,
}

impl Basis {
    pub(super) fn prices(&self, program: &Program) -> Vec<f64> {
        let mut equations = Equations::new(program.rhs.len());
        for &column in &self.columns {
            let entries = program.column(column).iter().copied();
            let terms = entries.filter(|&(row, _)| !self.free[row]).collect();
            equations.push(terms, -program.costs[column]);
        }
        equations.solve()
    }
}

/// By how much the prices violate what prices must satisfy: reduced costs and prices not
/// below zero, except for columns at their upper bound, given by `values`.
pub(super) fn violation(program: &Program, values: &[f64], prices: &[f64]) -> f64 {
    let rows = prices.iter().zip(&program.equal).filter(|(_, equal)| !**equal);
    let below = rows.map(|(price, _)| -price).fold(0.0, f64::max);
    let columns = (0..program.columns()).filter(|&column| {
        program.uppers[column].is_infinite() || values[column] < 0.5 * program.uppers[column]
    });
    let shortest = columns
        .map(|column| -program.reduced_cost(column, prices) - program.rounding(column, prices));
    shortest.fold(below, f64::max)
}
