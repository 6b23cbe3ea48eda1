//! The table itself.

use super::cell::Cell;
use super::column::Column;

/// Columns with their cells, before they are drawn.
///
/// Its [`Display`](std::fmt::Display) is rounded text in aligned columns;
/// [`to_csv`](Self::to_csv) and [`to_json`](Self::to_json) are unrounded.
///
/// ```
/// # use apportion::scenario::{Line, Order, Partner, Policy, Product, Ramp, Scenario};
/// # let scenario = Scenario::builder("s", "2026-01".parse()?, 12)
/// #     .product(Product::new("pump")).line(Line::new("hall", Ramp::flat(2.5)).makes("pump"))
/// #     .partner(Partner::new("north"))
/// #     .order(Order::new("N", "north", "pump", "2026-01".parse::<apportion::scenario::Month>()?).quantity(5.0)
/// #         .due("2026-02".parse::<apportion::scenario::Month>()?))
/// #     .policy(Policy::first_come_first_served("queue")).build()?;
/// let plan = apportion::planner::plan(&scenario, "queue")?;
/// let table = apportion::report::orders(&plan).select(&["order", "quantity", "completion"]);
/// assert_eq!(table.to_csv(), "order,quantity,completion\nN,5,2026-02\n");
/// assert!(table.to_json()?.contains("\"completion\": \"2026-02\""));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table<'a> {
    /// Every column has as many cells as there are rows.
    columns: Vec<(Column<'a>, Vec<Cell<'a>>)>,
    rows: usize,
}

impl<'a> Table<'a> {
    /// A table with this many rows and no column yet.
    pub(super) fn of_rows(rows: usize) -> Self {
        Self { columns: Vec::new(), rows }
    }

    /// Adds a column with the cells of all rows.
    pub(super) fn push(&mut self, column: Column<'a>, cells: impl Iterator<Item = Cell<'a>>) {
        let mut cells: Vec<Cell<'a>> = cells.take(self.rows).collect();
        cells.resize(self.rows, Cell::Nothing);
        self.columns.push((column, cells));
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The columns, from left to right.
    pub fn columns(&self) -> impl ExactSizeIterator<Item = &Column<'a>> {
        self.columns.iter().map(|(column, _)| column)
    }

    /// The cells of a row, each with its column; empty if there is no such row.
    pub fn row(&self, index: usize) -> impl Iterator<Item = (&Column<'a>, &Cell<'a>)> {
        self.columns.iter().filter_map(move |(column, cells)| Some((column, cells.get(index)?)))
    }

    /// A table of only the columns with these names, in this order. Unknown names are ignored.
    #[must_use]
    pub fn select(&self, names: &[&str]) -> Self {
        let find = |name: &&str| self.columns.iter().find(|(column, _)| column.name == *name);
        Self { columns: names.iter().filter_map(find).cloned().collect(), rows: self.rows }
    }

    /// A table of only the columns at these positions.
    pub(in crate::report) fn at(&self, positions: impl Iterator<Item = usize>) -> Self {
        let columns = positions.filter_map(|position| self.columns.get(position)).cloned();
        Self { columns: columns.collect(), rows: self.rows }
    }

    /// Changes every cell.
    pub(super) fn change_cells(&mut self, change: impl Fn(&mut Cell<'a>)) {
        self.columns.iter_mut().flat_map(|(_, cells)| cells).for_each(change);
    }

    /// Sets the headings in text, from left to right.
    #[must_use]
    pub(in crate::report) fn titled<const N: usize>(mut self, headings: [&'a str; N]) -> Self {
        for ((column, _), heading) in self.columns.iter_mut().zip(headings) {
            column.heading = heading.into();
        }
        self
    }
}
