//! One thing that a plan gets wrong.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code::Code;

/// One thing that a plan gets wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Violation {
    /// Which kind of thing.
    pub code: Code,
    /// Where, as a path into the plan: `orders["PL-1"].tranches[0].production[3]`.
    pub path: String,
    /// What the plan says there.
    pub found: String,
    /// What it should say.
    pub expected: String,
    /// The rule that is broken, with the particulars.
    pub message: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, path, found, expected, message } = self;
        write!(f, "{code} {path}: {message}; found {found}, expected {expected}")
    }
}
