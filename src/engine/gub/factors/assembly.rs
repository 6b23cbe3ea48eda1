//! The matrix to be factorised.

/// The columns of a square matrix, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Assembly {
    pub(crate) start: Vec<u32>,
    pub(crate) row: Vec<u32>,
    pub(crate) value: Vec<f64>,
}

impl Assembly {
    pub(crate) fn clear(&mut self) {
        self.start.clear();
        self.start.push(0);
        self.row.clear();
        self.value.clear();
    }

    pub(crate) fn push(&mut self, row: usize, value: f64) {
        self.row.push(row as u32);
        self.value.push(value);
    }

    pub(crate) fn close_column(&mut self) {
        self.start.push(self.row.len() as u32);
    }

    pub(crate) fn column(&self, position: usize) -> impl Iterator<Item = (u32, f64)> + '_ {
        let range = self.start[position] as usize..self.start[position + 1] as usize;
        self.row[range.clone()].iter().copied().zip(self.value[range].iter().copied())
    }

    pub(crate) fn len(&self) -> usize {
        self.start.len().saturating_sub(1)
    }

    /// Number of entries.
    pub(crate) fn entries(&self) -> usize {
        self.row.len()
    }
}

/// The matrix is singular.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Singular;
