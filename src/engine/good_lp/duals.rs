//! Optimal prices for an optimal point, from the dual linear program.
//!
//! microlp has no duals, and where a back end has them they carry its errors. So the
//! dual is solved as a linear program of its own, kept small: rows that the point does
//! not use up have the price zero (complementary slackness); columns enter as
//! constraints only when a price list violates them; and a price list that is not exact
//! enough is corrected by the same program, with the reduced costs in place of the
//! costs and scaled up (iterative refinement, Gleixner, Steffy and Wolter 2016).

use super::backend::Backend;
use super::limits::{Halt, Limits};
use super::linear::{Linear, Row, Variable, power_of_two_scale};
use super::program::Program;

/// Columns that enter for each block and round.
const PER_BLOCK: usize = 3;

/// Corrections after which the prices are taken as they are: the certificate decides.
const CORRECTIONS: u32 = 4;

/// Constraints farther away than this, in units of the correction, are left out of it.
const FAR: f64 = 1e9;

/// `cost + Σ entry · price`.
pub(super) fn reduced_cost(program: &Program, column: usize, prices: &[f64]) -> f64 {
    let priced = program.column(column).iter().map(|&(row, entry)| entry * prices[row]);
    program.costs[column] + priced.sum::<f64>()
}

/// What rounding may make of a reduced cost.
fn rounding(program: &Program, column: usize, prices: &[f64]) -> f64 {
    let priced = program.column(column).iter().map(|&(row, entry)| (entry * prices[row]).abs());
    4.0 * f64::EPSILON * (program.costs[column].abs() + priced.sum::<f64>())
}

/// The search for prices that prove the point `values` optimal over `working`.
pub(super) struct Duals<'a> {
    program: &'a Program,
    backend: Backend,
    limits: &'a Limits,
    values: &'a [f64],
    /// What the point uses of each row.
    used: Vec<f64>,
    /// Rows whose price may differ from zero.
    active: Vec<bool>,
    /// Columns that are constraints so far.
    entered: Vec<bool>,
    tolerance: f64,
}

impl<'a> Duals<'a> {
    pub(super) fn new(
        program: &'a Program,
        backend: Backend,
        limits: &'a Limits,
        values: &'a [f64],
        tolerance: f64,
    ) -> Self {
        let mut used = vec![0.0; program.rhs.len()];
        let mut size: Vec<f64> = program.rhs.iter().map(|rhs| rhs.abs()).collect();
        for (column, value) in values.iter().enumerate().filter(|(_, value)| **value > 0.0) {
            for &(row, entry) in program.column(column) {
                used[row] += entry * value;
                size[row] = size[row].max((entry * value).abs());
            }
        }
        let active = (0..used.len())
            .map(|row| program.equal[row] || program.rhs[row] - used[row] <= 1e-8 * size[row])
            .collect();
        let entered = (0..program.columns())
            .map(|column| values[column] > 0.0 || program.block(column).is_none())
            .collect();
        Self { program, backend, limits, values, used, active, entered, tolerance }
    }

    /// Prices of all rows; `start` are those that the back end gave, if it did.
    ///
    /// The result is as exact as could be reached; whether it proves anything is for
    /// the certificate to say.
    pub(super) fn find(
        &mut self,
        working: &[usize],
        start: Option<Vec<f64>>,
    ) -> Result<Vec<f64>, Halt> {
        let mut prices = match start {
            Some(prices) => self.admissible(prices),
            None => {
                let zero = vec![0.0; self.used.len()];
                self.correct(&zero, 1e9 * self.tolerance)?
            }
        };
        let mut corrections = 0;
        loop {
            let error = self.error(&prices);
            if self.enter(working, &prices) {
                // New constraints: afresh, so that errors do not add up.
                let zero = vec![0.0; self.used.len()];
                prices = self.correct(&zero, 1e9 * self.tolerance)?;
            } else if error > self.tolerance && corrections < CORRECTIONS {
                corrections += 1;
                prices = self.correct(&prices, error)?;
            } else {
                return Ok(prices);
            }
        }
    }

    fn admissible(&self, mut prices: Vec<f64>) -> Vec<f64> {
        for (row, price) in prices.iter_mut().enumerate() {
            if !self.active[row] {
                *price = 0.0;
            } else if !self.program.equal[row] {
                *price = price.max(0.0);
            }
        }
        prices
    }

    fn is_full(&self, column: usize) -> bool {
        let upper = self.program.uppers[column];
        self.values[column] >= upper * (1.0 - 1e-9)
    }

    /// By how much complementary slackness and the constraints so far are missed.
    fn error(&self, prices: &[f64]) -> f64 {
        let columns = (0..self.program.columns()).filter(|&column| self.entered[column]);
        let errors = columns.map(|column| {
            let reduced = reduced_cost(self.program, column, prices);
            let allowed = rounding(self.program, column, prices);
            let error = match (self.is_full(column), self.values[column] > 0.0) {
                (true, _) => reduced,
                (false, true) => reduced.abs(),
                (false, false) => -reduced,
            };
            error - allowed
        });
        errors.fold(0.0, f64::max)
    }

    /// Lets violated columns enter; whether there were any.
    fn enter(&mut self, working: &[usize], prices: &[f64]) -> bool {
        let blocks = self.used.len() - self.program.coupling(&self.used).len();
        let mut violated: Vec<Vec<(f64, usize)>> = vec![Vec::new(); blocks];
        let mut any = false;
        for &column in working {
            if self.entered[column] || self.is_full(column) {
                continue;
            }
            let reduced = reduced_cost(self.program, column, prices);
            if reduced < -self.tolerance - rounding(self.program, column, prices) {
                any = true;
                match self.program.block(column) {
                    Some(block) => violated[block].push((reduced, column)),
                    None => self.entered[column] = true,
                }
            }
        }
        for list in &mut violated {
            list.sort_by(|a, b| a.0.total_cmp(&b.0));
            for &(_, column) in list.iter().take(PER_BLOCK) {
                self.entered[column] = true;
            }
        }
        any
    }

    /// Solves for the prices around `center`, where differences of about `unit` matter.
    fn correct(&self, center: &[f64], unit: f64) -> Result<Vec<f64>, Halt> {
        let program = self.program;
        let scale = power_of_two_scale(unit);
        let size = self.used.iter().map(|used| used.abs()).fold(0.0, f64::max);
        let quantity_scale = power_of_two_scale(size);
        let mut linear = Linear::default();
        let mut position = vec![None; self.used.len()];
        for column in (0..program.columns()).filter(|&column| self.entered[column]) {
            let rhs = reduced_cost(program, column, center) * scale;
            if rhs > FAR && self.values[column] == 0.0 {
                continue;
            }
            let mut terms = Vec::new();
            for &(row, entry) in program.column(column) {
                if self.active[row] {
                    let place = *position[row].get_or_insert_with(|| {
                        linear.variables.push(Variable {
                            cost: self.used[row] * quantity_scale,
                            lower: if program.equal[row] {
                                f64::NEG_INFINITY
                            } else {
                                -center[row] * scale
                            },
                            upper: f64::INFINITY,
                        });
                        linear.variables.len() - 1
                    });
                    terms.push((place, -entry));
                }
            }
            if self.values[column] > 0.0 && self.is_full(column) {
                terms.push((linear.variables.len(), -1.0));
                linear.variables.push(Variable {
                    cost: self.values[column] * quantity_scale,
                    lower: 0.0,
                    upper: f64::INFINITY,
                });
            }
            if !terms.is_empty() {
                linear.rows.push(Row { terms, equal: false, rhs });
            }
        }
        let answer = self.backend.run(&linear, self.limits)?;
        let mut prices = center.to_vec();
        for (row, place) in position.iter().enumerate() {
            if let Some(place) = *place {
                prices[row] += answer.values[place] / scale;
            }
        }
        Ok(self.admissible(prices))
    }
}
