//! The answers of other solvers to a program that was exported: their solution files, read back.
//!
//! | solver | how it writes the file | how it is known |
//! | --- | --- | --- |
//! | `HiGHS` | `--solution_file FILE`, `write_solution_style` 0, 4 (sparse) or 1 (six digits) | `Model status` or `Columns` |
//! | CBC | `solve solution FILE` | `Optimal - objective value …` |
//! | Gurobi | `ResultFile=FILE.sol` | lines that begin with `#` |
//! | SCIP | `write solution FILE` | `solution status: …` |
//!
//! A column that a file does not name is zero, as most of them leave zeros out. What a file says of
//! rows, reduced costs and prices is not read: nothing is proven by it.

mod answer;
mod cbc;
mod error;
mod gurobi;
mod highs;
mod lines;
mod read;
mod scip;
mod solver;

pub use answer::Answer;
pub use error::AnswerError;
pub(super) use error::short;
pub use solver::Solver;
