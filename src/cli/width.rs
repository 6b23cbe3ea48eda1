//! How wide the screen is.

use std::env;

use console::Term;

/// Where nothing says how wide it is.
const USUAL: usize = 80;

/// The width of standard output in characters: what `COLUMNS` says if it is a number above
/// zero, else that of the terminal if it is one, else 80.
pub(super) fn width() -> usize {
    let stated = env::var("COLUMNS").ok().and_then(|text| text.trim().parse::<u16>().ok());
    let terminal = || Term::stdout().size_checked().map(|(_, columns)| columns);
    let known = stated.filter(|columns| *columns > 0).or_else(terminal);
    known.filter(|columns| *columns > 0).map_or(USUAL, usize::from)
}
