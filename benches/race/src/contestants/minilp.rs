//! minilp itself, the ancestor of microlp.

use anyhow::Result;
use minilp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::{Answer, Contestant, Task};
use super::naive::Naive;

pub(super) struct Minilp;

impl Contestant for Minilp {
    fn name(&self) -> &'static str {
        "minilp"
    }

    fn about(&self) -> &'static str {
        "simplex method in Rust"
    }

    fn solve(&self, task: &Task) -> Result<Answer> {
        let naive = Naive::new(&task.model);
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let bounds = naive.costs.iter().zip(&naive.uppers);
        let columns: Vec<Variable> =
            bounds.map(|(&cost, &upper)| problem.add_var(cost, (0.0, upper))).collect();
        for (row, entries) in naive.rows().into_iter().enumerate() {
            let compare = if naive.equal[row] { ComparisonOp::Eq } else { ComparisonOp::Le };
            let terms = entries.into_iter().map(|(column, value)| (columns[column], value));
            problem.add_constraint(terms, compare, naive.rhs[row]);
        }
        let solution = problem.solve()?;
        Ok(Answer::of(naive.point(columns.iter().map(|&column| *solution.var_value(column)))))
    }
}
