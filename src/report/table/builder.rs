//! Tables made column by column.

use super::cell::Cell;
use super::column::Column;
use super::typed::Table;

/// A table in the making: what its rows are of, and the columns so far.
#[derive(Debug)]
pub(in crate::report) struct Rows<'a, R> {
    rows: Vec<R>,
    table: Table<'a>,
}

/// Begins a table with a row for each of these.
pub(in crate::report) fn rows<'a, R: Copy>(rows: impl IntoIterator<Item = R>) -> Rows<'a, R> {
    let rows: Vec<R> = rows.into_iter().collect();
    let table = Table::of_rows(rows.len());
    Rows { rows, table }
}

impl<'a, R: Copy> Rows<'a, R> {
    /// With one more column, and what each row has in it.
    pub(in crate::report) fn with<C: Into<Cell<'a>>>(
        mut self,
        column: Column<'a>,
        cell: impl Fn(R) -> C,
    ) -> Self {
        self.table.push(column, self.rows.iter().map(|&row| cell(row).into()));
        self
    }

    /// The table.
    pub(in crate::report) fn table(self) -> Table<'a> {
        self.table
    }
}
