//! Prices as text, CSV and JSON.

use std::fmt;

use super::intervals::{PriceIntervals, PriceRow};
use crate::plan::PlanFileError;
use crate::scenario::Month;
use crate::text::{self, Csv, amount, number, optional};
use crate::tolerance;

impl PriceIntervals {
    /// The rows, what saves most first; then what costs most to lose, then by month and
    /// as they stand. What differs by no more than rounding ranks alike.
    pub fn ranked(&self) -> Vec<&PriceRow> {
        let finite = self.rows.iter().flat_map(|row| [Some(row.gain), row.loss]).flatten();
        let step = tolerance::step(finite);
        let rounded = |value: f64| tolerance::in_steps(value, step);
        let gain = |row: &PriceRow| rounded(row.gain);
        let loss = |row: &PriceRow| rounded(row.loss.unwrap_or(f64::INFINITY));
        let mut rows: Vec<&PriceRow> = self.rows.iter().collect();
        rows.sort_by(|a, b| {
            let by_gain = gain(b).total_cmp(&gain(a));
            by_gain.then(loss(b).total_cmp(&loss(a))).then(a.month.cmp(&b.month))
        });
        rows
    }

    /// The rows as CSV, as they stand; `loss` is empty where there is none, `more` where every
    /// further unit saves as much as the first, and both `more` and `less` where it was not
    /// asked for.
    pub fn to_csv(&self) -> String {
        let heading = ["kind", "id", "month", "gain", "price", "loss", "more", "less"];
        let mut table = Csv::new(heading);
        for row in &self.rows {
            table.row(&[
                row.part.kind.name().to_owned(),
                row.part.id.clone(),
                row.month.to_string(),
                row.gain.to_string(),
                row.price.to_string(),
                optional(row.loss),
                optional(row.range.and_then(|range| range.more)),
                optional(row.range.map(|range| range.less)),
            ]);
        }
        table.into_text()
    }

    /// Writes the prices as JSON.
    ///
    /// # Errors
    ///
    /// [`PlanFileError::Json`] if they cannot be written.
    pub fn to_json(&self) -> Result<String, PlanFileError> {
        Ok(serde_json::to_string_pretty(self)?)
    }

    /// Reads prices written by [`to_json`](Self::to_json).
    ///
    /// # Errors
    ///
    /// [`PlanFileError::Json`] with line and column.
    pub fn from_json(text: &str) -> Result<Self, PlanFileError> {
        Ok(serde_json::from_str(text)?)
    }
}

/// A table of what has a price, and how many have none. Months in a row that print alike
/// are one row.
impl fmt::Display for PriceIntervals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
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
                f,
                "One unit more saves nothing in any month, and one less costs nothing."
            );
        }
        let mut runs: Vec<Run<'_>> = Vec::new();
        for row in self.ranked().into_iter().filter(matters) {
            match runs.iter_mut().find(|run| run.goes_on_with(row)) {
                Some(run) => run.last = row.month,
                None => runs.push(Run { row, last: row.month }),
            }
        }
        let ranges = self.rows.iter().any(|row| row.range.is_some());
        let mut heading =
            vec!["line or component", "from", "to", "one more saves", "price", "one less costs"];
        if ranges {
            heading.insert(4, "holds for");
            heading.push("holds for");
        }
        let mut table = text::table(heading);
        for run in &runs {
            let (from, to) = (run.row.month.to_string(), run.last.to_string());
            let mut line = vec![run.row.part.id.clone(), from, to];
            line.extend(cells(run.row).into_iter().flatten());
            table.add_row(line);
        }
        writeln!(f, "{}", text::render(&mut table, 3))?;
        let others = self.rows.len() - rows;
        if others > 0 {
            writeln!(
                f,
                "and {others} where one unit more saves nothing and there is nothing to lose"
            )?;
        }
        if runs.iter().any(|run| run.row.loss.is_none()) {
            writeln!(f, "–: there is no unit to take away")?;
        }
        if ranges {
            write!(f, "A price holds for so many units in one month; the next are worth less.")
        } else {
            write!(f, "A price holds for one unit in one month; the next may be worth less.")
        }
    }
}

/// Months in a row that print alike.
struct Run<'a> {
    /// The first.
    row: &'a PriceRow,
    last: Month,
}

impl Run<'_> {
    fn goes_on_with(&self, row: &PriceRow) -> bool {
        self.row.part == row.part
            && self.last.saturating_add(1) == row.month
            && cells(self.row) == cells(row)
    }
}

/// The numbers of a row as they are printed; none of what was not asked for.
fn cells(row: &PriceRow) -> [Option<String>; 5] {
    let loss = row.loss.map_or_else(|| "–".to_owned(), |loss| number(loss, 2));
    let more = row.range.map(|range| match range.more {
        Some(more) => amount(more),
        // What saves nothing goes on saving nothing.
        None => String::new(),
    });
    let less = row.range.map(|range| amount(range.less));
    [Some(number(row.gain, 2)), more, Some(number(row.price, 2)), Some(loss), less]
}
