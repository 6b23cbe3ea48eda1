//! Prices as text and CSV.

use std::fmt::{self, Write as _};

use super::page::{Choice, Page, Report};
use super::table::{Table, amount, month, number as decimals, rows, whole, word};
use crate::number;
use crate::prices::{PriceIntervals, PriceRow};
use crate::scenario::Month;

/// The columns of the text.
const SHOWN: Choice = Choice {
    plain: &["resource", "month", "last", "gain", "price", "loss"],
    first: &["resource", "month", "last", "gain", "loss", "price", "kind"],
};

/// The columns of the text, with the range over which prices hold.
const WITH_RANGES: Choice = Choice {
    plain: &["resource", "month", "last", "gain", "more", "price", "loss", "less"],
    first: &["resource", "month", "last", "gain", "loss", "price", "more", "less", "kind"],
};

/// The columns of the CSV.
const COLUMNS: [&str; 9] =
    ["kind", "resource", "month", "gain", "price", "loss", "more", "less", "level"];

/// A table of everything that has a price, and how many parts and months have none. Months in
/// a row with the same printed numbers share one row.
impl fmt::Display for PriceIntervals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.page().fmt(f)
    }
}

impl Report for PriceIntervals {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        writeln!(
            page,
            "Prices: {}, policy {}, level {}: {}",
            self.scenario, self.policy, self.level, self.name
        )?;
        let matters = |row: &&PriceRow| {
            let worth = row.gain != 0.0 || row.price != 0.0;
            worth || row.loss.is_some_and(|loss| loss != 0.0)
        };
        let rows = self.rows.iter().filter(matters).count();
        if rows == 0 {
            return write!(
                page,
                "One unit more saves nothing in any month, and one less costs nothing."
            );
        }
        let mut runs: Vec<Run<'_>> = Vec::new();
        for row in self.ranked().into_iter().filter(matters) {
            match runs.iter_mut().find(|run| run.goes_on_with(row)) {
                Some(run) => run.last = row.month,
                None => runs.push(Run { row, last: row.month, level: self.level }),
            }
        }
        let ranges = self.rows.iter().any(|row| row.range.is_some());
        let less = runs.iter().any(|run| run.row.loss.is_none());
        page.choice(table(runs), if ranges { WITH_RANGES } else { SHOWN });
        writeln!(page)?;
        let others = self.rows.len() - rows;
        if others > 0 {
            writeln!(page, "and {others} more, where one unit more or less changes nothing")?;
        }
        if less {
            writeln!(page, "–: there is no unit to take away")?;
        }
        if ranges {
            write!(page, "A price holds for that many units in one month; the next are worth less.")
        } else {
            write!(page, "A price holds for one unit in one month; the next may be worth less.")
        }
    }
}

/// Months in a row with the same printed numbers.
#[derive(Debug, Clone, Copy)]
struct Run<'a> {
    /// The first.
    row: &'a PriceRow,
    last: Month,
    level: usize,
}

impl Run<'_> {
    fn goes_on_with(&self, row: &PriceRow) -> bool {
        self.row.part == row.part && self.last + 1 == row.month && printed(self.row) == printed(row)
    }
}

/// The numbers of a row as they are printed.
fn printed(row: &PriceRow) -> [Option<String>; 5] {
    let rounded = |value: f64| Some(number::number(value, 2));
    let more = row.range.map(|range| range.more.map_or_else(String::new, number::amount));
    let less = row.range.map(|range| number::amount(range.less));
    [rounded(row.gain), more, rounded(row.price), row.loss.and_then(rounded), less]
}

impl PriceIntervals {
    /// One row for each line or component and month, in their order. There is no `loss` where
    /// there is no unit to take away, and no `more` where every further unit saves as much as
    /// the first; neither `more` nor `less` if ranges were not asked for.
    pub fn table(&self) -> Table<'_> {
        Self::table_of(std::slice::from_ref(self))
    }

    /// The [tables](Self::table) of several levels as one.
    pub fn table_of(levels: &[Self]) -> Table<'_> {
        let run = |level, row| Run { row, last: row.month, level };
        let runs = levels.iter().flat_map(|of| of.rows.iter().map(move |row| run(of.level, row)));
        table(runs).select(&COLUMNS)
    }

    /// The [table](Self::table) as CSV, numbers unrounded, an empty field where there is no
    /// value.
    pub fn to_csv(&self) -> String {
        self.table().to_csv()
    }
}

/// Prices, each with the months in a row over which it stays the same.
fn table<'a>(runs: impl IntoIterator<Item = Run<'a>>) -> Table<'a> {
    rows(runs)
        .with(word("kind"), |run: Run<'a>| run.row.part.kind.name())
        .with(word("resource"), |run| &run.row.part.id)
        .with(month("month").titled("from").left(), |run| run.row.month)
        .with(month("last").titled("to").left(), |run| run.last)
        .with(decimals("gain", 2).titled("one more saves"), |run| run.row.gain)
        .with(decimals("price", 2), |run| run.row.price)
        .with(decimals("loss", 2).titled("one less costs"), |run| run.row.loss)
        // There is no limit: every further unit saves as much, as a rule nothing.
        .with(amount("more").titled("holds for").or(""), |run| {
            run.row.range.and_then(|range| range.more)
        })
        .with(amount("less").titled("holds for"), |run| run.row.range.map(|range| range.less))
        .with(whole("level"), |run| run.level)
        .table()
}
