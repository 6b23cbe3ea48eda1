//! Tables as text: rounded, one line a row.

use std::borrow::Cow;
use std::fmt;

use unicode_width::UnicodeWidthStr;

use super::cell::Cell;
use super::column::{Align, Column, Kind};
use super::typed::Table;
use crate::number;

/// Spaces between columns.
const BETWEEN: usize = 2;

/// Text without a line feed at the end. Row by row, so that a long table takes no memory.
impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths = self.widths();
        let heading = |column: &Column<'_>| Cow::Owned(column.heading.clone().into_owned());
        write_line(f, &widths, self.columns().map(|column| (column, heading(column))))?;
        for index in 0..self.rows() {
            writeln!(f)?;
            let cells = self.row(index).map(|(column, cell)| (column, one_line(column.text(cell))));
            write_line(f, &widths, cells)?;
        }
        Ok(())
    }
}

/// Writes a line, with a space on both sides of each column but none at its end.
fn write_line<'c, 's>(
    f: &mut fmt::Formatter<'_>,
    widths: &[usize],
    cells: impl Iterator<Item = (&'c Column<'c>, Cow<'s, str>)>,
) -> fmt::Result {
    let mut blanks = 0;
    for ((column, text), width) in cells.zip(widths) {
        let room = width.saturating_sub(text.width());
        let (before, after) = match column.align {
            Align::Left => (1, room + 1),
            Align::Right => (room + 1, 1),
        };
        blanks += before;
        if !text.is_empty() {
            // Not by a width of the format, which has a limit.
            (0..blanks).try_for_each(|_| f.write_str(" "))?;
            f.write_str(text.trim_end())?;
            blanks = text.len() - text.trim_end().len();
        }
        blanks += after;
    }
    Ok(())
}

/// A cell is never more than a line.
fn one_line(text: String) -> Cow<'static, str> {
    if text.contains('\n') { text.replace('\n', " ").into() } else { text.into() }
}

impl Table<'_> {
    /// The width of each column on a screen.
    fn widths(&self) -> Vec<usize> {
        let mut widths: Vec<usize> = self.columns().map(|column| column.heading.width()).collect();
        for index in 0..self.rows() {
            for (width, (column, cell)) in widths.iter_mut().zip(self.row(index)) {
                *width = column.text(cell).width().max(*width);
            }
        }
        widths
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
