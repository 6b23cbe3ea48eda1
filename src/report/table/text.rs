//! Tables as text: rounded, one line a row.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use unicode_width::UnicodeWidthStr;

use super::cell::Cell;
use super::column::{Align, Column, Kind, Sense};
use super::typed::Table;
use crate::number;
use crate::report::page::{Canvas, Tone, cut, printable};

/// Spaces between columns.
const BETWEEN: usize = 2;

/// How wide cells may be.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Limits {
    /// Words are cut there.
    pub(in crate::report) words: usize,
    /// Those of the first column, which says what a row is of, only there.
    pub(in crate::report) first: usize,
    /// Of a value that is wider nothing is shown: a part of a number is another number.
    pub(in crate::report) values: usize,
}

impl Limits {
    /// Everything is shown.
    pub(in crate::report) const NONE: Self =
        Self { words: usize::MAX, first: usize::MAX, values: usize::MAX };

    /// Those of each column, as if it were the first.
    fn of_columns(self) -> impl Iterator<Item = Self> {
        let behind = Self { first: self.words, ..self };
        [self].into_iter().chain(std::iter::repeat(behind))
    }
}

/// Text without a line feed at the end.
impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draw(f, Limits::NONE)
    }
}

impl Table<'_> {
    /// Draws the table, without a line feed at the end. Row by row, so that a long table takes
    /// no memory.
    pub(in crate::report) fn draw(&self, canvas: &mut dyn Canvas, limits: Limits) -> fmt::Result {
        let widths = self.widths(limits);
        let headings = self.columns().zip(limits.of_columns());
        let headings =
            headings.map(|(column, limits)| (column, column.title(limits), Tone::Heading));
        write_line(canvas, &widths, headings)?;
        for index in 0..self.rows() {
            canvas.write_str("\n")?;
            let cells = self.row(index).zip(limits.of_columns()).map(|((column, cell), limits)| {
                (column, column.line(cell, limits), column.tone(cell))
            });
            write_line(canvas, &widths, cells)?;
        }
        Ok(())
    }

    /// The width of each column on a screen.
    pub(in crate::report) fn widths(&self, limits: Limits) -> Vec<usize> {
        let headings = self.columns().zip(limits.of_columns());
        let mut widths: Vec<usize> =
            headings.map(|(column, limits)| column.title(limits).width()).collect();
        for index in 0..self.rows() {
            let cells = widths.iter_mut().zip(self.row(index)).zip(limits.of_columns());
            for ((width, (column, cell)), limits) in cells {
                *width = column.line(cell, limits).width().max(*width);
            }
        }
        widths
    }
}

/// Writes a line, with a space on both sides of each column but none at its end.
fn write_line<'c>(
    canvas: &mut dyn Canvas,
    widths: &[usize],
    cells: impl Iterator<Item = (&'c Column<'c>, String, Tone)>,
) -> fmt::Result {
    let mut blanks = 0;
    for ((column, text, tone), width) in cells.zip(widths) {
        let room = width.saturating_sub(text.width());
        let (before, after) = match column.align {
            Align::Left => (1, room + 1),
            Align::Right => (room + 1, 1),
        };
        blanks += before;
        if !text.is_empty() {
            // Not by a width of the format, which has a limit.
            (0..blanks).try_for_each(|_| canvas.write_str(" "))?;
            let shown = text.trim_end();
            if tone == Tone::Plain || shown.is_empty() {
                canvas.write_str(shown)?;
            } else {
                canvas.tone(tone)?;
                canvas.write_str(shown)?;
                canvas.tone(Tone::Plain)?;
            }
            blanks = text.len() - shown.len();
        }
        blanks += after;
    }
    Ok(())
}

impl Column<'_> {
    /// Whether it is aligned to the right.
    pub(in crate::report) fn is_right(&self) -> bool {
        self.align == Align::Right
    }

    /// Whether its cells are words, which may be cut.
    pub(in crate::report) fn is_of_words(&self) -> bool {
        self.kind == Kind::Word
    }

    /// The heading in text, which is cut like a word.
    fn title(&self, limits: Limits) -> String {
        let longest = if self.is_of_words() { limits.first } else { limits.values };
        cut(printable(&self.heading).into_owned(), longest)
    }

    /// A cell of the column in text: one line.
    pub(in crate::report) fn line(&self, cell: &Cell<'_>, limits: Limits) -> String {
        let text = self.text(cell);
        let text = if text.contains('\n') { text.replace('\n', " ") } else { text };
        let text = match printable(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(escaped) => escaped,
        };
        if self.is_of_words() {
            cut(text, limits.first)
        } else if text.width() > limits.values {
            cut(text, 1)
        } else {
            text
        }
    }

    /// How a cell of the column is meant: what is above zero, if the column has a sense.
    fn tone(&self, cell: &Cell<'_>) -> Tone {
        let above = match cell.value() {
            Cell::Number(value) => value.partial_cmp(&0.0),
            Cell::Whole(count) => Some(count.cmp(&0)),
            _ => None,
        };
        match (self.sense, above) {
            (Sense::Gain, Some(Ordering::Greater)) | (Sense::Delay, Some(Ordering::Less)) => {
                Tone::Good
            }
            (Sense::Gain, Some(Ordering::Less)) | (Sense::Delay, Some(Ordering::Greater)) => {
                Tone::Bad
            }
            _ => Tone::Plain,
        }
    }

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
    pub(in crate::report) fn beside(&self, screen: usize, limits: Limits) -> Vec<Self> {
        let widths = self.widths(limits);
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
