//! Tables for a spreadsheet, which runs what looks like a formula: a name from elsewhere must
//! not become one.

use super::cell::{Cell, Shown};
use super::typed::Table;

impl Table<'_> {
    /// The same table with an apostrophe before every word that a spreadsheet would run: one
    /// that begins with `=`, `+`, `-`, `@`, a tab or a line end and is no plain number.
    ///
    /// [`to_csv`](Self::to_csv) and all that is called so write words as they are; the command
    /// writes this, unless `--raw-csv` is given.
    #[must_use]
    pub fn defused(mut self) -> Self {
        self.change_cells(defuse);
        self
    }
}

fn defuse(cell: &mut Cell<'_>) {
    match cell {
        Cell::Word(word) if is_run(word) => word.to_mut().insert(0, '\''),
        Cell::Shown(shown) => {
            let Shown { value, .. } = shown.as_mut();
            defuse(value);
        }
        _ => {}
    }
}

/// Whether a spreadsheet would take it for a formula.
fn is_run(word: &str) -> bool {
    let plain =
        |word: &str| word.parse::<f64>().is_ok() && word.bytes().any(|byte| byte.is_ascii_digit());
    word.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !plain(word)
}

#[cfg(test)]
mod tests {
    use super::is_run;

    #[test]
    fn formulas_are_told_from_numbers() {
        for run in
            ["=1+1", "+A1", "-A1", "@SUM(A1)", "\t=1", "\r=1", "-", "-1+cmd|' /C calc'!A0", "-inf"]
        {
            assert!(is_run(run), "{run:?}");
        }
        for fine in ["", "A-1", "-3", "+3", "-3.5e2", "3", "'=1", "a=b"] {
            assert!(!is_run(fine), "{fine:?}");
        }
    }
}
