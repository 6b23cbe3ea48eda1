//! The loop of the simplex, for one level.

use super::limits::Limits;
use super::pivot::Moved;
use super::pricing::Candidate;
use super::simplex::{Halt, Objective, Simplex};

/// Pivots without progress, in a row, after which the rule of Bland takes over.
const STALLED: u64 = 2_000;
/// What counts as no progress: a step that changes no more than rounding would.
const NO_STEP: f64 = 1e-13;

/// How the run of pivots goes.
#[derive(Debug, Default)]
struct Progress {
    /// Pivots since the last one that moved anything.
    degenerate: u64,
    /// Pivots since the charges were brought up to date.
    stale: u32,
}

impl Simplex<'_> {
    /// Minimises the present level from the present basis.
    pub(super) fn optimise(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        self.floor = 0.0;
        for _ in 0..MOST_ROUNDS {
            if !self.is_feasible() {
                self.objective = Objective::Infeasibility;
                self.recompute_prices();
                let end = self.run(limits);
                self.objective = Objective::Level;
                end?;
                if !self.is_feasible() {
                    return Err(Halt::Infeasible(self.offending_rows()));
                }
                self.recompute_prices();
            }
            self.run(limits)?;
            // What has been added up over thousands of pivots is worked out once more,
            // and the answer must still stand.
            self.rebuild_load();
            self.refactor()?;
            if self.is_feasible() && self.is_optimal() {
                return Ok(());
            }
        }
        Err(Halt::Broken("rounding does not let the answer settle"))
    }

    /// Pivots until no column is attractive, or, while looking for feasibility, until
    /// every basic column is within its bounds.
    fn run(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        self.restart_smoothing();
        self.wake_all();
        let mut progress = Progress::default();
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut cursor = 0;
        loop {
            limits.check(self.statistics.pivots)?;
            if progress.degenerate > self.stall_limit() {
                if self.floor == 0.0 {
                    // Rounding of the largest prices may be what keeps it busy.
                    let largest = self.prices.iter().fold(0.0_f64, |most, p| most.max(p.abs()));
                    self.floor = f64::EPSILON * largest;
                    progress.degenerate = 0;
                } else {
                    self.run_strictly(limits)?;
                    progress.degenerate = 0;
                }
            }
            self.price_free(&mut candidates);
            if candidates.is_empty() {
                if progress.stale > 0 {
                    self.refresh_charges(progress.stale);
                    progress.stale = 0;
                }
                let priced = self.price_lots(&mut cursor, &mut candidates);
                self.statistics.priced += priced as u64;
                if candidates.is_empty() {
                    return Ok(());
                }
            }
            for candidate in &candidates {
                self.enter(candidate, &mut progress)?;
                if self.objective == Objective::Infeasibility && self.is_feasible() {
                    return Ok(());
                }
            }
        }
    }

    fn enter(&mut self, candidate: &Candidate, progress: &mut Progress) -> Result<(), Halt> {
        let mut moved = Moved::Again;
        // A second time if the basis had to be factorised anew.
        for _ in 0..2 {
            let Some((sigma, reduced)) = self.attractive(candidate.variable) else { return Ok(()) };
            moved = self.pivot(candidate.variable, sigma, reduced, false)?;
            progress.stale += 1;
            if moved != Moved::Again {
                break;
            }
        }
        match moved {
            Moved::By(step) if step > NO_STEP * self.scale(candidate.variable) => {
                progress.degenerate = 0;
            }
            _ => {
                progress.degenerate += 1;
                self.statistics.degenerate += 1;
            }
        }
        Ok(())
    }

    fn stall_limit(&self) -> u64 {
        STALLED + 10 * self.members.len() as u64
    }

    /// The smallest-index rules of Bland (1977), which cannot cycle, until something
    /// moves.
    fn run_strictly(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        for _ in 0..MOST_STRICT {
            limits.check(self.statistics.pivots)?;
            let Some(variable) = self.first_attractive() else { return Ok(()) };
            let Some((sigma, reduced)) = self.attractive(variable) else { return Ok(()) };
            if let Moved::By(step) = self.pivot(variable, sigma, reduced, true)?
                && step > NO_STEP * self.scale(variable)
            {
                return Ok(());
            }
        }
        Err(Halt::Broken("the simplex makes no progress"))
    }

    /// Whether nothing is attractive, by exact prices, in one pass over everything.
    fn is_optimal(&mut self) -> bool {
        self.refresh_charges(0);
        self.wake_all();
        let mut candidates = Vec::new();
        self.price_free(&mut candidates);
        if candidates.is_empty() {
            self.statistics.passes += 1;
            self.price_lots(&mut 0, &mut candidates);
        }
        candidates.iter().all(|candidate| self.attractive(candidate.variable).is_none())
    }

    /// Rows that the prices of the search for feasibility blame.
    fn offending_rows(&mut self) -> Vec<usize> {
        self.objective = Objective::Infeasibility;
        self.recompute_prices();
        self.objective = Objective::Level;
        let largest = self.prices.iter().fold(0.0_f64, |most, price| most.max(price.abs()));
        (0..self.prices.len()).filter(|&row| self.prices[row].abs() > 1e-9 * largest).collect()
    }
}

/// Rounds of pivoting and checking.
const MOST_ROUNDS: usize = 20;
/// Pivots by the rule of Bland in a row.
const MOST_STRICT: usize = 1_000_000;
