//! `HiGHS` itself: the dual simplex method in C++, one thread.

use anyhow::{Result, ensure};
use highs::{HighsModelStatus, RowProblem, Sense};

use super::{Answer, Contestant, Task};
use super::naive::Naive;

pub(super) struct Highs;

impl Contestant for Highs {
    fn name(&self) -> &'static str {
        "highs"
    }

    fn about(&self) -> &'static str {
        "simplex method in C++"
    }

    fn solve(&self, task: &Task) -> Result<Answer> {
        let naive = Naive::new(&task.model);
        let mut problem = RowProblem::default();
        let bounds = naive.costs.iter().zip(&naive.uppers);
        let columns: Vec<_> =
            bounds.map(|(&cost, &upper)| problem.add_column(cost, 0.0..=upper)).collect();
        for (row, entries) in naive.rows().into_iter().enumerate() {
            let terms: Vec<_> =
                entries.into_iter().map(|(column, value)| (columns[column], value)).collect();
            let rhs = naive.rhs[row];
            if naive.equal[row] {
                problem.add_row(rhs..=rhs, terms);
            } else {
                problem.add_row(..=rhs, terms);
            }
        }
        let mut model = problem.optimise(Sense::Minimise);
        model.make_quiet();
        model.set_option("solver", "simplex");
        model.set_option("threads", 1);
        model.set_option("primal_feasibility_tolerance", 1e-10);
        model.set_option("dual_feasibility_tolerance", 1e-10);
        let solved = model.solve();
        ensure!(
            solved.status() == HighsModelStatus::Optimal,
            "it ended with {:?}",
            solved.status()
        );
        Ok(Answer::of(naive.point(solved.get_solution().columns().iter().copied())))
    }
}
