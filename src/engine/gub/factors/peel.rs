//! Peels singletons off the matrix: they are pivots without fill.

use super::{Assembly, Factors, Step};

/// Smallest entry that may be a pivot, relative to the largest of its column.
pub(super) const SMALLEST_PIVOT: f64 = 1e-10;

/// Working space, kept from one factorisation to the next.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// The matrix by row: start, position, value.
    pub(super) start: Vec<u32>,
    pub(super) position: Vec<u32>,
    pub(super) value: Vec<f64>,
    /// Entries left in each row and column; 0 once it is eliminated.
    pub(super) row_count: Vec<u32>,
    pub(super) column_count: Vec<u32>,
    pub(super) row_done: Vec<bool>,
    pub(super) column_done: Vec<bool>,
    row_queue: Vec<u32>,
    column_queue: Vec<u32>,
}

impl Scratch {
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

    pub(super) fn row(&self, row: u32) -> impl Iterator<Item = (u32, f64)> + '_ {
        let range = self.start[row as usize] as usize..self.start[row as usize + 1] as usize;
        self.position[range.clone()].iter().copied().zip(self.value[range].iter().copied())
    }
}

/// Takes out column singletons (their row goes to U) and row singletons (their column
/// goes to L) until there are none; returns how many columns are left.
pub(super) fn peel(factors: &mut Factors, matrix: &Assembly) -> usize {
    let mut scratch = std::mem::take(&mut factors.peel);
    scratch.load(matrix);
    loop {
        if let Some(position) = scratch.column_queue.pop() {
            if !scratch.column_done[position as usize] {
                column_singleton(factors, &mut scratch, matrix, position);
            }
        } else if let Some(row) = scratch.row_queue.pop() {
            if !scratch.row_done[row as usize] {
                row_singleton(factors, &mut scratch, matrix, row);
            }
        } else {
            break;
        }
    }
    factors.peel = scratch;
    factors.size - factors.steps.len()
}

fn column_singleton(factors: &mut Factors, s: &mut Scratch, matrix: &Assembly, position: u32) {
    let mut column = matrix.column(position as usize);
    let Some((row, pivot)) = column.find(|&(row, _)| !s.row_done[row as usize]) else { return };
    let largest = matrix.column(position as usize).fold(0.0_f64, |most, e| most.max(e.1.abs()));
    if pivot.abs() <= SMALLEST_PIVOT * largest {
        return;
    }
    s.row_done[row as usize] = true;
    s.column_done[position as usize] = true;
    for slot in s.start[row as usize] as usize..s.start[row as usize + 1] as usize {
        let other = s.position[slot];
        if !s.column_done[other as usize] {
            factors.upper.push(other, s.value[slot]);
            s.column_count[other as usize] -= 1;
            if s.column_count[other as usize] == 1 {
                s.column_queue.push(other);
            }
        }
    }
    close(factors, Step { row, position, pivot });
}

fn row_singleton(factors: &mut Factors, s: &mut Scratch, matrix: &Assembly, row: u32) {
    let Some((position, pivot)) = s.row(row).find(|&(p, _)| !s.column_done[p as usize]) else {
        return;
    };
    let active = || matrix.column(position as usize).filter(|&(r, _)| !s.row_done[r as usize]);
    let largest = active().fold(0.0_f64, |most, entry| most.max(entry.1.abs()));
    // A small pivot would make large multipliers: leave it to the nucleus.
    if pivot.abs() < 0.01 * largest {
        return;
    }
    s.row_done[row as usize] = true;
    s.column_done[position as usize] = true;
    for (other, value) in matrix.column(position as usize) {
        if !s.row_done[other as usize] {
            factors.lower.push(other, value / pivot);
            s.row_count[other as usize] -= 1;
            if s.row_count[other as usize] == 1 {
                s.row_queue.push(other);
            }
        }
    }
    // Entries of the column in rows eliminated before are in U already.
    close(factors, Step { row, position, pivot });
}

pub(super) fn close(factors: &mut Factors, step: Step) {
    factors.lower.close();
    factors.upper.close();
    factors.steps.push(step);
}
