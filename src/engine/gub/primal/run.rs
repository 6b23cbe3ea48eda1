//! The loop of pivots, in any phase.

use super::pivot::Pivoted;
use super::pricing::Candidate;
use crate::engine::gub::basis::objective::Phase;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::halt::Halt;
use crate::engine::gub::limits::Limits;
use crate::tolerance::DEGENERATE;

/// How far rounding of the largest price is allowed for before the rule of Bland takes over.
const MOST_ROUNDING: f64 = 1e3 * f64::EPSILON;
/// A pivot gains something if the reduced cost is larger than this share of the largest price.
const GAIN: f64 = 8.0 * f64::EPSILON;

/// How a run of pivots goes.
#[derive(Debug, Default)]
struct PivotRun {
    /// Degenerate pivots in a row.
    degenerate: u64,
    /// Pivots since the charges were refreshed.
    stale: u32,
    /// Reduced costs far smaller than this may be rounding.
    largest_price: f64,
}

impl Simplex<'_> {
    /// Pivots until no column is attractive or, in phase one and the composite phase, until
    /// the basis is feasible.
    pub(crate) fn run(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        self.prices.restart_smoothing(&self.columns);
        self.prices.forget_margins();
        let mut run = PivotRun::default();
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut cursor = 0;
        loop {
            limits.check(self.statistics.pivots)?;
            self.report(limits);
            if run.degenerate > self.stall_limit {
                if self.objective.rounding < MOST_ROUNDING * self.prices.largest() {
                    self.allow_for_rounding();
                } else {
                    self.run_by_bland(limits)?;
                }
                run.degenerate = 0;
            }
            run.largest_price = self.prices.largest();
            self.price_free(&mut candidates);
            if candidates.is_empty() {
                if run.stale > 0 {
                    self.prices.refresh(&self.columns, run.stale);
                    run.stale = 0;
                }
                self.price_lots(&mut cursor, &mut candidates);
                if candidates.is_empty() {
                    return Ok(());
                }
            }
            for candidate in &candidates {
                self.enter(candidate, &mut run)?;
                if self.objective.phase != Phase::Two && self.is_feasible() {
                    return Ok(());
                }
            }
        }
    }

    /// Lets a candidate enter, if it is still attractive.
    fn enter(&mut self, candidate: &Candidate, run: &mut PivotRun) -> Result<(), Halt> {
        let mut pivoted = Pivoted::Refactored;
        let mut gain = 0.0;
        // A second time if the basis had to be refactorised.
        for _ in 0..2 {
            let Some((sigma, reduced)) = self.attractive(candidate.variable) else { return Ok(()) };
            pivoted = self.pivot(candidate.variable, sigma, reduced, false)?;
            gain = reduced.abs();
            run.stale += 1;
            if pivoted != Pivoted::Refactored {
                break;
            }
        }
        match pivoted {
            Pivoted::By(step)
                if step > DEGENERATE * self.scale(candidate.variable)
                    && gain > GAIN * run.largest_price =>
            {
                run.degenerate = 0;
            }
            _ => {
                run.degenerate += 1;
                self.statistics.degenerate += 1;
            }
        }
        Ok(())
    }

    /// Raises the tolerance by what rounding may do to the largest prices, in case that is
    /// what keeps the simplex busy. The proof shows whether it was too much.
    pub(crate) fn allow_for_rounding(&mut self) {
        let least = f64::EPSILON * self.prices.largest();
        self.objective.rounding = (2.0 * self.objective.rounding).max(least);
    }
}
