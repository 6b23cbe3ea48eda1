//! Tables as CSV (RFC 4180, lines end with a line feed): unrounded, an empty field where there
//! is no value.

use std::borrow::Cow;
use std::io;

use csv::Writer;

use super::cell::Cell;
use super::typed::Table;

impl Table<'_> {
    /// The table as CSV.
    pub fn to_csv(&self) -> String {
        let mut text = Vec::new();
        // Writing to memory does not fail, and only text was written.
        match self.write_csv(&mut text) {
            Ok(()) => String::from_utf8(text).unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// Writes the table as CSV.
    ///
    /// # Errors
    ///
    /// Any error of `out`.
    pub fn write_csv(&self, out: impl io::Write) -> io::Result<()> {
        let mut writer = Writer::from_writer(out);
        writer.write_record(self.columns().map(|column| column.name.as_bytes()))?;
        for index in 0..self.rows() {
            for (_, cell) in self.row(index) {
                writer.write_field(field(cell).as_bytes())?;
            }
            writer.write_record(None::<&[u8]>)?;
        }
        writer.flush()
    }
}

fn field<'a>(cell: &'a Cell<'_>) -> Cow<'a, str> {
    match cell.value() {
        Cell::Nothing | Cell::Shown(_) => Cow::Borrowed(""),
        Cell::Word(word) => Cow::Borrowed(word),
        Cell::Whole(count) => Cow::Owned(count.to_string()),
        Cell::Number(value) => Cow::Owned(value.to_string()),
        Cell::Month(month) => Cow::Owned(month.to_string()),
        Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
    }
}
