//! What stays open of lots to which a level gives no cost: on the level of one tier nearly all.
//!
//! Of such a lot, if leaving it unserved is as cheap as anything, a column stays open if its charge
//! is nothing. That does not hang on the lot, so that every column is looked at once, and a lot
//! takes over whole runs of periods.

use super::basis::face::{OpenRun, OpenSet};
use super::basis::lot::Lot;
use super::basis::simplex::Simplex;
use super::basis::variable::{Service, Variable};
use crate::double_double::DoubleDouble;
use crate::model::CostPath;

/// What becomes of a column of a lot without a cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Open,
    Closed,
    /// It would still lower the cost.
    Attractive,
}

/// By recipe and period, what becomes of the columns of lots without a cost.
#[derive(Debug)]
pub(crate) struct Costless {
    periods: usize,
    fates: Vec<Fate>,
    /// Where the neighbouring periods end that have the same fate.
    ends: Vec<u32>,
}

impl Costless {
    pub(crate) fn new(simplex: &Simplex<'_>) -> Self {
        let (fine, periods) = (&simplex.fine, simplex.columns.periods);
        let noise = fine.noise();
        let fate = |charge: &DoubleDouble| {
            let charge = charge.high();
            if charge < 0.0 && charge.abs() > noise.least() {
                Fate::Attractive
            } else if charge > noise.zero(charge, 0.0) {
                Fate::Closed
            } else {
                Fate::Open
            }
        };
        let fates: Vec<Fate> = fine.charges.iter().map(fate).collect();
        let mut ends = vec![0; fates.len()];
        for (ends, fates) in ends.chunks_mut(periods.max(1)).zip(fates.chunks(periods.max(1))) {
            let mut end = fates.len();
            for period in (0..fates.len()).rev() {
                if period + 1 < fates.len() && fates[period] != fates[period + 1] {
                    end = period + 1;
                }
                ends[period] = end as u32;
            }
        }
        Self { periods, fates, ends }
    }

    /// Whether the columns of a lot may be told from this: `now` is what its key costs, charges
    /// included, and none of its columns but the key is basic.
    pub(crate) fn tells(lot: &Lot, now: DoubleDouble) -> bool {
        let is_free = lot.fixed_from == u32::MAX && !lot.unserved_fixed;
        lot.path == CostPath::Zero && !lot.is_limited() && is_free && now == DoubleDouble::ZERO
    }

    /// The columns of a lot that stay open, of those that were; their runs are appended to `runs`.
    pub(crate) fn open_after(
        &self,
        simplex: &Simplex<'_>,
        lot: u32,
        runs: &mut Vec<OpenRun>,
        attractive: &mut Vec<Variable>,
    ) -> OpenSet {
        let (state, old) = (&simplex.lots[lot as usize], simplex.face.sets[lot as usize]);
        let start = runs.len();
        let mut closes = false;
        let mut take = |OpenRun { recipe, first, end }| {
            let row = recipe as usize * self.periods;
            let mut period = first;
            while period < end {
                let position = row + period as usize;
                let stop = self.ends[position].min(end);
                match self.fates[position] {
                    Fate::Closed => closes = true,
                    fate => {
                        match runs[start..].last_mut() {
                            Some(run) if run.recipe == recipe && run.end == period => {
                                run.end = stop;
                            }
                            _ => runs.push(OpenRun { recipe, first: period, end: stop }),
                        }
                        if fate == Fate::Attractive {
                            let services = (period..stop).map(|period| Service { recipe, period });
                            attractive
                                .extend(services.map(|service| Variable::Service { lot, service }));
                        }
                    }
                }
                period = stop;
            }
        };
        if old.is_whole() {
            let family = simplex.columns.family(state.family).iter();
            family.for_each(|&recipe| {
                take(OpenRun { recipe, first: state.first, end: state.end });
            });
        } else {
            simplex.face.runs(old).iter().copied().for_each(&mut take);
        }
        if old.is_whole() && !closes {
            runs.truncate(start);
            return OpenSet { unserved: old.unserved, ..OpenSet::WHOLE };
        }
        let count = (runs.len() - start) as u32;
        OpenSet { start: start as u32, count, unserved: old.unserved }
    }
}
