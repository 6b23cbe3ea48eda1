//! LU factors of the working basis, and FTRAN and BTRAN with them.
//!
//! `B = L · U · E₁ · E₂ …`. Most of a working basis is peeled off as singletons without any
//! fill ([`peel`]); what remains, the nucleus, is eliminated in the order of
//! Markowitz (1957) with threshold pivoting ([`nucleus`]). Between
//! factorisations every pivot appends a column eta to the eta file, and an exchange of a key
//! with a nonkey appends an involution ([`eta_file`](super::eta_file)).

use super::assembly::{Assembly, Singular};
use super::elimination::Elimination;
use super::eta_file::{EtaFile, MOST};
use super::sparse::Sparse;
use super::{nucleus, peel};

/// Factors of the working basis.
#[derive(Debug, Default)]
pub(crate) struct Factors {
    lu: Elimination,
    /// The entries of L by the step of their row: (row of the step, multiplier).
    lower_rows: Sparse,
    /// Steps whose list in `lower` (or `lower_rows`) is not empty, ascending.
    lower_steps: Vec<u32>,
    lower_row_steps: Vec<u32>,
    /// The entries of U by column: (row, value).
    upper_columns: Sparse,
    etas: EtaFile,
    peel: peel::Peel,
    step_of_row: Vec<u32>,
    step_of_position: Vec<u32>,
}

impl Factors {
    /// Factorises a matrix and empties the eta file.
    pub(crate) fn factorise(&mut self, matrix: &Assembly) -> Result<(), Singular> {
        self.lu.begin(matrix.len());
        self.etas.clear();
        let left = self.peel.eliminate(&mut self.lu, matrix);
        if left > 0 {
            nucleus::eliminate(&mut self.lu, &self.peel, matrix)?;
        }
        let size = self.lu.size;
        if self.lu.steps.len() < size {
            return Err(Singular);
        }
        self.step_of_row.resize(size, 0);
        self.step_of_position.resize(size, 0);
        for (index, step) in self.lu.steps.iter().enumerate() {
            self.step_of_row[step.row as usize] = index as u32;
            self.step_of_position[step.position as usize] = index as u32;
        }
        let Self { lu: Elimination { steps, lower, upper, .. }, lower_rows, upper_columns, .. } =
            self;
        let (of_row, of_position) = (&self.step_of_row, &self.step_of_position);
        let row_of = |step: usize| steps[step].row;
        lower.transpose_into(lower_rows, size, |row| of_row[row as usize] as usize, row_of);
        upper.transpose_into(
            upper_columns,
            size,
            |position| of_position[position as usize] as usize,
            row_of,
        );
        let filled = |lists: &Sparse| {
            (0..steps.len() as u32).filter(|&step| !lists.is_empty(step as usize)).collect()
        };
        self.lower_steps = filled(lower);
        self.lower_row_steps = filled(lower_rows);
        Ok(())
    }

    /// After a factorisation that failed: the rows without a pivot, and the positions of
    /// as many columns that depend on others.
    pub(crate) fn gaps(&self) -> (Vec<u32>, Vec<u32>) {
        let mut rows = vec![true; self.lu.size];
        let mut positions = vec![true; self.lu.size];
        for step in &self.lu.steps {
            rows[step.row as usize] = false;
            positions[step.position as usize] = false;
        }
        let left = |open: &[bool]| (0..open.len() as u32).filter(|&i| open[i as usize]).collect();
        (left(&rows), left(&positions))
    }

    /// FTRAN: solves `B x = rhs`. `rhs` is by row and ends as all zeros; `x` is by position
    /// and must start as all zeros.
    pub(crate) fn ftran(&self, rhs: &mut [f64], x: &mut [f64]) {
        for &step in &self.lower_steps {
            let step = step as usize;
            let value = rhs[self.lu.steps[step].row as usize];
            if value != 0.0 {
                for (row, multiplier) in self.lu.lower.entries(step) {
                    rhs[row] -= multiplier * value;
                }
            }
        }
        for (index, step) in self.lu.steps.iter().enumerate().rev() {
            let value = rhs[step.row as usize];
            if value != 0.0 {
                rhs[step.row as usize] = 0.0;
                let value = value / step.pivot;
                x[step.position as usize] = value;
                for (row, entry) in self.upper_columns.entries(index) {
                    rhs[row] -= entry * value;
                }
            }
        }
        self.etas.ftran(x);
    }

    /// BTRAN: solves `Bᵀ y = rhs`. `rhs` is by position and ends as all zeros; `y` is by row
    /// and must start as all zeros.
    pub(crate) fn btran(&self, rhs: &mut [f64], y: &mut [f64]) {
        self.etas.btran(rhs);
        for (index, step) in self.lu.steps.iter().enumerate() {
            let value = rhs[step.position as usize];
            if value != 0.0 {
                rhs[step.position as usize] = 0.0;
                let value = value / step.pivot;
                y[step.row as usize] = value;
                for (position, entry) in self.lu.upper.entries(index) {
                    rhs[position] -= entry * value;
                }
            }
        }
        for &step in self.lower_row_steps.iter().rev() {
            let step = step as usize;
            let value = y[self.lu.steps[step].row as usize];
            if value != 0.0 {
                for (row, multiplier) in self.lower_rows.entries(step) {
                    y[row] -= multiplier * value;
                }
            }
        }
    }

    /// Entries of L and U that are not zero, those on the diagonal of U included.
    pub(crate) fn entries(&self) -> usize {
        self.lu.steps.len() + self.lu.lower.index.len() + self.lu.upper.index.len()
    }

    /// Replaces the column at `position` by `B · alpha`.
    pub(crate) fn replace(&mut self, position: usize, alpha: &[f64], nonzero: &[u32]) {
        self.etas.replace(position, alpha, nonzero);
    }

    /// Exchanges the key of a lot with its nonkey at `position`; `others` are the positions
    /// of the lot's other nonkeys.
    pub(crate) fn exchange(&mut self, position: usize, others: &[u32]) {
        self.etas.exchange(position, others);
    }

    /// Length of the eta file: updates since the last factorisation.
    pub(crate) fn age(&self) -> usize {
        self.etas.len()
    }

    /// Whether the eta file makes FTRAN and BTRAN dearer than a new factorisation.
    pub(crate) fn is_worn(&self) -> bool {
        let fresh = self.entries();
        self.etas.len() >= MOST || self.etas.entries() > 3 * fresh
    }
}
