//! Ids that refer to something.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::Code;
use super::findings::Findings;

/// The ids that there are of one kind of thing.
pub(in crate::scenario) struct Known<'a> {
    what: &'static str,
    ids: BTreeSet<&'a str>,
    /// By what is left without case and separators.
    folded: BTreeMap<String, &'a str>,
}

impl<'a> Known<'a> {
    pub(in crate::scenario) fn new(what: &'static str, ids: impl Iterator<Item = &'a str>) -> Self {
        let ids: BTreeSet<&str> = ids.collect();
        let folded = ids.iter().map(|id| (fold(id), *id)).collect();
        Self { what, ids, folded }
    }

    pub(in crate::scenario) fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    pub(in crate::scenario) fn contains(&self, id: &str) -> bool {
        self.ids.contains(id)
    }

    /// Reports an id that is not among them.
    pub(in crate::scenario) fn check(
        &self,
        id: &str,
        path: impl Into<String>,
        findings: &mut Findings,
    ) {
        if self.contains(id) {
            return;
        }
        let article = if self.what.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        let what = format!("{article} {}", self.what);
        let help = match self.nearest(id) {
            Some(near) => format!("add {what} of this id, or did you mean `{near}`?"),
            None => format!("add {what} of this id"),
        };
        findings.add(Code::UnknownId, path, id, help);
    }

    /// An id that is written alike, or of which one is the beginning of the other.
    fn nearest(&self, id: &str) -> Option<&'a str> {
        const SHORTEST: usize = 3;
        let wanted = fold(id);
        let letters = wanted.chars().count();
        if letters < SHORTEST {
            return self.folded.get(&wanted).copied();
        }
        let longer = self.folded.range(wanted.clone()..).next();
        let longer = longer.filter(|(known, _)| known.starts_with(&wanted)).map(|(_, id)| *id);
        let shorter = || {
            let ends = wanted.char_indices().map(|(end, _)| end).skip(SHORTEST);
            ends.filter_map(|end| self.folded.get(&wanted[..end]).copied()).last()
        };
        longer.or_else(shorter)
    }
}

/// Only as much of an id as a person would have typed.
fn fold(id: &str) -> String {
    const COMPARED: usize = 40;
    let letters = id.chars().filter(|letter| !matches!(letter, '-' | '_' | ' '));
    letters.take(COMPARED).flat_map(char::to_lowercase).collect()
}
