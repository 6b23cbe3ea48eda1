//! microlp, a general simplex that knows nothing of us.

use std::collections::BTreeMap;

use apportion::engine::{Backend, Engine, EngineError, GoodLp, Outcome, Solution, SolveOptions};
use apportion::model::Model;
use good_lp::solvers::microlp::microlp;
use good_lp::{Expression, ProblemVariables, Solution as _, SolverModel, Variable, variable};

use crate::export::read::{Program, Sense};

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
    let mut variables = ProblemVariables::new();
    let columns: BTreeMap<&str, Variable> = program
        .columns
        .iter()
        .map(|(name, &(low, high))| {
            let column = variable().min(low);
            let column = if high.is_finite() { column.max(high) } else { column };
            (name.as_str(), variables.add(column))
        })
        .collect();
    let sum = |sum: &BTreeMap<String, f64>| {
        sum.iter().map(|(name, value)| *value * columns[name.as_str()]).sum::<Expression>()
    };
    let mut problem = variables.minimise(sum(&program.objective)).using(microlp);
    for row in program.rows.values() {
        let left = sum(&row.sum);
        problem = problem.with(match row.sense {
            Sense::AtMost => left.leq(row.rhs),
            Sense::AtLeast => left.geq(row.rhs),
            Sense::Equal => left.eq(row.rhs),
        });
    }
    let solution = problem.solve().unwrap();
    program.objective.iter().map(|(name, cost)| cost * solution.value(columns[name.as_str()])).sum()
}
