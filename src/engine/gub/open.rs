//! Which columns the levels before have left open.
//!
//! On the first level every column is. Later only those are whose reduced cost was zero
//! on every level before: they are kept as runs of neighbouring periods, and a block of
//! which nothing is left to decide drops out.

use super::columns::NONE;

/// Neighbouring open columns of a lot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) recipe: u32,
    pub(super) first: u32,
    pub(super) end: u32,
}

/// What is open of one lot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub(super) start: u32,
    /// Number of runs; [`NONE`] if every column of the lot is open.
    pub(super) count: u32,
    pub(super) unserved: bool,
}

impl Span {
    pub(super) const WHOLE: Self = Self { start: 0, count: NONE, unserved: true };

    /// Every served column is open.
    pub(super) fn is_whole(self) -> bool {
        self.count == NONE
    }
}

/// The open columns of all lots.
#[derive(Debug, Default)]
pub(super) struct Open {
    pub(super) spans: Vec<Span>,
    pub(super) runs: Vec<Run>,
    /// Lots of which more than one column is open.
    pub(super) active: Vec<u32>,
}

impl Open {
    pub(super) fn all(lots: usize) -> Self {
        Self {
            spans: vec![Span::WHOLE; lots],
            runs: Vec::new(),
            active: (0..lots as u32).collect(),
        }
    }

    pub(super) fn runs(&self, span: Span) -> &[Run] {
        if span.is_whole() {
            &[]
        } else {
            &self.runs[span.start as usize..(span.start + span.count) as usize]
        }
    }

    /// Whether a served column of a lot is open.
    pub(super) fn contains(&self, lot: u32, recipe: u32, period: u32) -> bool {
        let span = self.spans[lot as usize];
        span.is_whole()
            || self
                .runs(span)
                .iter()
                .any(|run| run.recipe == recipe && (run.first..run.end).contains(&period))
    }
}
