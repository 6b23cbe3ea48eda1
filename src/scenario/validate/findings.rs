//! Everything that is wrong with a scenario, with places.

use std::collections::BTreeMap;
use std::fmt;

use super::finding::{Code, Finding, Severity};
use crate::scenario::file::text::{LONGEST_MESSAGE, LONGEST_PATH, one_line, shorten};

/// How many errors of a code are kept: a wrong column of a large book must not fill the memory
/// or the screen, nor hide what else is wrong.
const MOST_ERRORS: usize = 100;

/// How many warnings of a code are kept: all that a book will have that is planned all the same.
const MOST_WARNINGS: usize = 10_000;

/// How many warnings of a code are told in full: they come with every command, and those that
/// matter must be seen.
const TOLD_WARNINGS: usize = 5;

/// How many of the others are named.
const NAMED: usize = 3;

/// How many of a code are kept.
fn most(code: Code) -> usize {
    match code.severity() {
        Severity::Error => MOST_ERRORS,
        Severity::Warning => MOST_WARNINGS,
    }
}

/// How many of a code are told in full.
fn told(code: Code) -> usize {
    match code.severity() {
        Severity::Error => MOST_ERRORS,
        Severity::Warning => TOLD_WARNINGS,
    }
}

/// Everything that is wrong, or may be, in the order of the file: of each code the first hundred
/// errors or ten thousand warnings, and how many more there are.
///
/// Its [`Display`](fmt::Display) tells the first few warnings of a code, and counts the others.
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
        let kept = *count < most(code);
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

    /// Some of those that are kept, and what is only counted.
    pub(in crate::scenario) fn only(&self, meant: impl Fn(&Finding) -> bool) -> Self {
        let mut only = self.clone();
        only.kept.retain(|finding| {
            let stays = meant(finding);
            if let Some(count) = only.counts.get_mut(&finding.code).filter(|_| !stays) {
                *count = count.saturating_sub(1);
            }
            stays
        });
        only.counts.retain(|_, count| *count > 0);
        only
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
        let mut seen: BTreeMap<Code, usize> = BTreeMap::new();
        let mut places: BTreeMap<Code, Vec<&str>> = BTreeMap::new();
        for finding in self {
            let seen = seen.entry(finding.code).or_default();
            *seen += 1;
            if *seen <= told(finding.code) {
                write!(f, "\n  {finding}")?;
            } else if *seen <= told(finding.code) + NAMED {
                places.entry(finding.code).or_default().push(&finding.path);
            }
        }
        for (&code, &count) in self.counts.iter().filter(|(code, count)| **count > told(**code)) {
            let more = count - told(code);
            write!(f, "\n  and {more} more {code} like it")?;
            if let Some(places) = places.get(&code) {
                let on = if more > places.len() { ", …" } else { "" };
                write!(f, " ({}{on})", places.join(", "))?;
            }
        }
        Ok(())
    }
}

impl std::error::Error for Findings {}
