//! Clarabel itself.

use anyhow::{Result, anyhow, ensure};
use clarabel::algebra::CscMatrix;
use clarabel::solver::{DefaultSettingsBuilder, DefaultSolver, IPSolver, NonnegativeConeT, SolverStatus, ZeroConeT};

use super::{Answer, Contestant, Kind, Task};
use super::naive::Naive;

pub(super) struct Clarabel;

impl Contestant for Clarabel {
    fn name(&self) -> &'static str {
        "clarabel"
    }

    fn about(&self) -> &'static str {
        "interior-point method in Rust"
    }

    fn kind(&self) -> Kind {
        Kind::Interior
    }

    fn solve(&self, task: &Task) -> Result<Answer> {
        let naive = Naive::new(&task.model);
        let program = Program::new(&naive);
        let columns = naive.columns.len();
        let settings = DefaultSettingsBuilder::default()
            .verbose(false)
            .max_threads(1)
            .build()
            .map_err(|error| anyhow!("{error}"))?;
        let cones = [ZeroConeT(program.equations), NonnegativeConeT(program.inequalities)];
        let nothing = CscMatrix::zeros((columns, columns));
        let mut solver = DefaultSolver::new(
            &nothing,
            &naive.costs,
            &program.matrix,
            &program.rhs,
            &cones,
            settings,
        )
        .map_err(|error| anyhow!("{error:?}"))?;
        solver.solve();
        let status = solver.solution.status;
        ensure!(
            matches!(status, SolverStatus::Solved | SolverStatus::AlmostSolved),
            "it ended with {status:?}"
        );
        Ok(Answer::of(naive.point(solver.solution.x.iter().copied())))
    }
}

/// `A x + s = b` with s zero in the equations, which come first, and not negative in the
/// inequalities; bounds are inequalities.
struct Program {
    matrix: CscMatrix<f64>,
    rhs: Vec<f64>,
    equations: usize,
    inequalities: usize,
}

impl Program {
    fn new(naive: &Naive) -> Self {
        let equations = naive.equal.iter().filter(|equal| **equal).count();
        let mut position = vec![0; naive.rhs.len()];
        let mut rhs = vec![0.0; naive.rhs.len()];
        let (mut equation, mut inequality) = (0, equations);
        for (row, &equal) in naive.equal.iter().enumerate() {
            let next = if equal { &mut equation } else { &mut inequality };
            position[row] = *next;
            rhs[*next] = naive.rhs[row];
            *next += 1;
        }
        let mut starts = vec![0];
        let mut entry_rows = Vec::new();
        let mut values = Vec::new();
        for (entries, &upper) in naive.columns.iter().zip(&naive.uppers) {
            let mut entries: Vec<(usize, f64)> =
                entries.iter().map(|&(row, value)| (position[row], value)).collect();
            entries.push((rhs.len(), -1.0));
            rhs.push(0.0);
            if upper.is_finite() {
                entries.push((rhs.len(), 1.0));
                rhs.push(upper);
            }
            entries.sort_by_key(|&(row, _)| row);
            entry_rows.extend(entries.iter().map(|&(row, _)| row));
            values.extend(entries.iter().map(|&(_, value)| value));
            starts.push(entry_rows.len());
        }
        let inequalities = rhs.len() - equations;
        let matrix = CscMatrix::new(rhs.len(), naive.columns.len(), starts, entry_rows, values);
        Self { matrix, rhs, equations, inequalities }
    }
}
