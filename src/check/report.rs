//! Everything that a plan gets wrong.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::code::Code;
use super::violation::Violation;

/// What [`check`](super::check) found: everything, not only the first.
///
/// Its [`Display`](fmt::Display) is one line for each violation.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Report {
    violations: Vec<Violation>,
}

impl Report {
    /// Whether the plan holds in every respect.
    pub fn is_clean(&self) -> bool {
        self.violations.is_empty()
    }

    /// Everything that is wrong, in the order of the plan.
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// Each violation.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.violations.iter()
    }

    /// Whether there is a violation of this kind.
    pub fn has(&self, code: Code) -> bool {
        self.violations.iter().any(|violation| violation.code == code)
    }

    /// Notes a violation, in the words of its code.
    pub(super) fn add(
        &mut self,
        code: Code,
        path: impl Into<String>,
        found: impl fmt::Display,
        expected: impl fmt::Display,
    ) {
        self.note(code, path, found, expected, String::new());
    }

    /// Notes a violation with particulars: which month, how much too much.
    pub(super) fn note(
        &mut self,
        code: Code,
        path: impl Into<String>,
        found: impl fmt::Display,
        expected: impl fmt::Display,
        particulars: impl fmt::Display,
    ) {
        let particulars = particulars.to_string();
        let message = if particulars.is_empty() {
            code.meaning().to_owned()
        } else {
            format!("{} ({particulars})", code.meaning())
        };
        let (found, expected) = (shorten(&found.to_string()), shorten(&expected.to_string()));
        self.violations.push(Violation { code, path: path.into(), found, expected, message });
    }
}

/// A hostile plan must not fill the screen.
fn shorten(text: &str) -> String {
    const MOST: usize = 80;
    let mut short: String = text.chars().take(MOST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

impl<'a> IntoIterator for &'a Report {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.violations.len() {
            0 => write!(f, "no violations")?,
            1 => write!(f, "1 violation")?,
            count => write!(f, "{count} violations")?,
        }
        self.violations.iter().try_for_each(|violation| write!(f, "\n  {violation}"))
    }
}
