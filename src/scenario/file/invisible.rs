//! Letters that are not seen.

/// The code points of the property `Default_Ignorable_Code_Point` of Unicode 16, which reserves
/// its ranges for good: soft hyphen, joiners, fillers, controls of direction, variation
/// selectors, tags.
const IGNORABLE: [(char, char); 17] = [
    ('\u{00ad}', '\u{00ad}'),
    ('\u{034f}', '\u{034f}'),
    ('\u{061c}', '\u{061c}'),
    ('\u{115f}', '\u{1160}'),
    ('\u{17b4}', '\u{17b5}'),
    ('\u{180b}', '\u{180f}'),
    ('\u{200b}', '\u{200f}'),
    ('\u{202a}', '\u{202e}'),
    ('\u{2060}', '\u{206f}'),
    ('\u{3164}', '\u{3164}'),
    ('\u{fe00}', '\u{fe0f}'),
    ('\u{feff}', '\u{feff}'),
    ('\u{ffa0}', '\u{ffa0}'),
    ('\u{fff0}', '\u{fff8}'),
    ('\u{1bca0}', '\u{1bca3}'),
    ('\u{1d173}', '\u{1d17a}'),
    ('\u{e0000}', '\u{e0fff}'),
];

/// Whether a letter takes no place: line and paragraph separators and the marks of annotations
/// are counted to those that are ignored.
pub(super) fn is_invisible(letter: char) -> bool {
    let others = matches!(letter, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}');
    let place = IGNORABLE.partition_point(|(_, last)| *last < letter);
    others || IGNORABLE.get(place).is_some_and(|(first, _)| *first <= letter)
}
