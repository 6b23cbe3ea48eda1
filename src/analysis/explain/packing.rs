//! How much lines can make together of what they share.

use crate::tolerance::DUST;

/// Something that several lines share in a month.
#[derive(Debug)]
pub(super) struct Pool {
    /// What there is of it.
    pub(super) room: f64,
    /// What a unit takes of it on each line; 0 where it takes none.
    pub(super) per_unit: Vec<f64>,
}

/// The most units that lines make: each up to its own bound, all within the pools.
///
/// A linear program, max Σ x with 0 ≤ x ≤ bound and Σ `per_unit` · x ≤ room, solved by
/// the simplex method (exchange of rows and columns, Bland's rule, so it ends). It starts at
/// nothing made, which fits.
///
/// Complexity: O(lines × (lines + pools)) for each exchange, of which there are few more than
/// lines.
pub(super) fn most_units(bounds: &[f64], pools: &[Pool]) -> f64 {
    // What no pool and no bound limits has no end; what only pools limit gets their bound.
    let bound = |(line, &bound): (usize, &f64)| {
        let limits = pools.iter().filter(|pool| pool.per_unit[line] > 0.0);
        limits.map(|pool| pool.room.max(0.0) / pool.per_unit[line]).fold(bound.max(0.0), f64::min)
    };
    let bounds: Vec<f64> = bounds.iter().enumerate().map(bound).collect();
    if bounds.iter().any(|bound| bound.is_infinite()) {
        return f64::INFINITY;
    }
    let rows = pools.iter().filter(|pool| pool.room.is_finite());
    let rows = rows.map(|pool| (pool.per_unit.clone(), pool.room.max(0.0)));
    Tableau::new(&bounds, rows).maximum()
}

/// `left = room − Σ amount · x` for each row, and what a unit of each column earns.
#[derive(Debug)]
struct Tableau {
    rows: Vec<Row>,
    earned: Vec<f64>,
    /// The variable of each column; those from `earned.len()` on are what rows leave.
    columns: Vec<usize>,
    total: f64,
}

#[derive(Debug)]
struct Row {
    variable: usize,
    amounts: Vec<f64>,
    left: f64,
}

impl Tableau {
    fn new(bounds: &[f64], rows: impl Iterator<Item = (Vec<f64>, f64)>) -> Self {
        let count = bounds.len();
        let single = bounds.iter().enumerate().map(|(line, &bound)| {
            let mut amounts = vec![0.0; count];
            amounts[line] = 1.0;
            (amounts, bound)
        });
        let rows = rows.chain(single).zip(count..);
        let rows = rows.map(|((amounts, left), variable)| Row { variable, amounts, left });
        Self {
            rows: rows.collect(),
            earned: vec![1.0; count],
            columns: (0..count).collect(),
            total: 0.0,
        }
    }

    fn maximum(mut self) -> f64 {
        while let Some(column) = self.entering() {
            // Every column is bounded, by its own row if by nothing else.
            let Some(row) = self.leaving(column) else { break };
            self.exchange(row, column);
        }
        self.total
    }

    fn entering(&self) -> Option<usize> {
        let earning = (0..self.columns.len()).filter(|&column| self.earned[column] > DUST);
        earning.min_by_key(|&column| self.columns[column])
    }

    fn leaving(&self, column: usize) -> Option<usize> {
        let ratio = |row: &Row| row.left / row.amounts[column];
        let takes = |&row: &usize| self.rows[row].amounts[column] > DUST;
        (0..self.rows.len()).filter(takes).min_by(|&a, &b| {
            let (a, b) = (&self.rows[a], &self.rows[b]);
            ratio(a).total_cmp(&ratio(b)).then(a.variable.cmp(&b.variable))
        })
    }

    /// The row's variable and the column's change places.
    fn exchange(&mut self, row: usize, column: usize) {
        let pivot = &mut self.rows[row];
        std::mem::swap(&mut pivot.variable, &mut self.columns[column]);
        let divisor = pivot.amounts[column];
        pivot.amounts[column] = 1.0;
        pivot.amounts.iter_mut().for_each(|amount| *amount /= divisor);
        pivot.left /= divisor;
        let (amounts, left) = (pivot.amounts.clone(), pivot.left);
        for (other, line) in self.rows.iter_mut().enumerate() {
            if other != row {
                let times = std::mem::take(&mut line.amounts[column]);
                subtract(&mut line.amounts, times, &amounts);
                line.left = (line.left - times * left).max(0.0);
            }
        }
        let times = std::mem::take(&mut self.earned[column]);
        subtract(&mut self.earned, times, &amounts);
        self.total += times * left;
    }
}

fn subtract(from: &mut [f64], times: f64, amounts: &[f64]) {
    for (from, amount) in from.iter_mut().zip(amounts) {
        *from -= times * amount;
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "whole numbers and halves are exact")]
mod tests {
    use super::{Pool, most_units};

    /// Worked by hand: 6 hours; a unit takes 2 on the first line and 1 on the second.
    #[test]
    fn the_cheaper_line_goes_first() {
        let pool = || Pool { room: 6.0, per_unit: vec![2.0, 1.0] };
        assert_eq!(most_units(&[10.0, 4.0], &[pool()]), 5.0);
        assert_eq!(most_units(&[10.0, f64::INFINITY], &[pool()]), 6.0);
        assert_eq!(most_units(&[0.5, 1.0], &[pool()]), 1.5);
    }

    /// Two pools that cross: neither alone says more than 4 + 4, together they leave 16 / 3.
    #[test]
    fn pools_that_cross() {
        let one = Pool { room: 8.0, per_unit: vec![1.0, 2.0] };
        let two = Pool { room: 8.0, per_unit: vec![2.0, 1.0] };
        let most = most_units(&[4.0, 4.0], &[one, two]);
        assert!((most - 16.0 / 3.0).abs() < 1e-12, "{most}");
    }

    #[test]
    fn what_nothing_limits_has_no_end() {
        assert_eq!(most_units(&[f64::INFINITY, 1.0], &[]), f64::INFINITY);
        let unknown = Pool { room: f64::INFINITY, per_unit: vec![1.0, 1.0] };
        assert_eq!(most_units(&[2.0, 1.0], &[unknown]), 3.0);
    }
}
