//! Pricing: which columns may enter.
//!
//! Lots are priced in batches; the best candidates of a batch enter one after the other, each
//! priced again before its turn. A lot proposes its best column under *smoothed* prices if
//! that column is attractive under the true ones as well: prices swing, and a column that has
//! looked good for a while stays in the basis (Wentges 1997 does so in column generation).
//!
//! Lots of one family and span whose costs begin to rise in the same period form a *band*.
//! The cost of the best column of such a lot is a concave function of the rate at which they
//! rise, so that among neighbours with the same key the first and the last decide for all.

use super::cheapest::Offer;
use crate::engine::gub::basis::objective::Phase;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::basis::variable::Variable;

/// Lots priced, at least, before the first pivot of a batch.
const BATCH: u64 = 64;
/// Candidates kept of a batch.
const KEPT: usize = 16;

/// A column that is attractive when priced.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    pub(crate) variable: Variable,
    score: f64,
}

impl Simplex<'_> {
    /// The most attractive logicals and extra columns, the best first.
    pub(crate) fn price_free(&self, candidates: &mut Vec<Candidate>) {
        candidates.clear();
        let logicals = (0..self.basis.logicals.len() as u32).map(Variable::Logical);
        let extras = (0..self.basis.extras.len() as u32).map(Variable::Extra);
        for variable in logicals.chain(extras) {
            if let Some((_, reduced)) = self.attractive(variable) {
                candidates.push(Candidate { variable, score: reduced.abs() });
            }
        }
        keep_best(candidates);
    }

    /// Prices active lots from `cursor` on until a batch has enough candidates, at most all.
    pub(crate) fn price_lots(&mut self, cursor: &mut usize, candidates: &mut Vec<Candidate>) {
        candidates.clear();
        let before = self.statistics.priced;
        let count = self.face.active.len();
        let mut seen = 0;
        while seen < count {
            if *cursor >= count {
                *cursor = 0;
            }
            let run = self.run_at(*cursor);
            self.price_run(*cursor, run, candidates);
            seen += run;
            *cursor += run;
            if *cursor >= count {
                *cursor = 0;
                self.statistics.passes += 1;
            }
            if candidates.len() >= KEPT && self.statistics.priced - before >= BATCH {
                break;
            }
        }
        keep_best(candidates);
    }

    /// Number of active lots, from a position on, of one band and with the same key.
    fn run_at(&self, start: usize) -> usize {
        if self.objective.phase != Phase::Two {
            return 1;
        }
        let key = self.lots[self.face.active[start] as usize].key;
        let end = self.face.bands.get(start).map_or(start + 1, |&end| end as usize);
        let band = &self.face.active[start..end];
        1 + band[1..].iter().take_while(|&&lot| self.lots[lot as usize].key == key).count()
    }

    /// Prices a run of lots of one band with the same key. The cost of a lot's best column is
    /// a concave function of the rate, a minimum of linear ones, and that of the key is
    /// linear: if no column of the first and the last lot is attractive, none between is.
    fn price_run(&mut self, start: usize, count: usize, candidates: &mut Vec<Candidate>) {
        let before = candidates.len();
        self.price_one(self.face.active[start], candidates);
        if count > 1 {
            self.price_one(self.face.active[start + count - 1], candidates);
        }
        if candidates.len() > before {
            for position in start + 1..(start + count).saturating_sub(1) {
                self.price_one(self.face.active[position], candidates);
            }
        }
    }

    /// Prices every active lot by itself.
    pub(crate) fn price_each(&mut self, candidates: &mut Vec<Candidate>) {
        candidates.clear();
        self.statistics.passes += 1;
        for position in 0..self.face.active.len() {
            self.price_one(self.face.active[position], candidates);
        }
    }

    fn price_one(&mut self, lot: u32, candidates: &mut Vec<Candidate>) {
        let margin = self.prices.margins[lot as usize];
        let moved = self.prices.charges.moved(margin.family);
        if margin.until >= moved {
            return;
        }
        self.statistics.priced += 1;
        match self.price_lot(lot) {
            Offer::Column(service, reduced) => {
                let variable = Variable::Service { lot, service };
                // Charges and prices may disagree by rounding.
                if self.attractive(variable).is_some() {
                    let score = reduced.abs() * self.lots[lot as usize].quantity.sqrt();
                    candidates.push(Candidate { variable, score });
                }
            }
            Offer::Nothing { margin } => self.prices.margins[lot as usize].until = moved + margin,
        }
    }
}

fn keep_best(candidates: &mut Vec<Candidate>) {
    let better = |a: &Candidate, b: &Candidate| {
        b.score.total_cmp(&a.score).then_with(|| a.variable.cmp(&b.variable))
    };
    if candidates.len() > KEPT {
        candidates.select_nth_unstable_by(KEPT, better);
        candidates.truncate(KEPT);
    }
    candidates.sort_unstable_by(better);
}
