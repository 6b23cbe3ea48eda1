//! The optimal face of the earlier levels: which columns they have left open.
//!
//! On the first level every column is open; later only columns whose reduced cost was zero
//! on every earlier level. The open columns of a lot are kept as runs of neighbouring
//! periods, and a lot with at most one open column is no longer priced.

use super::lot::Lot;
use super::variable::{NONE, Service};

/// Neighbouring open columns of a lot.
#[derive(Debug, Clone, Copy)]
pub(crate) struct OpenRun {
    pub(crate) recipe: u32,
    pub(crate) first: u32,
    pub(crate) end: u32,
}

/// The open columns of one lot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct OpenSet {
    pub(crate) start: u32,
    /// Number of runs; [`NONE`] if every served column of the lot is open.
    pub(crate) count: u32,
    pub(crate) unserved: bool,
}

impl OpenSet {
    pub(crate) const WHOLE: Self = Self { start: 0, count: NONE, unserved: true };

    /// Every served column is open.
    pub(crate) fn is_whole(self) -> bool {
        self.count == NONE
    }
}

/// Adds columns, by recipe and period, as runs.
pub(crate) fn add_runs(runs: &mut Vec<OpenRun>, services: impl Iterator<Item = Service>) {
    let start = runs.len();
    for Service { recipe, period } in services {
        match runs[start..].last_mut() {
            Some(run) if run.recipe == recipe && run.end == period => run.end += 1,
            _ => runs.push(OpenRun { recipe, first: period, end: period + 1 }),
        }
    }
}

/// The open columns. Set when a level is begun or closed; pivots only read it.
#[derive(Debug, Default)]
pub(crate) struct Face {
    /// By lot.
    pub(crate) sets: Vec<OpenSet>,
    pub(crate) runs: Vec<OpenRun>,
    /// Lots with more than one open column.
    pub(crate) active: Vec<u32>,
    /// For each of them, where its band ends: lots of which every column is open and whose
    /// costs on the present level differ only by a factor, by ascending rate.
    pub(crate) bands: Vec<u32>,
    /// Logicals and extra columns that the earlier levels have fixed at their bounds.
    pub(crate) closed_logicals: Vec<bool>,
    pub(crate) closed_extras: Vec<bool>,
}

impl Face {
    /// Every column is open.
    pub(crate) fn whole(lots: usize, rows: usize, extras: usize) -> Self {
        Self {
            sets: vec![OpenSet::WHOLE; lots],
            runs: Vec::new(),
            active: (0..lots as u32).collect(),
            bands: Vec::new(),
            closed_logicals: vec![false; rows],
            closed_extras: vec![false; extras],
        }
    }

    /// Adds a set of open columns, by recipe and period.
    pub(crate) fn add_set(
        &mut self,
        services: impl Iterator<Item = Service>,
        unserved: bool,
    ) -> OpenSet {
        let start = self.runs.len();
        add_runs(&mut self.runs, services);
        OpenSet { start: start as u32, count: (self.runs.len() - start) as u32, unserved }
    }

    /// Finds the bands of a level.
    pub(crate) fn find_bands(&mut self, lots: &[Lot]) {
        let Self { sets, active, bands, .. } = self;
        let lot = |position: usize| &lots[active[position] as usize];
        let is_whole = |position: usize| sets[active[position] as usize].is_whole();
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

    pub(crate) fn runs(&self, set: OpenSet) -> &[OpenRun] {
        if set.is_whole() {
            &[]
        } else {
            &self.runs[set.start as usize..(set.start + set.count) as usize]
        }
    }

    /// Whether a served column of a lot is open.
    pub(crate) fn contains(&self, lot: u32, recipe: u32, period: u32) -> bool {
        let set = self.sets[lot as usize];
        set.is_whole()
            || self
                .runs(set)
                .iter()
                .any(|run| run.recipe == recipe && (run.first..run.end).contains(&period))
    }
}
