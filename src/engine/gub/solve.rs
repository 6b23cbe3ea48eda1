//! The solve of one model: its levels one after the other, and the proof of the answer.

use crate::clock::Instant;

use super::basis::simplex::Simplex;
use super::crash::prepare::Crash;
use super::halt::Halt;
use super::in_turn::Turns;
use super::limits::Limits;
use crate::engine::certificate::certification::{certify, require_proof};
use crate::engine::certificate::flaw::Flaw;
use crate::engine::error::EngineError;
use crate::engine::outcome::{Outcome, StopReason, Stopped};
use crate::engine::solution::Solution;
use crate::engine::timings::Timings;
use crate::model::{Level, Model, Prices};

/// The engine's name.
pub(crate) const NAME: &str = "exact";

/// A model that does not fall apart, being solved.
#[derive(Debug)]
pub(crate) struct Solve<'m> {
    pub(crate) simplex: Simplex<'m>,
    crash: &'m Crash,
    turns: &'m [Turns],
    timings: Timings,
}

impl<'m> Solve<'m> {
    pub(crate) fn new(model: &'m Model, crash: &'m Crash, turns: &'m [Turns]) -> Self {
        Self { simplex: Simplex::new(model), crash, turns, timings: Timings::default() }
    }

    /// Begins again with a new simplex; the work so far still counts.
    pub(crate) fn restart(&mut self) {
        let mut simplex = Simplex::new(self.simplex.model);
        simplex.statistics = self.simplex.statistics.clone();
        simplex.statistics.restarts += 1;
        self.simplex = simplex;
    }

    /// Optimises one level after the other and collects their prices; `cold` from a crash
    /// basis, else from the present one.
    pub(crate) fn levels(
        &mut self,
        limits: &mut Limits,
        prices: &mut Vec<Prices>,
        cold: bool,
    ) -> Result<(), Halt> {
        let model = self.simplex.model;
        if model.levels().is_empty() {
            return self.optimise(limits);
        }
        let mut turns = self.turns.iter();
        for (index, level) in model.levels().iter().enumerate() {
            if index < prices.len() {
                continue;
            }
            if level.names_few() {
                let began = Instant::now();
                let turns = turns.find(|turns| turns.levels.contains(&index));
                if let Some(turns) = turns {
                    self.simplex.in_turn(turns, limits, prices)?;
                }
                self.timings.simplex += began.elapsed();
                continue;
            }
            limits.begin_level(index);
            self.begin_level(level, index, limits, cold)?;
            let began = Instant::now();
            self.optimise(limits)?;
            // On the last level nothing hangs on differences too small for an `f64`.
            if index + 1 < model.levels().len() || self.simplex.to_the_last_digit {
                self.simplex.close_level(limits)?;
            } else {
                self.simplex.refine_prices();
            }
            self.timings.simplex += began.elapsed();
            prices.push(self.simplex.fine.to_prices());
        }
        Ok(())
    }

    /// Begins a level, on a cold start with a crash basis for what is unserved. A level whose
    /// costs can be perturbed is first optimised with the perturbation.
    fn begin_level(
        &mut self,
        level: &'m Level,
        index: usize,
        limits: &mut Limits,
        cold: bool,
    ) -> Result<(), Halt> {
        let simplex = &mut self.simplex;
        let began = Instant::now();
        if cold && index == 0 {
            // A basis for all strict tiers together, before the first is optimised by itself.
            simplex.begin_level(self.crash.blend.as_ref().unwrap_or(level));
            if let Some(perturbation) = self.crash.perturbations.first() {
                simplex.perturb(&perturbation.rates);
            }
            simplex.crash_guided(limits);
            simplex.remove_perturbation();
        }
        simplex.begin_level(level);
        let mut perturbations = self.crash.perturbations.iter();
        let perturbation = perturbations.find(|found| cold && found.level == index);
        if let Some(perturbation) = perturbation {
            simplex.perturb(&perturbation.rates);
        }
        if cold {
            simplex.crash_by_urgency();
        }
        self.timings.start += began.elapsed();
        if perturbation.is_some() {
            let began = Instant::now();
            simplex.settle(limits)?;
            simplex.remove_perturbation();
            self.timings.simplex += began.elapsed();
        }
        Ok(())
    }

    /// Minimises the present level from the present basis. After a warm start an infeasible
    /// basis goes to the dual simplex first.
    fn optimise(&mut self, limits: &mut Limits) -> Result<(), Halt> {
        let simplex = &mut self.simplex;
        simplex.statistics.levels += 1;
        simplex.begin_run()?;
        if simplex.objective.composite && !simplex.is_feasible() {
            simplex.run_dual(limits)?;
            simplex.recompute_load();
            simplex.refactor()?;
        }
        simplex.optimise(limits)
    }

    /// The present point with the proof of every level.
    pub(crate) fn proven(&mut self, prices: &[Prices]) -> Result<Solution, Flaw> {
        let began = Instant::now();
        let (model, point) = (self.simplex.model, self.simplex.fine_point());
        let levels = certify(model, &point, prices)?;
        require_proof(model, &levels)?;
        self.timings.proof += began.elapsed();
        let (statistics, timings) = (self.simplex.statistics.clone(), self.timings);
        Ok(Solution { point, levels, statistics, timings })
    }

    /// The outcome when a limit is reached: the present point, if it is feasible, with the
    /// bounds known for it.
    pub(crate) fn stopped(&self, mut prices: Vec<Prices>, reason: StopReason) -> Outcome {
        let simplex = &self.simplex;
        let model = simplex.model;
        let done = prices.len();
        if done < model.levels().len() {
            prices.push(simplex.prices.rows.clone().into());
        }
        prices.resize(model.levels().len(), Prices::zero(model.rows()));
        let point = simplex.point();
        let best = certify(model, &point, &prices).ok().map(|levels| {
            let mut best = Solution::unproven(model, point);
            best.statistics = simplex.statistics.clone();
            // Bounds of levels below the unfinished one would rest on its optimal face.
            for (level, known) in best.levels.iter_mut().zip(levels).take(done + 1) {
                *level = known;
            }
            best
        });
        Outcome::Stopped(Stopped { reason, best })
    }

    /// The error for a halt that is no limit.
    pub(crate) fn error(&self, halt: Halt) -> EngineError {
        let message = match halt {
            Halt::Infeasible(rows) => return infeasible(self.simplex.model, rows),
            Halt::Unbounded => "the cost is unbounded below",
            Halt::Broken(what) => what,
            Halt::Budget | Halt::Stopped(_) => {
                "a limit was reached that a cold start does not have"
            }
        };
        EngineError::Failed { engine: NAME, message: message.to_owned() }
    }
}

fn infeasible(model: &Model, rows: Vec<usize>) -> EngineError {
    let first = rows.first().map_or_else(String::new, |&row| {
        let (resource, period) = model.row_parts(row);
        format!("{} in period {period}", model.resources()[resource.index()].label())
    });
    EngineError::Infeasible { engine: NAME, first, rows }
}
