//! microlp through `good_lp`.

use anyhow::Result;
use good_lp::{Expression, ProblemVariables, Solution, SolverModel, Variable, variable};
use good_lp::solvers::microlp::microlp;

use super::{Answer, Contestant, Task};
use super::naive::Naive;

pub(super) struct Microlp;

impl Contestant for Microlp {
    fn name(&self) -> &'static str {
        "microlp"
    }

    fn about(&self) -> &'static str {
        "simplex method in Rust, through good_lp"
    }

    fn solve(&self, task: &Task) -> Result<Answer> {
        let naive = Naive::new(&task.model);
        let mut problem = ProblemVariables::new();
        let columns: Vec<Variable> =
            naive.uppers.iter().map(|&upper| problem.add(variable().min(0.0).max(upper))).collect();
        let mut objective = Expression::with_capacity(columns.len());
        for (&column, &cost) in columns.iter().zip(&naive.costs) {
            objective.add_mul(cost, column);
        }
        let mut model = problem.minimise(objective).using(microlp);
        for (row, entries) in naive.rows().into_iter().enumerate() {
            let mut sum = Expression::with_capacity(entries.len());
            for (column, value) in entries {
                sum.add_mul(value, columns[column]);
            }
            model.add_constraint(if naive.equal[row] {
                sum.eq(naive.rhs[row])
            } else {
                sum.leq(naive.rhs[row])
            });
        }
        let solution = model.solve()?;
        Ok(Answer::of(naive.point(columns.iter().map(|&column| solution.value(column)))))
    }
}
