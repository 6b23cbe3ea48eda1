//! The loop of the simplex, for one level.

use super::limits::Limits;
use super::pivot::Moved;
use super::pricing::Candidate;
use super::simplex::{Halt, Objective, Simplex};
use crate::model::CostPath;
use crate::tolerance::REDUCED_COST;

/// What counts as no progress: a step that changes no more than rounding would.
const NO_STEP: f64 = 1e-13;

/// How the run of pivots goes.
#[derive(Debug, Default)]
struct Progress {
    /// Pivots since the last one that moved anything.
    degenerate: u64,
    /// Pivots since the charges were brought up to date.
    stale: u32,
    /// Reduced costs that are nothing beside it may be rounding.
    largest_price: f64,
}

impl Simplex<'_> {
    /// Minimises the present level from the present basis.
    pub(super) fn optimise(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        self.statistics.levels += 1;
        self.floor = 0.0;
        self.rebuild_load();
        self.refactor()?;
        if self.warm && !self.is_feasible() {
            self.run_dual(limits)?;
            self.rebuild_load();
            self.refactor()?;
        }
        for round in 0..MOST_ROUNDS {
            if round >= PATIENCE {
                self.raise_floor();
            }
            let before = self.statistics.pivots;
            self.run_feasible(limits)?;
            if round == 0 && self.statistics.pivots == before {
                // The factors are new and every column has been looked at.
                return Ok(());
            }
            // What has been added up over thousands of pivots is worked out once more,
            // and the answer must still stand.
            self.rebuild_load();
            self.refactor()?;
            if self.is_feasible() && self.is_optimal() {
                debug_assert!(self.keys_are_feasible(), "a key is below zero");
                return Ok(());
            }
        }
        Err(Halt::Broken("rounding does not let the answer settle"))
    }

    /// Minimises what the present level and the lean of the lots cost, but without a last
    /// word on it: where that is a start and no answer.
    pub(super) fn settle(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        self.floor = 0.0;
        self.rebuild_load();
        self.refactor()?;
        self.run_feasible(limits)
    }

    /// Looks for feasibility, then for the least cost.
    fn run_feasible(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        if !self.is_feasible() {
            if self.warm {
                self.run_penalised(limits)?;
            }
            if !self.is_feasible() {
                self.run_for(Objective::Infeasibility, limits)?;
            }
            if !self.is_feasible() {
                return Err(Halt::Infeasible(self.offending_rows()));
            }
            self.recompute_prices();
        }
        self.run(limits)
    }

    fn run_for(&mut self, objective: Objective, limits: &mut Limits) -> Result<(), Halt> {
        let (tolerance, floor) = (self.tolerance, self.floor);
        if objective == Objective::Infeasibility {
            // A unit outside its bounds counts as one, however large the level's costs are:
            // by their tolerance it could be nothing.
            (self.tolerance, self.floor) = (REDUCED_COST, 0.0);
        }
        self.objective = objective;
        self.recompute_prices();
        let end = self.run(limits);
        self.objective = Objective::Level;
        if objective == Objective::Infeasibility {
            (self.tolerance, self.floor) = (tolerance, floor);
        }
        end
    }

    /// Looks for feasibility near a basis whose prices are good, and keeps them so: costs
    /// count, and a basic column outside its bounds pays a penalty of ten times the
    /// largest. If that is too little, the search for feasibility alone goes on from there.
    fn run_penalised(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        self.penalty = 10.0 * self.largest_cost();
        if self.penalty == 0.0 {
            return Ok(());
        }
        let end = self.run_for(Objective::Penalised, limits);
        self.floor = 0.0;
        match end {
            Err(Halt::Unbounded | Halt::Broken(_)) => Ok(()),
            end => end,
        }
    }

    /// The largest cost of one unit on the present level.
    pub(super) fn largest_cost(&self) -> f64 {
        let Some(level) = self.level else { return 0.0 };
        let blocks = self.lots.iter().map(|lot| match lot.path {
            CostPath::Zero => 0.0,
            CostPath::Slope { rate, unserved, .. } => unserved.max(rate),
            CostPath::Table { table, scale } => {
                scale * level.tables[table as usize].last().copied().unwrap_or(0.0).abs()
            }
            CostPath::Draw => 1.0 + self.columns.recipes as f64,
        });
        let extras = level.extras.iter().map(|cost| cost.abs());
        blocks.chain(extras).fold(0.0, f64::max)
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
            self.report(limits);
            if progress.degenerate > self.stall_limit {
                if self.floor < 1e3 * f64::EPSILON * self.largest_price() {
                    self.raise_floor();
                    progress.degenerate = 0;
                } else {
                    self.run_strictly(limits)?;
                    progress.degenerate = 0;
                }
            }
            progress.largest_price = self.largest_price();
            self.price_free(&mut candidates);
            if candidates.is_empty() {
                if progress.stale > 0 {
                    self.refresh_charges(progress.stale);
                    progress.stale = 0;
                }
                self.price_lots(&mut cursor, &mut candidates);
                if candidates.is_empty() {
                    return Ok(());
                }
            }
            for candidate in &candidates {
                self.enter(candidate, &mut progress)?;
                if self.objective != Objective::Level && self.is_feasible() {
                    return Ok(());
                }
            }
        }
    }

    fn enter(&mut self, candidate: &Candidate, progress: &mut Progress) -> Result<(), Halt> {
        let mut moved = Moved::Again;
        let mut gain = 0.0;
        // A second time if the basis had to be factorised anew.
        for _ in 0..2 {
            let Some((sigma, reduced)) = self.attractive(candidate.variable) else { return Ok(()) };
            moved = self.pivot(candidate.variable, sigma, reduced, false)?;
            gain = reduced.abs();
            progress.stale += 1;
            if moved != Moved::Again {
                break;
            }
        }
        match moved {
            Moved::By(step)
                if step > NO_STEP * self.scale(candidate.variable)
                    && gain > 8.0 * f64::EPSILON * progress.largest_price =>
            {
                progress.degenerate = 0;
            }
            _ => {
                progress.degenerate += 1;
                self.statistics.degenerate += 1;
            }
        }
        Ok(())
    }

    /// Takes into account that rounding of the largest prices may be what keeps the
    /// simplex busy. Whether that has gone too far is for the proof to say.
    fn raise_floor(&mut self) {
        self.floor = (2.0 * self.floor).max(f64::EPSILON * self.largest_price());
    }

    pub(super) fn largest_price(&self) -> f64 {
        self.prices.iter().fold(0.0, |most, price| most.max(price.abs()))
    }

    /// Pivots by the rule of Bland until something moves or nothing is attractive.
    fn run_strictly(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        for _ in 0..MOST_STRICT {
            limits.check(self.statistics.pivots)?;
            match self.pivot_strictly()? {
                Some(false) => {}
                Some(true) | None => return Ok(()),
            }
        }
        Err(Halt::Broken("the simplex makes no progress"))
    }

    /// One pivot by the smallest-index rules of Bland (1977), which cannot cycle: whether it
    /// moved anything; nothing if no column is attractive.
    pub(super) fn pivot_strictly(&mut self) -> Result<Option<bool>, Halt> {
        let Some(variable) = self.first_attractive() else { return Ok(None) };
        let Some((sigma, reduced)) = self.attractive(variable) else { return Ok(None) };
        let Moved::By(step) = self.pivot(variable, sigma, reduced, true)? else {
            return Ok(Some(false));
        };
        self.statistics.strict += 1;
        Ok(Some(step > NO_STEP * self.scale(variable)))
    }

    /// Whether nothing is attractive, by exact prices, in one pass over everything.
    fn is_optimal(&mut self) -> bool {
        self.refresh_charges(0);
        self.wake_all();
        let mut candidates = Vec::new();
        self.price_free(&mut candidates);
        if candidates.is_empty() {
            self.price_each(&mut candidates);
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
/// Rounds before rounding of the largest prices is taken into account.
const PATIENCE: usize = 5;
/// Pivots by the rule of Bland in a row.
const MOST_STRICT: usize = 1_000_000;
