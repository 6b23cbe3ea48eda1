//! An exact simplex method, level by level.
//!
//! Every row is "at most", with nothing negative on its right side, so that doing nothing
//! is a first answer. After a level is optimal, a column whose reduced cost is positive is
//! zero in every answer that is as good: leaving it out holds the level exactly, without a
//! tolerance and without a further row.

use super::number::Fraction;

/// A sparse sum over columns.
pub(super) type Sum = Vec<(usize, Fraction)>;

/// Rows solved for the basic variables, over the nonbasic ones: `x = b - Σ a · nonbasic`.
pub(super) struct Tableau {
    /// The variable of each row.
    basic: Vec<usize>,
    /// The variable of each column.
    outside: Vec<usize>,
    rows: Vec<Vec<Fraction>>,
    right: Vec<Fraction>,
}

impl Tableau {
    /// So many variables, none negative, and rows "sum at most right side".
    pub(super) fn new(variables: usize, rows: &[(Sum, Fraction)]) -> Result<Self, String> {
        let mut dense = vec![vec![Fraction::ZERO; variables]; rows.len()];
        for (row, (sum, right)) in dense.iter_mut().zip(rows) {
            if *right < Fraction::ZERO {
                return Err("a row that doing nothing does not keep".into());
            }
            for (variable, factor) in sum {
                row[*variable] += factor;
            }
        }
        Ok(Self {
            basic: (variables..variables + rows.len()).collect(),
            outside: (0..variables).collect(),
            rows: dense,
            right: rows.iter().map(|(_, right)| right.clone()).collect(),
        })
    }

    /// The least value of a sum over what is still free; what is not as good is given up.
    pub(super) fn least(&mut self, sum: &Sum) -> Result<Fraction, String> {
        let (mut value, mut costs) = self.reduced(sum);
        // Steps that gain nothing, since the last that did.
        let mut idle = 0;
        while let Some(column) = self.entering(&costs, idle > 30) {
            let row = self.leaving(column).ok_or("a level without an end")?;
            idle = if self.right[row].is_zero() { idle + 1 } else { 0 };
            self.pivot(row, column);
            let cost = std::mem::take(&mut costs[column]);
            value += &cost * &self.right[row];
            for (other, factor) in costs.iter_mut().zip(&self.rows[row]) {
                if !factor.is_zero() {
                    *other -= &cost * factor;
                }
            }
        }
        for column in (0..costs.len()).rev() {
            if costs[column] > Fraction::ZERO {
                self.outside.swap_remove(column);
                for row in &mut self.rows {
                    row.swap_remove(column);
                }
            }
        }
        Ok(value)
    }

    /// The value of a sum at this corner, and what each column would add to it.
    fn reduced(&self, sum: &Sum) -> (Fraction, Vec<Fraction>) {
        let mut value = Fraction::ZERO;
        let mut costs = vec![Fraction::ZERO; self.outside.len()];
        for (variable, cost) in sum {
            if let Some(column) = self.outside.iter().position(|one| one == variable) {
                costs[column] += cost;
            }
            // A variable that is neither has been given up: it is zero for good.
            let Some(row) = self.basic.iter().position(|one| one == variable) else { continue };
            value += cost * &self.right[row];
            for (total, factor) in costs.iter_mut().zip(&self.rows[row]) {
                if !factor.is_zero() {
                    *total -= cost * factor;
                }
            }
        }
        (value, costs)
    }

    /// The column that gains most, or by Bland's rule, which cannot go round in a circle, the
    /// first that gains.
    fn entering(&self, costs: &[Fraction], carefully: bool) -> Option<usize> {
        let gains = (0..costs.len()).filter(|&column| costs[column] < Fraction::ZERO);
        if carefully {
            gains.min_by_key(|&column| self.outside[column])
        } else {
            gains.min_by(|&one, &other| costs[one].cmp(&costs[other]))
        }
    }

    /// The row that stops a column first; of several the one of the first variable.
    fn leaving(&self, column: usize) -> Option<usize> {
        let mut best: Option<(Fraction, usize)> = None;
        for (row, factors) in self.rows.iter().enumerate() {
            if factors[column] <= Fraction::ZERO {
                continue;
            }
            let ratio = &self.right[row] / &factors[column];
            let better = best.as_ref().is_none_or(|(least, other)| {
                ratio < *least || (ratio == *least && self.basic[row] < self.basic[*other])
            });
            if better {
                best = Some((ratio, row));
            }
        }
        best.map(|(_, row)| row)
    }

    /// Exchanges the variables of a row and a column.
    fn pivot(&mut self, row: usize, column: usize) {
        let factor = std::mem::replace(&mut self.rows[row][column], Fraction::ONE);
        for one in &mut self.rows[row] {
            if !one.is_zero() {
                *one = &*one / &factor;
            }
        }
        self.right[row] = &self.right[row] / &factor;
        let used: Vec<(usize, Fraction)> = (self.rows[row].iter().cloned().enumerate())
            .filter(|(_, one)| !one.is_zero())
            .collect();
        let right = self.right[row].clone();
        for (other, factors) in self.rows.iter_mut().enumerate() {
            if other == row || factors[column].is_zero() {
                continue;
            }
            let times = std::mem::take(&mut factors[column]);
            for (position, one) in &used {
                factors[*position] -= &times * one;
            }
            self.right[other] -= &times * &right;
        }
        std::mem::swap(&mut self.basic[row], &mut self.outside[column]);
    }
}
