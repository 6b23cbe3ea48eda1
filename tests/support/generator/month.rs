//! Months of a draft.

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
