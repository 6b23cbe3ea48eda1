//! The phases of the primal simplex on one level: feasibility first, then the least cost.

use crate::engine::gub::basis::objective::Phase;
use crate::engine::gub::basis::simplex::Simplex;
use crate::engine::gub::halt::Halt;
use crate::engine::gub::limits::Limits;
use crate::model::CostPath;
use crate::tolerance::{BLAMED, REDUCED_COST};

/// Rounds of pivoting and checking.
const MOST_ROUNDS: usize = 20;
/// Rounds before rounding of the largest prices is allowed for.
const PATIENCE: usize = 5;
/// The penalty of the composite phase, as a multiple of the largest cost.
const PENALTY: f64 = 10.0;

impl Simplex<'_> {
    /// Refactorises before a run of pivots.
    pub(crate) fn begin_run(&mut self) -> Result<(), Halt> {
        self.objective.rounding = 0.0;
        self.recompute_load();
        self.refactor()
    }

    /// Minimises the present level; call [`begin_run`](Self::begin_run) first.
    pub(crate) fn optimise(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        for round in 0..MOST_ROUNDS {
            if round >= PATIENCE {
                self.allow_for_rounding();
            }
            let before = self.statistics.pivots;
            self.run_feasible(limits)?;
            if round == 0 && self.statistics.pivots == before {
                // The factors are new, and every column has been priced.
                return Ok(());
            }
            // Sums over thousands of pivots are recomputed; the basis must be optimal
            // for them as well.
            self.recompute_load();
            self.refactor()?;
            if self.is_feasible() && self.is_optimal() {
                debug_assert!(self.keys_are_feasible(), "a key is below zero");
                return Ok(());
            }
        }
        Err(Halt::Broken("rounding keeps the optimum from settling"))
    }

    /// Minimises the present level, perturbed, without checking the result by new factors:
    /// enough for a basis to begin with.
    pub(crate) fn settle(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        self.begin_run()?;
        self.run_feasible(limits)
    }

    /// Phase one or the composite phase, if the basis is infeasible; then phase two.
    fn run_feasible(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        if !self.is_feasible() {
            if self.objective.composite {
                self.run_composite(limits)?;
            }
            if !self.is_feasible() {
                self.run_phase(Phase::One, limits)?;
            }
            if !self.is_feasible() {
                return Err(Halt::Infeasible(self.offending_rows()));
            }
            self.recompute_prices();
        }
        self.run(limits)
    }

    fn run_phase(&mut self, phase: Phase, limits: &mut Limits) -> Result<(), Halt> {
        let (tolerance, rounding) = (self.objective.tolerance, self.objective.rounding);
        if phase == Phase::One {
            // A unit of infeasibility costs one: the tolerance of a level with large costs
            // could exceed that.
            (self.objective.tolerance, self.objective.rounding) = (REDUCED_COST, 0.0);
        }
        self.objective.phase = phase;
        self.recompute_prices();
        let end = self.run(limits);
        self.objective.phase = Phase::Two;
        if phase == Phase::One {
            (self.objective.tolerance, self.objective.rounding) = (tolerance, rounding);
        }
        end
    }

    /// The composite phase: looks for a feasible basis near one whose prices are good, by
    /// adding a penalty on infeasibilities to the cost. Where the penalty is too small,
    /// phase one goes on from the basis reached.
    fn run_composite(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        self.objective.penalty = PENALTY * self.largest_cost();
        if self.objective.penalty == 0.0 {
            return Ok(());
        }
        let end = self.run_phase(Phase::Composite, limits);
        self.objective.rounding = 0.0;
        match end {
            Err(Halt::Unbounded | Halt::Broken(_)) => Ok(()),
            end => end,
        }
    }

    /// The largest cost of one unit on the present level.
    pub(crate) fn largest_cost(&self) -> f64 {
        let Some(level) = self.objective.level else { return 0.0 };
        let blocks = self.lots.iter().map(|lot| match lot.path {
            CostPath::Zero => 0.0,
            CostPath::Slope { rate, unserved, .. } => unserved.max(rate),
            CostPath::Table { table, scale } => {
                scale * level.tables[table as usize].last().copied().unwrap_or(0.0).abs()
            }
            CostPath::Draw => 1.0 + self.columns.recipes as f64,
        });
        let extras = level.extras().iter().map(|cost| cost.abs());
        blocks.chain(extras).fold(0.0, f64::max)
    }

    /// Whether no column is attractive at newly computed prices, in one pass over all.
    fn is_optimal(&mut self) -> bool {
        self.prices.refresh(&self.columns, 0);
        self.prices.forget_margins();
        let mut candidates = Vec::new();
        self.price_free(&mut candidates);
        if candidates.is_empty() {
            self.price_each(&mut candidates);
        }
        candidates.iter().all(|candidate| self.attractive(candidate.variable).is_none())
    }

    /// The rows with a price at the optimum of phase one: together they are infeasible.
    fn offending_rows(&mut self) -> Vec<usize> {
        self.objective.phase = Phase::One;
        self.recompute_prices();
        self.objective.phase = Phase::Two;
        let prices = &self.prices.rows;
        let largest = self.prices.largest();
        (0..prices.len()).filter(|&row| prices[row].abs() > BLAMED * largest).collect()
    }
}
