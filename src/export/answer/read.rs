//! Whose file it is.

use std::str::FromStr;

use super::answer::Answer;
use super::error::AnswerError;
use super::lines::lines;
use super::{cbc, gurobi, highs, scip};

impl Answer {
    /// Reads the solution file of a solver; whose it is says its first line.
    ///
    /// # Errors
    ///
    /// [`AnswerError`] if it is no such file or is not whole, if the solver found no solution, or
    /// a value is no number.
    ///
    /// ```
    /// use apportion::export::{Answer, Solver};
    ///
    /// let answer = Answer::read("\
    /// Optimal - objective value 70.00000000
    ///       0 x.N_1.hall_1.2026_01                  10                       0
    ///       2 u.N_1                                  5                       0
    /// ")?;
    /// assert_eq!(answer.solver(), Solver::Cbc);
    /// assert_eq!(answer.objective(), Some(70.0));
    /// assert_eq!(answer.value("u.N_1"), 5.0);
    /// assert_eq!(answer.value("x.N_1.hall_1.2026_02"), 0.0);
    /// assert!(Answer::read("Infeasible - objective value 0.00000000\n").is_err());
    /// # Ok::<(), apportion::export::AnswerError>(())
    /// ```
    pub fn read(text: &str) -> Result<Self, AnswerError> {
        let (_, first) = lines(text).next().ok_or(AnswerError::Unknown)?;
        if first == "Model status" {
            highs::raw(text)
        } else if first == "Columns" {
            highs::pretty(text)
        } else if scip::begins(first) {
            scip::read(text)
        } else if first.contains(cbc::MARK) {
            cbc::read(text)
        } else if first.starts_with('#') {
            gurobi::read(text)
        } else {
            Err(AnswerError::Unknown)
        }
    }
}

impl FromStr for Answer {
    type Err = AnswerError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text)
    }
}
