//! apportion's own engine.

use anyhow::{Result, bail};
use apportion::engine::{Engine, Outcome, Solution, SolveOptions, require_proof};
use apportion::formulation::Formulation;
use apportion::model::Model;
use cpu_time::ProcessTime;

use super::{Answer, Contestant, REFERENCE, Task};

pub(super) struct Exact;

impl Contestant for Exact {
    fn name(&self) -> &'static str {
        REFERENCE
    }

    fn about(&self) -> &'static str {
        "the exact engine, formulation and proof included"
    }

    /// Formulates all levels of the policy, but solves the first alone, like all others.
    fn solve(&self, task: &Task) -> Result<Answer> {
        let start = ProcessTime::try_now()?;
        drop(Formulation::new(&task.instance.scenario, &task.ranking)?);
        let formulating = start.try_elapsed()?.as_secs_f64();
        let solution = prove(&task.model)?;
        let statistics = solution.statistics();
        let measures = [
            ("formulation", formulating),
            ("pivots", statistics.pivots as f64),
            ("passes", statistics.passes as f64),
            ("refactorisations", statistics.refactorisations as f64),
        ];
        Ok(Answer { point: solution.point().clone(), measures: measures.into() })
    }
}

/// Solves all levels of a model and insists on the proof of each.
pub fn prove(model: &Model) -> Result<Solution> {
    let outcome = apportion::engine::Exact::new().solve(model, &SolveOptions::default())?;
    let Outcome::Finished(solution) = outcome else { bail!("it stopped at a limit") };
    require_proof(model, solution.levels())?;
    Ok(solution)
}
