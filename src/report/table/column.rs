//! The columns of a table.

use std::borrow::Cow;

/// A column of a table.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Column<'a> {
    /// Its name in CSV and JSON; programs rely on it, so it never changes.
    pub name: Cow<'a, str>,
    /// Its heading in text.
    pub heading: Cow<'a, str>,
    /// The kind of its values, which decides how text writes them.
    pub kind: Kind,
    /// Its alignment in text.
    pub align: Align,
    /// What text writes where there is no value.
    pub nothing: &'static str,
    /// What it means that a value is above zero.
    pub sense: Sense,
}

/// What it means that a value is above zero; below, it means the opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Sense {
    /// Nothing in particular.
    #[default]
    Neutral,
    /// Somebody gains.
    Gain,
    /// Something is late, or later.
    Delay,
}

/// The kind of a column's values, which decides how text writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// A word.
    Word,
    /// A whole number.
    Whole,
    /// A number with all its decimals.
    Exact,
    /// A number with this many decimals and a separator every three digits.
    Number(usize),
    /// Units: whole amounts as they are, others with two decimals.
    Amount,
    /// A share of one, as a percentage.
    Share,
    /// A difference of amounts, with its sign also where it is above zero.
    Signed,
    /// A month.
    Month,
    /// Yes or no.
    Flag,
}

/// The alignment of a column in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Align {
    /// To the left, as words are by default.
    Left,
    /// To the right, as everything else is by default.
    Right,
}

impl<'a> Column<'a> {
    /// A column with its name as heading. Words are aligned to the left, anything else to the
    /// right; where there is no value, text writes a dash.
    pub fn new(name: impl Into<Cow<'a, str>>, kind: Kind) -> Self {
        let name = name.into();
        let align = if kind == Kind::Word { Align::Left } else { Align::Right };
        Self { heading: name.clone(), name, kind, align, nothing: "–", sense: Sense::Neutral }
    }

    /// Sets the heading in text.
    #[must_use]
    pub fn titled(mut self, heading: impl Into<Cow<'a, str>>) -> Self {
        self.heading = heading.into();
        self
    }

    /// Aligns it to the left.
    #[must_use]
    pub fn left(mut self) -> Self {
        self.align = Align::Left;
        self
    }

    /// Aligns it to the right.
    #[must_use]
    pub fn right(mut self) -> Self {
        self.align = Align::Right;
        self
    }

    /// Sets what it means that a value is above zero.
    #[must_use]
    pub fn meaning(mut self, sense: Sense) -> Self {
        self.sense = sense;
        self
    }

    /// Sets what text writes where there is no value.
    #[must_use]
    pub fn or(mut self, nothing: &'static str) -> Self {
        self.nothing = nothing;
        self
    }
}

/// A column of words.
pub(in crate::report) fn word<'a>(name: impl Into<Cow<'a, str>>) -> Column<'a> {
    Column::new(name, Kind::Word)
}

/// A column of numbers, in text with all their decimals.
pub(in crate::report) fn exact<'a>(name: impl Into<Cow<'a, str>>) -> Column<'a> {
    Column::new(name, Kind::Exact)
}

/// A column of whole numbers.
pub(in crate::report) fn whole<'a>(name: impl Into<Cow<'a, str>>) -> Column<'a> {
    Column::new(name, Kind::Whole)
}

/// A column of numbers, in text with this many decimals.
pub(in crate::report) fn number<'a>(name: impl Into<Cow<'a, str>>, decimals: usize) -> Column<'a> {
    Column::new(name, Kind::Number(decimals))
}

/// A column of units.
pub(in crate::report) fn amount<'a>(name: impl Into<Cow<'a, str>>) -> Column<'a> {
    Column::new(name, Kind::Amount)
}

/// A column of shares of one.
pub(in crate::report) fn share<'a>(name: impl Into<Cow<'a, str>>) -> Column<'a> {
    Column::new(name, Kind::Share)
}

/// A column of differences: above zero is more.
pub(in crate::report) fn signed<'a>(name: impl Into<Cow<'a, str>>) -> Column<'a> {
    Column::new(name, Kind::Signed)
}

/// A column of months.
pub(in crate::report) fn month<'a>(name: impl Into<Cow<'a, str>>) -> Column<'a> {
    Column::new(name, Kind::Month)
}

/// A column of yes and no.
pub(in crate::report) fn flag<'a>(name: impl Into<Cow<'a, str>>) -> Column<'a> {
    Column::new(name, Kind::Flag)
}
