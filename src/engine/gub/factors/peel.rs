//! Peels singletons off the matrix: pivots without fill.

use super::assembly::Assembly;
use super::elimination::{Elimination, Step};
use crate::tolerance::LU_PIVOT;

/// A row singleton smaller than this share of its column would make large multipliers.
const THRESHOLD: f64 = 0.01;

/// What has been peeled off, and working space that is kept between factorisations.
#[derive(Debug, Default)]
pub(crate) struct Peel {
    /// The matrix by row: start, position, value.
    start: Vec<u32>,
    position: Vec<u32>,
    value: Vec<f64>,
    /// Entries left in each row and column; 0 once it is eliminated.
    row_count: Vec<u32>,
    column_count: Vec<u32>,
    pub(crate) row_done: Vec<bool>,
    pub(crate) column_done: Vec<bool>,
    row_queue: Vec<u32>,
    column_queue: Vec<u32>,
}

impl Peel {
    fn load(&mut self, matrix: &Assembly) {
        let size = matrix.len();
        let mut start = std::mem::take(&mut self.start);
        start.clear();
        start.resize(size + 1, 0);
        for &row in &matrix.row {
            start[row as usize + 1] += 1;
        }
        self.row_count.clear();
        self.row_count.extend_from_slice(&start[1..]);
        for row in 0..size {
            start[row + 1] += start[row];
        }
        let mut cursor = start.clone();
        self.start = start;
        self.position.resize(matrix.row.len(), 0);
        self.value.resize(matrix.row.len(), 0.0);
        self.column_count.clear();
        for position in 0..size {
            for (row, value) in matrix.column(position) {
                let slot = cursor[row as usize] as usize;
                cursor[row as usize] += 1;
                self.position[slot] = position as u32;
                self.value[slot] = value;
            }
            self.column_count.push(matrix.start[position + 1] - matrix.start[position]);
        }
        self.row_done.clear();
        self.row_done.resize(size, false);
        self.column_done.clear();
        self.column_done.resize(size, false);
        self.row_queue.clear();
        self.row_queue.extend((0..size as u32).filter(|&row| self.row_count[row as usize] == 1));
        self.column_queue.clear();
        let single = |&position: &u32| self.column_count[position as usize] == 1;
        self.column_queue.extend((0..size as u32).filter(single));
    }

    pub(crate) fn row(&self, row: u32) -> impl Iterator<Item = (u32, f64)> + '_ {
        let range = self.start[row as usize] as usize..self.start[row as usize + 1] as usize;
        self.position[range.clone()].iter().copied().zip(self.value[range].iter().copied())
    }

    /// Eliminates column singletons (their row goes to U) and row singletons (their column
    /// goes to L) until there are none; returns how many columns are left.
    pub(crate) fn eliminate(&mut self, lu: &mut Elimination, matrix: &Assembly) -> usize {
        self.load(matrix);
        loop {
            if let Some(position) = self.column_queue.pop() {
                if !self.column_done[position as usize] {
                    self.column_singleton(lu, matrix, position);
                }
            } else if let Some(row) = self.row_queue.pop() {
                if !self.row_done[row as usize] {
                    self.row_singleton(lu, matrix, row);
                }
            } else {
                break;
            }
        }
        lu.size - lu.steps.len()
    }

    fn column_singleton(&mut self, lu: &mut Elimination, matrix: &Assembly, position: u32) {
        let mut column = matrix.column(position as usize);
        let Some((row, pivot)) = column.find(|&(row, _)| !self.row_done[row as usize]) else {
            return;
        };
        let entries = matrix.column(position as usize);
        let largest = entries.fold(0.0_f64, |most, entry| most.max(entry.1.abs()));
        if pivot.abs() <= LU_PIVOT * largest {
            return;
        }
        self.row_done[row as usize] = true;
        self.column_done[position as usize] = true;
        for slot in self.start[row as usize] as usize..self.start[row as usize + 1] as usize {
            let other = self.position[slot];
            if !self.column_done[other as usize] {
                lu.upper.push(other, self.value[slot]);
                self.column_count[other as usize] -= 1;
                if self.column_count[other as usize] == 1 {
                    self.column_queue.push(other);
                }
            }
        }
        lu.close(Step { row, position, pivot });
    }

    fn row_singleton(&mut self, lu: &mut Elimination, matrix: &Assembly, row: u32) {
        let found = self.row(row).find(|&(position, _)| !self.column_done[position as usize]);
        let Some((position, pivot)) = found else { return };
        let column = || matrix.column(position as usize);
        let active = column().filter(|&(row, _)| !self.row_done[row as usize]);
        let largest = active.fold(0.0_f64, |most, entry| most.max(entry.1.abs()));
        // Left to the nucleus.
        if pivot.abs() < THRESHOLD * largest {
            return;
        }
        self.row_done[row as usize] = true;
        self.column_done[position as usize] = true;
        for (other, value) in column() {
            if !self.row_done[other as usize] {
                lu.lower.push(other, value / pivot);
                self.row_count[other as usize] -= 1;
                if self.row_count[other as usize] == 1 {
                    self.row_queue.push(other);
                }
            }
        }
        // Entries of the column in rows eliminated earlier are in U already.
        lu.close(Step { row, position, pivot });
    }
}
