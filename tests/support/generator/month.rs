//! Months of a draft.

use std::ops::Deref;

use serde::{Serialize, Serializer};

/// A month, counted from the first of the horizon, which is January 2026.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct At(pub(crate) i32);

impl At {
    const FIRST_YEAR: i32 = 2026;

    /// As it is written in a file.
    pub(crate) fn text(self) -> String {
        let (year, month) = (self.0.div_euclid(12), self.0.rem_euclid(12) + 1);
        format!("{:04}-{month:02}", Self::FIRST_YEAR + year)
    }

    pub(crate) fn later(self, months: i32) -> Self {
        Self(self.0 + months)
    }
}

impl Serialize for At {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text())
    }
}

/// A month of the book, perhaps with its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Dated {
    at: At,
    day: Option<u8>,
}

impl Dated {
    /// The same month with another day, or none.
    pub(crate) fn on(self, day: Option<u8>) -> Self {
        Self { day, ..self }
    }
}

impl From<At> for Dated {
    fn from(at: At) -> Self {
        Self { at, day: None }
    }
}

impl Deref for Dated {
    type Target = At;

    fn deref(&self) -> &At {
        &self.at
    }
}

impl Serialize for Dated {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let day = self.day.map_or_else(String::new, |day| format!("-{day:02}"));
        serializer.serialize_str(&format!("{}{day}", self.at.text()))
    }
}
