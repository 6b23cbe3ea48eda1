//! microlp, a general simplex that knows nothing of us.

use std::collections::BTreeMap;

use apportion::engine::{Backend, Engine, EngineError, GoodLp, Outcome, Solution, SolveOptions};
use apportion::model::Model;
use good_lp::solvers::microlp::microlp;

use super::general::{optimum_by, values_by};
use crate::export::read::Program;

/// What the second opinion is: a solution, that there is none, or nothing to go by.
pub(crate) enum Opinion {
    Solution(Box<Solution>),
    Infeasible,
    Nothing,
}

/// Its opinion of a model.
pub(crate) fn ask(model: &Model) -> Opinion {
    match GoodLp::new(Backend::Microlp).solve(model, &SolveOptions::default()) {
        Ok(Outcome::Finished(solution)) => Opinion::Solution(Box::new(solution)),
        Err(EngineError::Infeasible { .. }) => Opinion::Infeasible,
        // It may break down, and says so.
        _ => Opinion::Nothing,
    }
}

/// The optimum of a program that was read from a file.
pub(crate) fn optimum(program: &Program) -> f64 {
    optimum_by(program, microlp)
}

/// The value of each column at that optimum.
pub(crate) fn values(program: &Program) -> BTreeMap<String, f64> {
    values_by(program, microlp)
}
