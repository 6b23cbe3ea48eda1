//! Why an answer does not fit a linear program.

use crate::number::telling;

/// An answer is none of this linear program.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Misfit {
    /// It names columns that the program does not have.
    #[error("there is no column `{name}`: {part} is not known here{}", more(*others))]
    Unknown {
        /// The first of them, by name.
        name: String,
        /// What of the name is not known, between backticks.
        part: String,
        /// How many others there are.
        others: usize,
    },
    /// A value is below or above what is possible.
    #[error("`{name}` is {value}, which is {}", outside(*value, *lower, *upper))]
    Bounds {
        /// The column.
        name: String,
        /// Its value.
        value: f64,
        /// The least that is possible.
        lower: f64,
        /// The most.
        upper: f64,
    },
    /// A row that must come to a number comes to another.
    #[error("row `{row}` comes to {} instead of {}", beside(*found, *wanted), beside(*wanted, *found))]
    Unequal {
        /// The row.
        row: String,
        /// What it comes to.
        found: f64,
        /// What it must be.
        wanted: f64,
    },
    /// A row comes to more than there is.
    #[error("row `{row}` comes to {}, that is {} more than there is", beside(*found, *most), telling(found - most, found - most))]
    Exceeded {
        /// The row.
        row: String,
        /// What it comes to.
        found: f64,
        /// What there is.
        most: f64,
    },
}

/// A number with the digits that tell it from another one.
fn beside(number: f64, other: f64) -> String {
    telling(number, number - other)
}

/// Which of its bounds a number misses.
fn outside(value: f64, lower: f64, upper: f64) -> String {
    if value < lower { format!("below {lower}") } else { format!("above {upper}") }
}

fn more(others: usize) -> String {
    match others {
        0 => String::new(),
        1 => " (nor is one other column of the answer)".to_owned(),
        others => format!(" (nor are {others} other columns of the answer)"),
    }
}
