//! Reports as pages: pieces of text and tables, before it is known how wide a screen is.
//!
//! A report is a list of pieces; each way of drawing all of them is one file here.

mod canvas;
mod choice;
mod fold;
mod markdown;
mod page;
mod printable;
mod text;

pub use canvas::{Canvas, Tone};
pub(in crate::report) use choice::Choice;
pub(in crate::report) use fold::cut;
pub(in crate::report) use page::Plain;
pub use page::{Page, Report};
pub(crate) use printable::printable;
