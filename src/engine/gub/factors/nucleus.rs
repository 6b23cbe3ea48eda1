//! Gaussian elimination of what the peel has left, by the rule of Markowitz (1957):
//! the pivot with the least (row count − 1) · (column count − 1) among a few short rows
//! and columns, if it is not small beside the largest entry of its row.

use super::assembly::{Assembly, Singular};
use super::elimination::{Elimination, Step};
use super::peel::Peel;
use crate::tolerance::{CANCELLED, LU_PIVOT};

/// A pivot must reach this share of the largest entry of its row.
const THRESHOLD: f64 = 0.1;
/// Rows and columns searched before the best pivot so far is taken.
const SEARCHED: usize = 4;

const END: u32 = u32::MAX;

/// Rows or columns by count, as doubly linked lists.
#[derive(Debug)]
struct Buckets {
    head: Vec<u32>,
    next: Vec<u32>,
    previous: Vec<u32>,
    count: Vec<u32>,
}

impl Buckets {
    fn new(size: usize) -> Self {
        Self {
            head: vec![END; size + 1],
            next: vec![END; size],
            previous: vec![END; size],
            count: vec![0; size],
        }
    }

    fn insert(&mut self, item: u32, count: usize) {
        let head = self.head[count];
        self.next[item as usize] = head;
        self.previous[item as usize] = END;
        if head != END {
            self.previous[head as usize] = item;
        }
        self.head[count] = item;
        self.count[item as usize] = count as u32;
    }

    fn remove(&mut self, item: u32) {
        let (next, previous) = (self.next[item as usize], self.previous[item as usize]);
        if next != END {
            self.previous[next as usize] = previous;
        }
        if previous == END {
            self.head[self.count[item as usize] as usize] = next;
        } else {
            self.next[previous as usize] = next;
        }
    }

    fn update(&mut self, item: u32, count: usize) {
        if self.count[item as usize] as usize != count {
            self.remove(item);
            self.insert(item, count);
        }
    }

    fn list(&self, count: usize) -> impl Iterator<Item = u32> + '_ {
        let item = |item: u32| (item != END).then_some(item);
        std::iter::successors(item(self.head[count]), move |&at| item(self.next[at as usize]))
    }
}

/// The active part of the matrix, its rows and columns numbered from zero.
#[derive(Debug)]
struct Nucleus {
    /// Numbers of the rows and positions in the whole matrix.
    row_name: Vec<u32>,
    position_name: Vec<u32>,
    rows: Vec<Vec<(u32, f64)>>,
    columns: Vec<Vec<u32>>,
    by_row: Buckets,
    by_column: Buckets,
    /// The pivot row by column, and for each column a mark of the last row with an entry there.
    pivot_row: Vec<f64>,
    met: Vec<u32>,
}

/// Eliminates what the peel has left.
pub(crate) fn eliminate(
    lu: &mut Elimination,
    peel: &Peel,
    matrix: &Assembly,
) -> Result<(), Singular> {
    let mut nucleus = Nucleus::new(peel, matrix);
    let size = nucleus.rows.len();
    for stamp in 0..size {
        let Some((row, column)) = nucleus.choose() else { return Err(Singular) };
        nucleus.pivot(lu, row, column, stamp as u32);
    }
    Ok(())
}

impl Nucleus {
    fn new(peel: &Peel, matrix: &Assembly) -> Self {
        let left = |done: &[bool]| -> Vec<u32> {
            (0..done.len() as u32).filter(|&item| !done[item as usize]).collect()
        };
        let row_name = left(&peel.row_done);
        let position_name = left(&peel.column_done);
        let mut number = vec![END; matrix.len()];
        for (index, &position) in position_name.iter().enumerate() {
            number[position as usize] = index as u32;
        }
        let size = row_name.len();
        let mut columns = vec![Vec::new(); size];
        let mut rows = Vec::with_capacity(size);
        for (index, &row) in row_name.iter().enumerate() {
            let entries = peel.row(row).filter(|&(position, _)| number[position as usize] != END);
            let entries: Vec<_> = entries.map(|(p, value)| (number[p as usize], value)).collect();
            for &(column, _) in &entries {
                columns[column as usize].push(index as u32);
            }
            rows.push(entries);
        }
        let mut by_row = Buckets::new(size);
        let mut by_column = Buckets::new(size);
        for index in (0..size).rev() {
            by_row.insert(index as u32, rows[index].len());
            by_column.insert(index as u32, columns[index].len());
        }
        Self {
            row_name,
            position_name,
            rows,
            columns,
            by_row,
            by_column,
            pivot_row: vec![0.0; size],
            met: vec![END; size],
        }
    }

    fn largest(&self, row: u32) -> f64 {
        self.rows[row as usize].iter().fold(0.0, |most, entry| most.max(entry.1.abs()))
    }

    /// The pivot to take: row and column.
    fn choose(&self) -> Option<(u32, u32)> {
        let size = self.rows.len();
        let mut best: Option<(usize, f64, u32, u32)> = None;
        let mut searched = 0;
        let mut offer = |cost: usize, value: f64, row: u32, column: u32| {
            if best.is_none_or(|b| cost < b.0 || (cost == b.0 && value.abs() > b.1)) {
                best = Some((cost, value.abs(), row, column));
            }
            best.map_or(usize::MAX, |b| b.0)
        };
        let mut least = usize::MAX;
        for count in 1..=size {
            if least <= (count - 1) * (count - 1) {
                break;
            }
            for column in self.by_column.list(count) {
                for &row in &self.columns[column as usize] {
                    let entries = &self.rows[row as usize];
                    let Some(&(_, value)) = entries.iter().find(|entry| entry.0 == column) else {
                        continue;
                    };
                    let cost = (count - 1) * (entries.len() - 1);
                    if cost <= least && value.abs() >= THRESHOLD * self.largest(row) {
                        least = offer(cost, value, row, column);
                    }
                }
                searched += 1;
                if searched >= SEARCHED && least < usize::MAX {
                    break;
                }
            }
            if (searched >= SEARCHED && least < usize::MAX) || least <= count * (count - 1) {
                break;
            }
            for row in self.by_row.list(count) {
                let largest = self.largest(row);
                for &(column, value) in &self.rows[row as usize] {
                    let cost = (count - 1) * (self.columns[column as usize].len() - 1);
                    if cost <= least && value.abs() >= THRESHOLD * largest {
                        least = offer(cost, value, row, column);
                    }
                }
                searched += 1;
                if searched >= SEARCHED && least < usize::MAX {
                    break;
                }
            }
            if searched >= SEARCHED && least < usize::MAX {
                break;
            }
        }
        best.filter(|b| b.1 > LU_PIVOT).map(|b| (b.2, b.3))
    }

    fn pivot(&mut self, lu: &mut Elimination, row: u32, column: u32, stamp: u32) {
        let entries = std::mem::take(&mut self.rows[row as usize]);
        self.by_row.remove(row);
        self.by_column.remove(column);
        let mut pivot = 0.0;
        for &(other, value) in &entries {
            if other == column {
                pivot = value;
                continue;
            }
            self.pivot_row[other as usize] = value;
            lu.upper.push(self.position_name[other as usize], value);
            let list = &mut self.columns[other as usize];
            if let Some(slot) = list.iter().position(|&item| item == row) {
                list.swap_remove(slot);
            }
        }
        for other in std::mem::take(&mut self.columns[column as usize]) {
            if other != row {
                let multiplier = self.reduce(other, column, pivot, &entries, stamp);
                lu.lower.push(self.row_name[other as usize], multiplier);
            }
        }
        for &(other, _) in &entries {
            if other != column {
                self.pivot_row[other as usize] = 0.0;
                let count = self.columns[other as usize].len();
                self.by_column.update(other, count);
            }
        }
        let (row, position) = (self.row_name[row as usize], self.position_name[column as usize]);
        lu.close(Step { row, position, pivot });
    }

    /// Subtracts a multiple of the pivot row from another row; returns the multiplier.
    fn reduce(
        &mut self,
        row: u32,
        column: u32,
        pivot: f64,
        pivot_entries: &[(u32, f64)],
        stamp: u32,
    ) -> f64 {
        let mut entries = std::mem::take(&mut self.rows[row as usize]);
        let Some(slot) = entries.iter().position(|entry| entry.0 == column) else { return 0.0 };
        let multiplier = entries.swap_remove(slot).1 / pivot;
        // Unique to this row and step.
        let size = self.rows.len() as u32;
        let mark = stamp.wrapping_mul(size).wrapping_add(row);
        let mut slot = 0;
        while slot < entries.len() {
            let (other, before) = entries[slot];
            let across = self.pivot_row[other as usize];
            if across != 0.0 {
                self.met[other as usize] = mark;
                let after = before - multiplier * across;
                if after.abs() <= CANCELLED * before.abs() {
                    entries.swap_remove(slot);
                    let list = &mut self.columns[other as usize];
                    if let Some(at) = list.iter().position(|&item| item == row) {
                        list.swap_remove(at);
                    }
                    continue;
                }
                entries[slot].1 = after;
            }
            slot += 1;
        }
        for &(other, across) in pivot_entries {
            if other != column && self.met[other as usize] != mark {
                entries.push((other, -multiplier * across));
                self.columns[other as usize].push(row);
            }
        }
        self.by_row.update(row, entries.len());
        self.rows[row as usize] = entries;
        multiplier
    }
}
