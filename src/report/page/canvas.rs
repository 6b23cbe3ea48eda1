//! What a page is drawn on.

use std::fmt;

/// How a part of a text is meant. It never says more than the text does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Tone {
    /// As everything else.
    #[default]
    Plain,
    /// A heading.
    Heading,
    /// Good news: somebody gains.
    Good,
    /// Bad news: something is late.
    Bad,
}

/// What a [`Page`](super::Page) is drawn on: takes text, and may show its tone.
pub trait Canvas: fmt::Write {
    /// From here on text has this tone.
    ///
    /// # Errors
    ///
    /// As [`write_str`](fmt::Write::write_str).
    fn tone(&mut self, tone: Tone) -> fmt::Result;
}

/// Without tones.
impl Canvas for fmt::Formatter<'_> {
    fn tone(&mut self, _: Tone) -> fmt::Result {
        Ok(())
    }
}

/// Without tones.
impl Canvas for String {
    fn tone(&mut self, _: Tone) -> fmt::Result {
        Ok(())
    }
}
