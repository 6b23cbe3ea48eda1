//! Lines of text that are no wider than the screen.

use std::fmt;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::canvas::{Canvas, Tone};
use super::printable::printable;

/// What a line that goes on is indented by, besides what its first part is.
const INDENT: usize = 2;

/// Writes text to a canvas; lines that are too wide go on in the next line, between words
/// where that can be.
pub(super) struct Fold<'c> {
    canvas: &'c mut dyn Canvas,
    width: usize,
    /// The line that is not yet written, in parts of one tone.
    line: Vec<(Tone, String)>,
    /// Whether there is a word in the line that is being written.
    begun: bool,
}

impl<'c> Fold<'c> {
    pub(super) fn new(canvas: &'c mut dyn Canvas, width: usize) -> Self {
        Self { canvas, width, line: Vec::new(), begun: false }
    }

    /// What is left of the line.
    pub(super) fn room(&self) -> usize {
        let used = self.line.iter().map(|(_, text)| text.width()).sum();
        self.width.saturating_sub(used)
    }

    /// Adds text, which may have several lines.
    pub(super) fn text(&mut self, tone: Tone, text: &str) -> fmt::Result {
        for (number, part) in printable(text).split('\n').enumerate() {
            if number > 0 {
                self.end_line()?;
                self.canvas.write_str("\n")?;
            }
            if !part.is_empty() {
                self.line.push((tone, part.to_owned()));
            }
        }
        Ok(())
    }

    /// Writes what is left, and hands over the canvas for something else.
    pub(super) fn canvas(&mut self) -> Result<&mut dyn Canvas, fmt::Error> {
        self.end_line()?;
        Ok(self.canvas)
    }

    /// Writes the line, without a line feed at its end.
    pub(super) fn end_line(&mut self) -> fmt::Result {
        let line = std::mem::take(&mut self.line);
        let whole: usize = line.iter().map(|(_, text)| text.width()).sum();
        if whole <= self.width {
            return line.iter().try_for_each(|(tone, text)| self.write(*tone, text));
        }
        let all: String = line.iter().map(|(_, text)| text.as_str()).collect();
        let own = all.len() - all.trim_start_matches(' ').len();
        // Where there is next to no room, none of it is spent on blanks.
        let indent = if (own + INDENT) * 2 < self.width { own + INDENT } else { 0 };
        self.begun = false;
        // What of the line is taken, with the blanks that are written once a word follows.
        let (mut used, mut blanks) = (0, 0);
        for (tone, text) in &line {
            for part in text.split_inclusive(' ') {
                let word = part.trim_end_matches(' ');
                if !word.is_empty() {
                    used = self.word(*tone, word, (used, blanks), indent)?;
                    blanks = 0;
                }
                blanks += part.len() - word.len();
            }
        }
        Ok(())
    }

    /// Writes a word, after blanks, where `used` of the line is taken. How much is taken then.
    fn word(
        &mut self,
        tone: Tone,
        word: &str,
        (used, blanks): (usize, usize),
        indent: usize,
    ) -> Result<usize, fmt::Error> {
        let mut used = used;
        let fits = used + blanks + word.width() <= self.width;
        if self.begun && !fits {
            used = self.break_line(indent)?;
        } else if fits || blanks + 1 < self.width {
            (0..blanks).try_for_each(|_| self.canvas.write_str(" "))?;
            used += blanks;
        }
        let mut rest = word;
        while used + rest.width() > self.width && used < self.width {
            let (begin, end) = rest.split_at(fitting(rest, self.width - used));
            self.write(tone, begin)?;
            rest = end;
            self.begun = true;
            if rest.is_empty() {
                return Ok(used + begin.width());
            }
            used = self.break_line(indent)?;
        }
        self.write(tone, rest)?;
        self.begun = true;
        Ok(used + rest.width())
    }

    fn break_line(&mut self, indent: usize) -> Result<usize, fmt::Error> {
        self.begun = false;
        self.canvas.write_str("\n")?;
        (0..indent).try_for_each(|_| self.canvas.write_str(" "))?;
        Ok(indent)
    }

    fn write(&mut self, tone: Tone, text: &str) -> fmt::Result {
        if tone == Tone::Plain || text.trim().is_empty() {
            return self.canvas.write_str(text);
        }
        self.canvas.tone(tone)?;
        self.canvas.write_str(text)?;
        self.canvas.tone(Tone::Plain)
    }
}

/// How many bytes of a text are as wide as this, at least one letter.
pub(in crate::report) fn fitting(text: &str, width: usize) -> usize {
    let mut used = 0;
    for (start, letter) in text.char_indices() {
        used += letter.width().unwrap_or(0);
        if used > width && start > 0 {
            return start;
        }
    }
    text.len()
}

/// A text that is no wider than this: what is cut off is a point of ellipsis.
pub(in crate::report) fn cut(text: String, width: usize) -> String {
    if text.width() <= width {
        return text;
    }
    let end = fitting(&text, width.saturating_sub(1));
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str, width: usize) -> String {
        let mut out = String::new();
        let mut fold = Fold::new(&mut out, width);
        fold.text(Tone::Plain, text).unwrap();
        fold.end_line().unwrap();
        out
    }

    #[test]
    fn lines_end_between_words() {
        assert_eq!(folded("one two three four", 9), "one two\n  three\n  four");
        assert_eq!(folded("  one two\nthree", 9), "  one two\nthree");
        assert_eq!(folded("one two", 7), "one two");
        // A short word at the beginning is a word too.
        assert_eq!(folded("    a bcdefghijklmn", 15), "    a\n      bcdefghij\n      klmn");
    }

    /// However long the words and however narrow the screen.
    #[test]
    fn no_line_is_wider() {
        for text in [
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b",
            "    a b c",
            "日本語 日本語日本語日本語日本語",
            "",
        ] {
            for width in 2..20 {
                let shown = folded(text, width);
                assert!(shown.lines().all(|line| line.width() <= width), "{width}: {shown}");
                let letters = |text: &str| text.replace([' ', '\n'], "");
                assert_eq!(letters(&shown), letters(text));
            }
        }
    }

    #[test]
    fn what_is_cut_off_is_seen() {
        assert_eq!(cut("abcdef".into(), 6), "abcdef");
        assert_eq!(cut("abcdef".into(), 4), "abc…");
        assert_eq!(cut("日本語".into(), 5), "日本…");
    }
}
