//! LU factors of the working basis, with product-form updates.
//!
//! `B = L · U · (updates)`. Most of a working basis is peeled off as singletons without
//! any fill; what remains, the nucleus, is eliminated in the order of Markowitz (1957)
//! with threshold pivoting. Between factorisations a pivot appends one column eta
//! (Dantzig and Orchard-Hays 1954), and an exchange of a key with a nonkey appends the
//! involution of Dantzig and Van Slyke (1967).

mod nucleus;
mod peel;
mod updates;

use updates::Updates;

/// The columns of a square matrix, one after the other.
#[derive(Debug, Default)]
pub(super) struct Assembly {
    pub(super) start: Vec<u32>,
    pub(super) row: Vec<u32>,
    pub(super) value: Vec<f64>,
}

impl Assembly {
    pub(super) fn clear(&mut self) {
        self.start.clear();
        self.start.push(0);
        self.row.clear();
        self.value.clear();
    }

    pub(super) fn push(&mut self, row: usize, value: f64) {
        self.row.push(row as u32);
        self.value.push(value);
    }

    pub(super) fn close_column(&mut self) {
        self.start.push(self.row.len() as u32);
    }

    fn column(&self, position: usize) -> impl Iterator<Item = (u32, f64)> + '_ {
        let range = self.start[position] as usize..self.start[position + 1] as usize;
        self.row[range.clone()].iter().copied().zip(self.value[range].iter().copied())
    }

    fn len(&self) -> usize {
        self.start.len().saturating_sub(1)
    }

    /// Entries of all columns.
    pub(super) fn entries(&self) -> usize {
        self.row.len()
    }
}

/// The matrix has no inverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Singular;

/// Sparse lists indexed by step or row, in flat vectors.
#[derive(Debug, Default)]
struct Sparse {
    start: Vec<u32>,
    index: Vec<u32>,
    value: Vec<f64>,
}

impl Sparse {
    fn clear(&mut self) {
        self.start.clear();
        self.start.push(0);
        self.index.clear();
        self.value.clear();
    }

    fn range(&self, list: usize) -> std::ops::Range<usize> {
        self.start[list] as usize..self.start[list + 1] as usize
    }

    fn is_empty(&self, list: usize) -> bool {
        self.start[list] == self.start[list + 1]
    }

    fn push(&mut self, index: u32, value: f64) {
        self.index.push(index);
        self.value.push(value);
    }

    fn close(&mut self) {
        self.start.push(self.index.len() as u32);
    }

    fn entries(&self, list: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.range(list);
        let values = &self.value[range.clone()];
        self.index[range].iter().zip(values).map(|(&index, &value)| (index as usize, value))
    }

    /// The transposed lists: entry `(list, i)` becomes `(to(i), from(list))`.
    fn transpose_into(
        &self,
        other: &mut Self,
        lists: usize,
        to: impl Fn(u32) -> usize,
        from: impl Fn(usize) -> u32,
    ) {
        let mut count = vec![0_u32; lists + 1];
        for &index in &self.index {
            count[to(index) + 1] += 1;
        }
        for list in 0..lists {
            count[list + 1] += count[list];
        }
        other.start.clone_from(&count);
        other.index.clear();
        other.index.resize(self.index.len(), 0);
        other.value.clear();
        other.value.resize(self.index.len(), 0.0);
        for list in 0..self.start.len() - 1 {
            for entry in self.range(list) {
                let slot = &mut count[to(self.index[entry])];
                other.index[*slot as usize] = from(list);
                other.value[*slot as usize] = self.value[entry];
                *slot += 1;
            }
        }
    }
}

/// One elimination step.
#[derive(Debug, Clone, Copy)]
struct Step {
    row: u32,
    position: u32,
    pivot: f64,
}

/// Factors of the working basis.
#[derive(Debug, Default)]
pub(super) struct Factors {
    size: usize,
    steps: Vec<Step>,
    /// Multipliers by step: (row, multiplier).
    lower: Sparse,
    /// The same by the step of the row: (row of the step, multiplier).
    lower_rows: Sparse,
    /// Steps whose list in `lower` (or `lower_rows`) is not empty, ascending.
    lower_steps: Vec<u32>,
    lower_row_steps: Vec<u32>,
    /// Off-diagonal entries of U by step: (position, value).
    upper: Sparse,
    /// The same by column: (row, value).
    upper_columns: Sparse,
    updates: Updates,
    peel: peel::Scratch,
    step_of_row: Vec<u32>,
    step_of_position: Vec<u32>,
}

impl Factors {
    /// Factorises the matrix anew and forgets all updates.
    pub(super) fn factorise(&mut self, matrix: &Assembly) -> Result<(), Singular> {
        self.size = matrix.len();
        self.steps.clear();
        self.lower.clear();
        self.upper.clear();
        self.updates.clear();
        let left = peel::peel(self, matrix);
        if left > 0 {
            nucleus::eliminate(self, matrix)?;
        }
        if self.steps.len() < self.size {
            return Err(Singular);
        }
        self.step_of_row.resize(self.size, 0);
        self.step_of_position.resize(self.size, 0);
        for (index, step) in self.steps.iter().enumerate() {
            self.step_of_row[step.row as usize] = index as u32;
            self.step_of_position[step.position as usize] = index as u32;
        }
        let Self { steps, lower, lower_rows, upper, upper_columns, .. } = self;
        let (of_row, of_position) = (&self.step_of_row, &self.step_of_position);
        let row_of = |step: usize| steps[step].row;
        lower.transpose_into(lower_rows, self.size, |row| of_row[row as usize] as usize, row_of);
        upper.transpose_into(
            upper_columns,
            self.size,
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

    /// After a factorisation that failed: the rows without a pivot and the positions of
    /// the columns that depend on others, as many of both.
    pub(super) fn gaps(&self) -> (Vec<u32>, Vec<u32>) {
        let mut rows = vec![true; self.size];
        let mut positions = vec![true; self.size];
        for step in &self.steps {
            rows[step.row as usize] = false;
            positions[step.position as usize] = false;
        }
        let left = |open: &[bool]| (0..open.len() as u32).filter(|&i| open[i as usize]).collect();
        (left(&rows), left(&positions))
    }

    /// Solves `B x = rhs`. `rhs` by row, left full of zeros; `x` by position, which must
    /// come full of zeros.
    pub(super) fn solve(&self, rhs: &mut [f64], x: &mut [f64]) {
        for &step in &self.lower_steps {
            let step = step as usize;
            let value = rhs[self.steps[step].row as usize];
            if value != 0.0 {
                for (row, multiplier) in self.lower.entries(step) {
                    rhs[row] -= multiplier * value;
                }
            }
        }
        for (index, step) in self.steps.iter().enumerate().rev() {
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
        self.updates.solve(x);
    }

    /// Solves `Bᵀ y = rhs`. `rhs` by position, left full of zeros; `y` by row, which must
    /// come full of zeros.
    pub(super) fn solve_transposed(&self, rhs: &mut [f64], y: &mut [f64]) {
        self.updates.solve_transposed(rhs);
        for (index, step) in self.steps.iter().enumerate() {
            let value = rhs[step.position as usize];
            if value != 0.0 {
                rhs[step.position as usize] = 0.0;
                let value = value / step.pivot;
                y[step.row as usize] = value;
                for (position, entry) in self.upper.entries(index) {
                    rhs[position] -= entry * value;
                }
            }
        }
        for &step in self.lower_row_steps.iter().rev() {
            let step = step as usize;
            let value = y[self.steps[step].row as usize];
            if value != 0.0 {
                for (row, multiplier) in self.lower_rows.entries(step) {
                    y[row] -= multiplier * value;
                }
            }
        }
    }

    /// Entries of L and U that are not zero, those on the diagonal of U included.
    pub(super) fn entries(&self) -> usize {
        self.steps.len() + self.lower.index.len() + self.upper.index.len()
    }

    /// The column at `position` is replaced by one whose solution is `alpha`.
    pub(super) fn replace(&mut self, position: usize, alpha: &[f64], nonzero: &[u32]) {
        self.updates.replace(position, alpha, nonzero);
    }

    /// The key of a lot changes roles with the nonkey at `position`; `others` are the
    /// positions of the lot's other nonkeys.
    pub(super) fn exchange(&mut self, position: usize, others: &[u32]) {
        self.updates.exchange(position, others);
    }

    /// Updates since the last factorisation.
    pub(super) fn age(&self) -> usize {
        self.updates.len()
    }

    /// Whether solving has become dearer than factorising anew.
    pub(super) fn is_worn(&self) -> bool {
        let fresh = self.entries();
        self.updates.len() >= updates::MOST || self.updates.entries() > 3 * fresh
    }
}
