//! Building a table column by column.

use super::cell::Cell;
use super::column::Column;
use super::typed::Table;

/// An unfinished table: the things its rows stand for, and the columns so far.
#[derive(Debug)]
pub(in crate::report) struct Rows<'a, R> {
    rows: Vec<R>,
    table: Table<'a>,
}

/// Starts a table with one row for each item.
pub(in crate::report) fn rows<'a, R: Copy>(rows: impl IntoIterator<Item = R>) -> Rows<'a, R> {
    let rows: Vec<R> = rows.into_iter().collect();
    let table = Table::of_rows(rows.len());
    Rows { rows, table }
}

impl<'a, R: Copy> Rows<'a, R> {
    /// Adds a column and works out its cell for each row.
    pub(in crate::report) fn with<C: Into<Cell<'a>>>(
        mut self,
        column: Column<'a>,
        cell: impl Fn(R) -> C,
    ) -> Self {
        self.table.push(column, self.rows.iter().map(|&row| cell(row).into()));
        self
    }

    /// The finished table.
    pub(in crate::report) fn table(self) -> Table<'a> {
        self.table
    }
}
