//! Tables, independent of how they are drawn.
//!
//! A [`Table`] holds exact values; text rounds them, CSV and JSON do not. Each way of drawing
//! is one file here; each table is a list of columns in a file of `report`.

mod builder;
mod cell;
mod column;
mod csv;
mod defused;
mod json;
#[cfg(test)]
mod tests;
mod text;
mod typed;

pub(in crate::report) use builder::{Rows, rows};
pub use cell::{Cell, Shown};
pub use column::{Align, Column, Kind, Sense};
pub(in crate::report) use column::{
    amount, exact, flag, month, number, share, signed, whole, word,
};
pub(in crate::report) use text::Limits;
pub use typed::Table;
