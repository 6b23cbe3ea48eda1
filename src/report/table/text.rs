//! Tables as text: rounded, one line a row.

use std::fmt;

use comfy_table::{CellAlignment, presets};

use super::cell::Cell;
use super::column::{Align, Column, Kind};
use super::typed::Table;
use crate::number;

/// Spaces between columns.
const BETWEEN: usize = 2;

/// Text without a line feed at the end.
impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut drawn = comfy_table::Table::new();
        drawn.load_style(presets::NOTHING);
        drawn.set_header(self.columns().map(|column| column.heading.as_ref()));
        for index in 0..self.rows() {
            drawn.add_row(self.row(index).map(|(column, cell)| column.text(cell)));
        }
        for (column, drawn) in self.columns().zip(drawn.column_iter_mut()) {
            drawn.set_cell_alignment(match column.align {
                Align::Left => CellAlignment::Left,
                Align::Right => CellAlignment::Right,
            });
        }
        // No trailing spaces.
        for (number, line) in drawn.to_string().lines().enumerate() {
            let start = if number == 0 { "" } else { "\n" };
            write!(f, "{start}{}", line.trim_end())?;
        }
        Ok(())
    }
}

impl Column<'_> {
    /// A cell of the column in text.
    fn text(&self, cell: &Cell<'_>) -> String {
        match cell {
            Cell::Nothing => self.nothing.to_owned(),
            Cell::Shown(shown) => shown.text.to_string(),
            Cell::Word(word) => word.to_string(),
            Cell::Month(month) => month.to_string(),
            Cell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Cell::Whole(count) if self.kind == Kind::Signed => number::signed(*count as f64),
            Cell::Whole(count) => count.to_string(),
            Cell::Number(value) => match self.kind {
                Kind::Number(decimals) => number::number(*value, decimals),
                Kind::Amount => number::amount(*value),
                Kind::Share => number::percent(*value),
                Kind::Signed => number::signed(*value),
                Kind::Word | Kind::Whole | Kind::Exact | Kind::Month | Kind::Flag => {
                    value.to_string()
                }
            },
        }
    }
}

impl Table<'_> {
    /// Splits a table that is wider than the screen, given in characters, into several that
    /// fit; each repeats the first column.
    pub(in crate::report) fn beside(&self, screen: usize) -> Vec<Self> {
        let mut widths: Vec<usize> =
            self.columns().map(|column| column.heading.chars().count()).collect();
        for index in 0..self.rows() {
            for (width, (column, cell)) in widths.iter_mut().zip(self.row(index)) {
                *width = column.text(cell).chars().count().max(*width);
            }
        }
        let names = widths.first().copied().unwrap_or(0) + BETWEEN;
        let mut tables = Vec::new();
        let (mut start, mut used) = (1, names);
        for (index, width) in widths.iter().enumerate().skip(1) {
            if index > start && used + BETWEEN + width > screen {
                tables.push(self.at([0].into_iter().chain(start..index)));
                (start, used) = (index, names);
            }
            used += BETWEEN + width;
        }
        tables.push(self.at([0].into_iter().chain(start..widths.len())));
        tables
    }
}
