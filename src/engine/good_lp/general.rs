//! [`GoodLp`], the engine that calls general solvers.

use super::backend::Backend;
use super::levels::Run;
use super::limits::{Halt, Limits};
use crate::engine::apart::solve_apart_keeping;
use crate::engine::error::EngineError;
use crate::engine::interface::{Engine, sealed};
use crate::engine::options::SolveOptions;
use crate::engine::outcome::{Outcome, Stopped};
use crate::model::Model;

/// A general linear-programming solver, called through the `good_lp` crate: the
/// reference for the engines that use the structure of the model.
///
/// Each level is solved on the optimal face of the levels before, found by reduced
/// costs; the answer is proven by [`certify`](crate::engine::certify) and
/// [`require_proof`](crate::engine::require_proof), or refused.
///
/// An interior-point back end ([`Backend`]'s `Clarabel`) decides which columns matter;
/// the last step to a vertex, over those columns only, is a simplex method's (microlp).
///
/// Back ends are not interrupted: cancelling takes effect between their runs. They do
/// not count pivots: [`SolveOptions::pivot_limit`] is ignored.
///
/// ```
/// use apportion::engine::{Backend, Engine, GoodLp, Outcome, SolveOptions};
/// use apportion::model::{Carry, CostPath, Model};
///
/// let mut builder = Model::builder(2);
/// let line = builder.resource("line", Carry::Lost, vec![1.0, 1.0]);
/// let recipe = builder.recipe("line", 1, vec![(line, 1.0)]);
/// let family = builder.family(vec![recipe]);
/// builder.block(7, family, 0..=1, 2.0);
/// builder.level("backlog", vec![CostPath::Slope { from: 0, rate: 3.0, unserved: 42.0 }]);
/// let model = builder.build()?;
///
/// let engine = GoodLp::new(Backend::Microlp);
/// let Outcome::Finished(solution) = engine.solve(&model, &SolveOptions::default())? else {
///     unreachable!("there is no limit to stop at");
/// };
/// assert_eq!(solution.levels()[0].objective(), 3.0);
/// assert_eq!(solution.levels()[0].gap(), Some(0.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct GoodLp {
    backend: Backend,
}

impl GoodLp {
    /// An engine that calls this back end.
    pub fn new(backend: Backend) -> Self {
        Self { backend }
    }

    /// The back end.
    pub fn backend(&self) -> Backend {
        self.backend
    }
}

impl sealed::Sealed for GoodLp {}

impl Engine for GoodLp {
    fn name(&self) -> &'static str {
        self.backend.name()
    }

    fn solve(&self, model: &Model, options: &SolveOptions) -> Result<Outcome, EngineError> {
        let limits = Limits::start(options);
        let solve = |part: &Model| Ok((self.solve_part(part, limits.clone())?, ()));
        solve_apart_keeping(model, solve).map(|(outcome, _)| outcome)
    }
}

impl GoodLp {
    fn solve_part(self, model: &Model, limits: Limits) -> Result<Outcome, EngineError> {
        let engine = self.name();
        let mut run = Run::new(model, self.backend, limits);
        match run.finish() {
            Ok(solution) => Ok(Outcome::Finished(solution)),
            Err(Halt::Stopped(reason)) => {
                Ok(Outcome::Stopped(Stopped { reason, best: run.best() }))
            }
            Err(Halt::Refused(flaw)) => Err(EngineError::Refused { engine, flaw }),
            Err(Halt::Failed(message)) => Err(EngineError::Failed { engine, message }),
            Err(Halt::Infeasible) => {
                let message = "it found no feasible point".to_owned();
                Err(EngineError::Failed { engine, message })
            }
        }
    }
}
