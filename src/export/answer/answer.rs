//! What another solver found: a value for each column.

use std::collections::BTreeMap;

use super::error::{AnswerError, short};
use super::solver::Solver;

/// The answer of another solver: [read](Self::read) from its file, made a plan by
/// [`Planner::plan_of`](crate::planner::Planner::plan_of).
///
/// Nothing of it is believed but the values: whether they satisfy the constraints is computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    solver: Solver,
    status: Option<String>,
    objective: Option<f64>,
    rounded: bool,
    values: BTreeMap<String, f64>,
}

impl Answer {
    /// An answer of which no value is known yet.
    pub(super) fn of(solver: Solver) -> Self {
        Self { solver, status: None, objective: None, rounded: false, values: BTreeMap::new() }
    }

    /// Whose file it is.
    pub fn solver(&self) -> Solver {
        self.solver
    }

    /// How the solve ended, in the words of the solver; Gurobi does not say.
    pub fn status(&self) -> Option<&str> {
        self.status.as_deref()
    }

    /// The objective of the exported level, as the solver says it.
    pub fn objective(&self) -> Option<f64> {
        self.objective
    }

    /// Whether the file has so few digits of each value that constraints may be missed by them
    /// alone: the table for people that `HiGHS` writes has six.
    pub fn is_rounded(&self) -> bool {
        self.rounded
    }

    /// The value of a column; zero where the file does not name it.
    pub fn value(&self, name: &str) -> f64 {
        self.values.get(name).copied().unwrap_or(0.0)
    }

    /// The columns that the file names, by name, with their values.
    pub fn values(&self) -> impl ExactSizeIterator<Item = (&str, f64)> {
        self.values.iter().map(|(name, &value)| (name.as_str(), value))
    }

    /// Notes how the solve ended. An error if there is no solution then.
    pub(super) fn ends(&mut self, status: &str) -> Result<(), AnswerError> {
        let words = status.to_lowercase();
        if words.contains("infeasible") || words.contains("unbounded") {
            return Err(self.none(status));
        }
        self.status = Some(short(status));
        Ok(())
    }

    /// That the solver has no solution.
    pub(super) fn none(&self, status: &str) -> AnswerError {
        AnswerError::NoSolution { solver: self.solver, status: short(status) }
    }

    /// Notes that there are few digits.
    pub(super) fn rounds(&mut self) {
        self.rounded = true;
    }

    /// Notes the objective. What cannot be read is not known: nothing hangs on it.
    pub(super) fn reaches(&mut self, objective: &str) {
        let read = objective.trim().parse().ok();
        self.objective = read.filter(|value: &f64| value.is_finite());
    }

    /// Adds the value of a column.
    pub(super) fn put(&mut self, line: usize, name: &str, text: &str) -> Result<(), AnswerError> {
        let value = text.parse().ok().filter(|value: &f64| value.is_finite());
        let Some(value) = value else {
            return Err(AnswerError::Number { line, name: short(name), value: short(text) });
        };
        match self.values.insert(name.to_owned(), value) {
            None => Ok(()),
            Some(_) => Err(AnswerError::Twice { line, name: short(name) }),
        }
    }

    /// That a line is not as it should be.
    pub(super) fn wrong(&self, line: usize, text: &str) -> AnswerError {
        AnswerError::Line { line, text: short(text), solver: self.solver }
    }
}
