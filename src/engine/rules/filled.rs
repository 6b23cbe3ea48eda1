//! What is made while a rule is applied.

use crate::model::{Cell, Column, Model};

/// What is made: the columns of the blocks, and those outside them.
#[derive(Debug)]
pub(super) struct Filled {
    pub(super) cells: Vec<Cell>,
    pub(super) extras: Vec<f64>,
}

impl Filled {
    pub(super) fn nothing(model: &Model) -> Self {
        Self { cells: Vec::new(), extras: vec![0.0; model.extras().len()] }
    }

    /// Adds to what is made of a block, whose turn it is.
    pub(super) fn add(&mut self, column: Column, amount: f64) {
        let of_period = |cell: &&mut Cell| {
            (cell.column.block, cell.column.period) == (column.block, column.period)
        };
        let mut own = self.cells.iter_mut().rev().take_while(of_period);
        match own.find(|cell| cell.column == column) {
            Some(cell) => cell.amount += amount,
            None => self.cells.push(Cell { column, amount }),
        }
    }
}
