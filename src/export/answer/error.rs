//! Why a text is no answer.

use super::solver::Solver;

/// A text is no answer of a solver, or its answer is that there is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AnswerError {
    /// The beginning is that of no format that is known.
    #[error("this is no solution file of HiGHS, CBC, Gurobi or SCIP")]
    Unknown,
    /// The solver says that there is no solution, or has none.
    #[error("{solver} has no solution: {status}")]
    NoSolution {
        /// Which solver.
        solver: Solver,
        /// What it says.
        status: String,
    },
    /// The file stops before all is there.
    #[error("the file ends too early: {0} is missing")]
    Truncated(String),
    /// A line is not as this solver writes them.
    #[error("line {line}: `{text}` is no column with its value, as {solver} writes them")]
    Line {
        /// Its number, from 1.
        line: usize,
        /// Its beginning.
        text: String,
        /// Whose file it is.
        solver: Solver,
    },
    /// A value is no number, or not a finite one.
    #[error("line {line}: {name} is `{value}`, which is no finite number")]
    Number {
        /// The number of the line, from 1.
        line: usize,
        /// The column.
        name: String,
        /// What stands for its value.
        value: String,
    },
    /// A column has two values.
    #[error("line {line}: {name} has a value already")]
    Twice {
        /// The number of the line, from 1.
        line: usize,
        /// The column.
        name: String,
    },
}

/// As much of a text as a message shows.
pub(in crate::export) fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
