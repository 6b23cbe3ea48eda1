//! Quotes of a CSV text. One that is missing makes rows part of a cell, and most readers
//! swallow them in silence.

use super::error::{Place, ReadError};

/// A cell in quotes that goes over several lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct LongCell {
    /// The line on which its quote opens, from 1.
    pub(super) first: usize,
    /// The line on which it closes.
    pub(super) last: usize,
    /// The most commas that one of its lines holds, but for the first.
    pub(super) commas: usize,
}

enum At {
    /// The beginning of a cell.
    Start,
    /// In a cell without quotes.
    Plain,
    /// In quotes.
    Quoted,
    /// Behind a quote that closes, or is the first of two.
    Closed,
    /// Behind that and a blank.
    Behind,
}

/// The cells over several lines.
///
/// # Errors
///
/// [`ReadError::Format`] with the line on which a quote opens that is not closed, or is
/// closed in the middle of a cell.
pub(super) fn long_cells(text: &str) -> Result<Vec<LongCell>, ReadError> {
    let mut found = Vec::new();
    let mut at = At::Start;
    let mut line = 1;
    let mut cell = LongCell { first: 1, last: 1, commas: 0 };
    let mut commas = 0;
    let bytes = text.as_bytes();
    for (index, &byte) in bytes.iter().enumerate() {
        let ends = byte == b'\n' || (byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
        at = match (at, byte) {
            (At::Start, b'"') => {
                (cell, commas) = (LongCell { first: line, last: line, commas: 0 }, 0);
                At::Quoted
            }
            (At::Quoted, b'"') => At::Closed,
            (At::Quoted, _) => {
                commas += usize::from(byte == b',');
                if ends {
                    commas = 0;
                }
                // The rest of the first line is the cell itself.
                if line > cell.first {
                    cell.commas = cell.commas.max(commas);
                }
                At::Quoted
            }
            (At::Closed, b'"') => At::Quoted,
            (At::Closed | At::Behind, b',' | b'\n' | b'\r') => {
                cell.last = line;
                if cell.last > cell.first {
                    found.push(cell);
                }
                At::Start
            }
            (At::Closed | At::Behind, b' ' | b'\t') => At::Behind,
            (At::Closed | At::Behind, _) => {
                let text = format!(
                    "the quote that opens here ends in the middle of a cell on line {line}: one is \
                     missing or too much; inside quotes write \"\" for a quote"
                );
                return Err(fault(cell.first, text));
            }
            (At::Start | At::Plain, b',' | b'\n' | b'\r') => At::Start,
            (At::Start | At::Plain, _) => At::Plain,
        };
        line += usize::from(ends);
    }
    if matches!(at, At::Quoted) {
        let text = "the quote that opens here is not closed: everything behind it would be one \
                    cell; close it, or write \"\" for a quote inside quotes";
        return Err(fault(cell.first, text.to_owned()));
    }
    Ok(found)
}

fn fault(line: usize, message: String) -> ReadError {
    ReadError::Format { place: Place { line: Some(line), ..Place::default() }, message }
}

#[cfg(test)]
mod tests {
    use super::{LongCell, long_cells};

    fn line_of_fault(text: &str) -> Option<usize> {
        match long_cells(text) {
            Err(super::ReadError::Format { place, .. }) => place.line,
            _ => None,
        }
    }

    #[test]
    fn quotes_that_are_missing() {
        assert_eq!(line_of_fault("a,b\n1,\"x\n2,y\n"), Some(2));
        assert_eq!(line_of_fault("a,b\n1,\"x\n2,\"y\"\n"), Some(2), "the next one closes it");
        assert_eq!(line_of_fault("a,b\n1,\"x\"\"\n"), Some(2));
        assert_eq!(line_of_fault("a,b\r\n\r\n1,\"x\" y\r\n"), Some(3));
    }

    #[test]
    fn quotes_that_are_fine() {
        for fine in ["", "a,b\n", "\"a\",\"b\"", "a,5\" pipe\n", "\"a \"\"b\"\" c\" ,d\n", "\"\"\n"]
        {
            assert_eq!(long_cells(fine).ok(), Some(Vec::new()), "{fine}");
        }
        let long = LongCell { first: 2, last: 4, commas: 2 };
        assert_eq!(long_cells("a,b\n1,\"x,,,\n2,y,\nz\"\n").ok(), Some(vec![long]));
    }
}
