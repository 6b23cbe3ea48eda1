//! Text tables and numbers, drawn one way throughout the crate.

use comfy_table::{CellAlignment, Table, presets};

/// A table with a heading; the first column is words, the others numbers.
pub(crate) fn table<H: Into<String>>(heading: impl IntoIterator<Item = H>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(heading.into_iter().map(Into::into));
    table
}

/// Lays out the rows with the first `words` columns to the left, the rest to the right.
pub(crate) fn render(table: &mut Table, words: usize) -> String {
    for (index, column) in table.column_iter_mut().enumerate() {
        let side = if index < words { CellAlignment::Left } else { CellAlignment::Right };
        column.set_cell_alignment(side);
    }
    let drawn = table.to_string();
    // Lines end where their text ends.
    drawn.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// A number with at most `digits` decimals and a separator every three digits; never
/// `-0`.
pub(crate) fn number(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0
            && (whole.len() - index).is_multiple_of(3)
            && whole.starts_with(char::is_numeric)
        {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let zero = text.chars().all(|digit| matches!(digit, '0' | '.'));
    let sign = if zero { "" } else { sign };
    if decimals.is_empty() {
        format!("{sign}{grouped}")
    } else {
        format!("{sign}{grouped}.{decimals}")
    }
}

/// Whole amounts as they are, others with two decimals.
pub(crate) fn amount(value: f64) -> String {
    number(value, if value.fract() == 0.0 { 0 } else { 2 })
}

/// A share of one as a percentage.
pub(crate) fn percent(share: f64) -> String {
    format!("{} %", number(100.0 * share, 1))
}

/// A table as CSV (RFC 4180, lines end with a line feed).
#[derive(Debug)]
pub(crate) struct Csv {
    text: String,
}

impl Csv {
    /// A table with its heading.
    pub(crate) fn new<const N: usize>(heading: [&str; N]) -> Self {
        let mut table = Self { text: String::new() };
        table.row(&heading.map(str::to_owned));
        table
    }

    /// Adds a row.
    pub(crate) fn row<const N: usize>(&mut self, cells: &[String; N]) {
        for (index, cell) in cells.iter().enumerate() {
            if index > 0 {
                self.text.push(',');
            }
            if cell.contains([',', '"', '\n', '\r']) {
                self.text.push('"');
                self.text.push_str(&cell.replace('"', "\"\""));
                self.text.push('"');
            } else {
                self.text.push_str(cell);
            }
        }
        self.text.push('\n');
    }

    /// The table as text.
    pub(crate) fn into_text(self) -> String {
        self.text
    }
}

/// A value as text; nothing if there is none.
pub(crate) fn optional(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}
