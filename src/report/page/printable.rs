//! Text that is safe on a terminal.

use std::borrow::Cow;

use crate::scenario::is_printable;

/// Escapes control characters: names from files must not move a terminal's cursor or change
/// its colours.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let fine = |letter: char| letter == '\n' || is_printable(letter);
    if text.chars().all(fine) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        if fine(letter) {
            shown.push(letter);
        } else {
            shown.extend(letter.escape_default());
        }
    }
    Cow::Owned(shown)
}
