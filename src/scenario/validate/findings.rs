//! Everything that is wrong with a scenario, with places.

use std::collections::BTreeMap;
use std::fmt;

use super::finding::{Code, Finding, Severity};
use crate::scenario::file::text::{LONGEST_MESSAGE, LONGEST_PATH, one_line, shorten};

/// How many of a code are kept: a wrong column of a large book must not fill the memory or the
/// screen, nor hide what else is wrong.
const MOST: usize = 100;

/// Everything that is wrong, or may be, in the order of the file: the first hundred of each
/// code, and how many more there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    counts: BTreeMap<Code, usize>,
}

impl Findings {
    pub(crate) fn add(
        &mut self,
        code: Code,
        path: impl Into<String>,
        value: impl fmt::Display,
        help: impl Into<String>,
    ) {
        if self.count(code, 1) {
            let value = shorten(&value.to_string());
            let path = one_line(&path.into(), LONGEST_PATH);
            let help = one_line(&help.into(), LONGEST_MESSAGE);
            self.kept.push(Finding { code, path, value, help });
        }
    }

    /// Counts more of a code. Whether the first of them is to be kept.
    fn count(&mut self, code: Code, more: usize) -> bool {
        let count = self.counts.entry(code).or_default();
        let kept = *count < MOST;
        *count = count.saturating_add(more);
        kept
    }

    /// Adds others behind these.
    pub(in crate::scenario) fn append(&mut self, others: Self) {
        let Self { kept, mut counts } = others;
        for finding in kept {
            if let Some(count) = counts.get_mut(&finding.code) {
                *count = count.saturating_sub(1);
            }
            if self.count(finding.code, 1) {
                self.kept.push(finding);
            }
        }
        for (code, more) in counts {
            self.count(code, more);
        }
    }

    /// Says of every finding where its path begins.
    pub(in crate::scenario) fn inside(&mut self, place: &str) {
        for finding in &mut self.kept {
            finding.path = one_line(&format!("{place}, {}", finding.path), LONGEST_PATH);
        }
    }

    /// Adds to every finding from a position on what else helps to find the place.
    pub(in crate::scenario) fn hint(&mut self, from: usize, hint: &str) {
        for finding in self.kept.iter_mut().skip(from) {
            finding.help.push_str(hint);
        }
    }

    /// Each finding that is kept.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.kept.iter()
    }

    /// How many are kept.
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// How many errors there are, also those that are not kept.
    pub fn errors(&self) -> usize {
        self.of(Severity::Error)
    }

    /// How many warnings there are, also those that are not kept.
    pub fn warnings(&self) -> usize {
        self.of(Severity::Warning)
    }

    fn of(&self, severity: Severity) -> usize {
        let counts = self.counts.iter().filter(|(code, _)| code.severity() == severity);
        counts.fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }

    /// The warnings if there is nothing else, or an error with all.
    pub(crate) fn into_result(self) -> Result<Self, Self> {
        if self.errors() == 0 { Ok(self) } else { Err(self) }
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |count: usize, noun: &str| match count {
            1 => format!("1 {noun}"),
            count => format!("{count} {noun}s"),
        };
        match (self.errors(), self.warnings()) {
            (errors, 0) => f.write_str(&count(errors, "finding"))?,
            (0, warnings) => f.write_str(&count(warnings, "warning"))?,
            (errors, warnings) => {
                write!(f, "{} and {}", count(errors, "finding"), count(warnings, "warning"))?;
            }
        }
        self.iter().try_for_each(|finding| write!(f, "\n  {finding}"))?;
        for (code, count) in self.counts.iter().filter(|(_, count)| **count > MOST) {
            write!(f, "\n  and {} more {code}", count - MOST)?;
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}
