//! Solvers for any linear program, which know nothing of us.

use std::collections::BTreeMap;

use good_lp::{
    Expression, ProblemVariables, Solution as _, Solver, SolverModel, Variable, variable,
};

use crate::export::read::{Program, Sense, Sum};

/// The optimum of a program that was read from a file, by one of them.
pub(crate) fn optimum_by<S: Solver>(program: &Program, solver: S) -> f64 {
    let values = values_by(program, solver);
    program.objective.iter().map(|(name, cost)| cost * values[name]).sum()
}

/// The value of each column at that optimum.
pub(crate) fn values_by<S: Solver>(program: &Program, solver: S) -> BTreeMap<String, f64> {
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
    let sum = |sum: &Sum| {
        sum.iter().map(|(name, value)| *value * columns[name.as_str()]).sum::<Expression>()
    };
    let mut problem = variables.minimise(sum(&program.objective)).using(solver);
    for row in program.rows.values() {
        let left = sum(&row.sum);
        problem = problem.with(match row.sense {
            Sense::AtMost => left.leq(row.rhs),
            Sense::AtLeast => left.geq(row.rhs),
            Sense::Equal => left.eq(row.rhs),
        });
    }
    let solution = problem.solve().unwrap_or_else(|error| panic!("{error}: {program:?}"));
    let value = |(name, column): (&str, Variable)| (name.to_owned(), solution.value(column));
    columns.into_iter().map(value).collect()
}
