//! A line above a result.

use std::fmt::{self, Write as _};

use crate::report::{Page, Report};

/// A result with a line above it, if there is one.
pub(super) struct Above<'r, R>(pub(super) Option<String>, pub(super) &'r R);

impl<R: Report> Report for Above<'_, R> {
    fn put<'a>(&'a self, page: &mut Page<'a>) -> fmt::Result {
        if let Some(line) = &self.0 {
            writeln!(page, "{line}\n")?;
        }
        self.1.put(page)
    }
}
