//! Notes on standard error, which are no part of a result.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::report::printable;

/// Whether notes and progress are not wanted.
static SILENT: AtomicBool = AtomicBool::new(false);

/// From now on no note and no progress is shown.
pub(super) fn silence() {
    SILENT.store(true, Ordering::Relaxed);
}

/// Whether notes and progress are not wanted.
pub(super) fn is_silent() -> bool {
    SILENT.load(Ordering::Relaxed)
}

/// Prints a note, which is not part of the result.
pub(super) fn note(text: &str) {
    if !is_silent() {
        // If this fails, there is no way left to report it.
        let _ = writeln!(io::stderr(), "{}", printable(text));
    }
}
