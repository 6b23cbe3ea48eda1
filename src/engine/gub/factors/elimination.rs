//! The steps of an elimination and the triangular factors that they leave.

use super::sparse::Sparse;

/// One elimination step.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step {
    pub(crate) row: u32,
    pub(crate) position: u32,
    pub(crate) pivot: f64,
}

/// The steps so far, with L and U.
#[derive(Debug, Default)]
pub(crate) struct Elimination {
    pub(crate) size: usize,
    pub(crate) steps: Vec<Step>,
    /// Entries of L by step: (row, multiplier).
    pub(crate) lower: Sparse,
    /// Off-diagonal entries of U by step: (position, value).
    pub(crate) upper: Sparse,
}

impl Elimination {
    /// Starts again, for a matrix of this size.
    pub(crate) fn begin(&mut self, size: usize) {
        self.size = size;
        self.steps.clear();
        self.lower.clear();
        self.upper.clear();
    }

    /// Closes the lists of a step.
    pub(crate) fn close(&mut self, step: Step) {
        self.lower.close();
        self.upper.close();
        self.steps.push(step);
    }
}
