//! The cells of a table.

use std::borrow::Cow;

use crate::scenario::Month;

/// A cell of a table. It holds the exact value; rounding is left to drawing.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Cell<'a> {
    /// There is no value.
    Nothing,
    /// A word, such as an id.
    Word(Cow<'a, str>),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// A month.
    Month(Month),
    /// Yes or no.
    Flag(bool),
    /// A value with wording of its own in text.
    Shown(Box<Shown<'a>>),
}

/// A value, and the text that stands for it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Shown<'a> {
    /// The value.
    pub value: Cell<'a>,
    /// The wording in text; CSV and JSON write the value.
    pub text: Cow<'a, str>,
}

impl<'a> Cell<'a> {
    /// The same value, which text shows as `text`.
    #[must_use]
    pub fn shown(self, text: impl Into<Cow<'a, str>>) -> Self {
        Self::Shown(Box::new(Shown { value: self, text: text.into() }))
    }

    /// The value alone, without any wording for text.
    pub fn value(&self) -> &Self {
        match self {
            Self::Shown(shown) => shown.value.value(),
            value => value,
        }
    }
}

impl From<String> for Cell<'_> {
    fn from(word: String) -> Self {
        Self::Word(word.into())
    }
}

/// Ids and other words.
impl<'a, T: AsRef<str> + ?Sized> From<&'a T> for Cell<'a> {
    fn from(word: &'a T) -> Self {
        Self::Word(word.as_ref().into())
    }
}

impl From<f64> for Cell<'_> {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<usize> for Cell<'_> {
    fn from(count: usize) -> Self {
        Self::Whole(count as i64)
    }
}

impl From<u32> for Cell<'_> {
    fn from(count: u32) -> Self {
        Self::Whole(count.into())
    }
}

impl From<i32> for Cell<'_> {
    fn from(count: i32) -> Self {
        Self::Whole(count.into())
    }
}

impl From<Month> for Cell<'_> {
    fn from(month: Month) -> Self {
        Self::Month(month)
    }
}

impl From<bool> for Cell<'_> {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Nothing, Into::into)
    }
}
