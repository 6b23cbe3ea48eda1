//! Texts from outside, made fit for a message: one line, not too long, nothing that
//! a terminal would obey.

use super::invisible::is_invisible;

/// The longest value shown in a message, in characters.
const LONGEST_VALUE: usize = 60;

/// The longest path shown in a message.
pub(in crate::scenario) const LONGEST_PATH: usize = 300;

/// The longest message.
pub(in crate::scenario) const LONGEST_MESSAGE: usize = 600;

/// A value for a message: hostile input must not fill the screen.
pub(in crate::scenario) fn shorten(text: &str) -> String {
    one_line(text, LONGEST_VALUE)
}

/// A text on one line, of at most this many characters and an ellipsis.
pub(in crate::scenario) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    for (count, letter) in text.chars().enumerate() {
        if count == most {
            line.push('…');
            break;
        }
        if is_printable(letter) {
            line.push(letter);
        } else {
            line.extend(letter.escape_default());
        }
    }
    line
}

/// Whether a character takes its place on a line and does nothing else.
pub(crate) fn is_printable(letter: char) -> bool {
    !letter.is_control() && !is_invisible(letter)
}

/// What a parser says, in the words of a person who writes files and not Rust.
pub(in crate::scenario) fn plain(message: &str) -> String {
    const STARTS: [(&str, &str); 5] = [
        ("invalid type: ", "found "),
        ("invalid value: ", "found "),
        ("unknown field ", "unknown key "),
        ("missing field ", "missing key "),
        ("duplicate field ", "given twice: the key "),
    ];
    const FOUND: [(&str, &str); 6] = [
        ("found sequence,", "found a list,"),
        ("found map,", "found a table,"),
        ("found null,", "found nothing,"),
        ("found unit,", "found nothing,"),
        ("unknown variant ", "unknown value "),
        ("found string ", "found the text "),
    ];
    const ENDS: [(&str, &str); 6] = [
        (", expected f64", ", expected a number"),
        (", expected u32", ", expected a whole number from 0 to 4294967295"),
        (", expected a string", ", expected a text"),
        (", expected a sequence", ", expected a list"),
        (", expected a map", ", expected a table"),
        (", expected string only", ", expected one of the names that are allowed here"),
    ];
    let flat = message.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = flat;
    for (old, new) in STARTS.iter().chain(&FOUND) {
        if let Some(rest) = text.strip_prefix(old) {
            text = format!("{new}{rest}");
        }
    }
    for (old, new) in ENDS {
        if let Some(rest) = text.strip_suffix(old) {
            text = format!("{rest}{new}");
        }
    }
    if let Some((before, _)) = text.split_once(", expected struct ") {
        text = format!("{before}, expected a table");
    }
    one_line(&text, LONGEST_MESSAGE)
}
