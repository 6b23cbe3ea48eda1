//! Which columns the levels before have left open.
//!
//! On the first level every column is. Later only those are whose reduced cost was zero
//! on every level before: they are kept as runs of neighbouring periods, and a block of
//! which nothing is left to decide drops out.

use super::columns::NONE;
use super::lot::Lot;

/// Neighbouring open columns of a lot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) recipe: u32,
    pub(super) first: u32,
    pub(super) end: u32,
}

/// What is open of one lot.
#[derive(Debug, Clone, Copy, PartialEq)]
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
    /// For each of them, where its band ends: lots of which every column is open and whose
    /// costs on the present level differ by a factor alone, by ascending rate.
    pub(super) bands: Vec<u32>,
}

impl Open {
    pub(super) fn all(lots: usize) -> Self {
        Self {
            spans: vec![Span::WHOLE; lots],
            runs: Vec::new(),
            active: (0..lots as u32).collect(),
            bands: Vec::new(),
        }
    }

    /// Finds the bands of a level.
    pub(super) fn find_bands(&mut self, lots: &[Lot]) {
        let Self { spans, active, bands, .. } = self;
        let lot = |position: usize| &lots[active[position] as usize];
        let is_whole = |position: usize| spans[active[position] as usize].is_whole();
        bands.clear();
        bands.resize(active.len(), 0);
        let mut end = active.len();
        for position in (0..active.len()).rev() {
            let goes_on = end > position + 1
                && is_whole(position)
                && is_whole(position + 1)
                && lot(position).rate() <= lot(position + 1).rate()
                && lot(position).is_like(lot(position + 1));
            if !goes_on {
                end = position + 1;
            }
            bands[position] = end as u32;
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
