//! The back ends behind `good_lp`: a [`Linear`] goes in, an [`Answer`] comes out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use good_lp::constraint::ConstraintReference;
use good_lp::solvers::microlp::microlp;
use good_lp::variable::UnsolvedProblem;
use good_lp::{
    Constraint, Expression, ProblemVariables, ResolutionError, Solution, SolverModel, Variable,
    WithTimeLimit, variable,
};

use super::limits::{Halt, Limits};
use super::linear::{Answer, Linear};
use crate::engine::outcome::StopReason;

/// Which solver `good_lp` calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Backend {
    /// microlp, the successor of minilp: a simplex method in pure Rust, always there.
    #[default]
    Microlp,
    /// `HiGHS`, a simplex method in C++ (feature `highs`).
    #[cfg(feature = "highs")]
    Highs,
    /// Clarabel, an interior-point method in pure Rust (feature `clarabel`).
    #[cfg(feature = "clarabel")]
    Clarabel,
}

impl Backend {
    /// The back end's name: `microlp`, `highs` or `clarabel`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Microlp => "microlp",
            #[cfg(feature = "highs")]
            Self::Highs => "highs",
            #[cfg(feature = "clarabel")]
            Self::Clarabel => "clarabel",
        }
    }

    /// Whether its points are vertices. Those of an interior-point method are not: they spread
    /// over all equally good columns, with errors of 1e-8 and more.
    pub(super) fn finds_vertices(self) -> bool {
        match self {
            Self::Microlp => true,
            #[cfg(feature = "highs")]
            Self::Highs => true,
            #[cfg(feature = "clarabel")]
            Self::Clarabel => false,
        }
    }

    /// The back end that finds vertices where this one does not.
    pub(super) fn simplex(self) -> Self {
        if self.finds_vertices() { self } else { Self::Microlp }
    }

    /// Runs the back end. Its status is only a claim, checked later; numbers that are not finite
    /// are refused here.
    pub(super) fn run(self, linear: &Linear, limits: &Limits) -> Result<Answer, Halt> {
        limits.check()?;
        if linear.variables.is_empty() {
            return Ok(Answer { values: Vec::new(), prices: None });
        }
        // A back end may panic on an assertion of its own; the caller's program goes on.
        let answer = catch_unwind(AssertUnwindSafe(|| self.call(linear, limits)))
            .unwrap_or_else(|_| Err(Halt::Failed("the back end panicked".to_owned())))?;
        let prices = answer.prices.iter().flatten();
        if answer.values.iter().chain(prices).any(|value| !value.is_finite()) {
            return Err(Halt::Failed("it returned a number that is not finite".to_owned()));
        }
        Ok(answer)
    }

    fn call(self, linear: &Linear, limits: &Limits) -> Result<Answer, Halt> {
        let (problem, variables) = translate(linear);
        match self {
            Self::Microlp => {
                let mut model = problem.using(microlp);
                if let Some(left) = limits.remaining() {
                    model = model.with_time_limit(left.as_secs_f64());
                }
                let _ = add_rows(&mut model, linear, &variables);
                let solution = model.solve().map_err(halt)?;
                Ok(Answer { values: values(&solution, &variables), prices: None })
            }
            #[cfg(feature = "highs")]
            Self::Highs => highs(problem, &variables, linear, limits),
            #[cfg(feature = "clarabel")]
            Self::Clarabel => clarabel(problem, &variables, linear, limits),
        }
    }
}

#[cfg(feature = "highs")]
fn highs(
    problem: UnsolvedProblem,
    variables: &[Variable],
    linear: &Linear,
    limits: &Limits,
) -> Result<Answer, Halt> {
    use good_lp::solvers::SolutionStatus;

    let mut model = problem
        .using(good_lp::solvers::highs::highs)
        .set_parallel(good_lp::solvers::highs::HighsParallelType::Off)
        .set_option("primal_feasibility_tolerance", crate::tolerance::BACK_END)
        .set_option("dual_feasibility_tolerance", crate::tolerance::BACK_END);
    if let Some(left) = limits.remaining() {
        model = model.with_time_limit(left.as_secs_f64());
    }
    let _ = add_rows(&mut model, linear, variables);
    let solution = model.solve().map_err(halt)?;
    // A limit is reported as a success, with whatever point there is.
    if matches!(solution.status(), SolutionStatus::TimeLimit) {
        return Err(Halt::Stopped(StopReason::TimeLimit));
    }
    Ok(Answer { values: values(&solution, variables), prices: None })
}

#[cfg(feature = "clarabel")]
fn clarabel(
    problem: UnsolvedProblem,
    variables: &[Variable],
    linear: &Linear,
    limits: &Limits,
) -> Result<Answer, Halt> {
    use good_lp::{DualValues, SolutionWithDual};

    let mut model = problem.using(good_lp::solvers::clarabel::clarabel);
    if let Some(left) = limits.remaining() {
        model.settings().time_limit(left.as_secs_f64());
    }
    let rows = add_rows(&mut model, linear, variables);
    let mut solution = model.solve().map_err(halt)?;
    let values = values(&solution, variables);
    let duals = solution.compute_dual();
    let prices = rows.into_iter().map(|row| -duals.dual(row)).collect();
    Ok(Answer { values, prices: Some(prices) })
}

fn translate(linear: &Linear) -> (UnsolvedProblem, Vec<Variable>) {
    let mut problem = ProblemVariables::new();
    let mut objective = Expression::with_capacity(linear.variables.len());
    let mut variables = Vec::with_capacity(linear.variables.len());
    for part in &linear.variables {
        let handle = problem.add(variable().min(part.lower).max(part.upper));
        if part.cost != 0.0 {
            objective.add_mul(part.cost, handle);
        }
        variables.push(handle);
    }
    (problem.minimise(objective), variables)
}

fn add_rows(
    model: &mut impl SolverModel,
    linear: &Linear,
    variables: &[Variable],
) -> Vec<ConstraintReference> {
    let rows = linear.rows.iter().map(|row| {
        let mut expression = Expression::with_capacity(row.terms.len());
        for &(position, value) in &row.terms {
            expression.add_mul(value, variables[position]);
        }
        let constraint: Constraint =
            if row.equal { expression.eq(row.rhs) } else { expression.leq(row.rhs) };
        model.add_constraint(constraint)
    });
    rows.collect()
}

fn values(solution: &impl Solution, variables: &[Variable]) -> Vec<f64> {
    variables.iter().map(|&handle| solution.value(handle)).collect()
}

/// What a failure means. A limit on time arrives as a text.
fn halt(error: ResolutionError) -> Halt {
    let text = match error {
        ResolutionError::Infeasible => return Halt::Infeasible,
        ResolutionError::Unbounded => "it reports that the model is unbounded".to_owned(),
        ResolutionError::Other(text) => text.to_owned(),
        ResolutionError::Str(text) => text,
    };
    if text.to_lowercase().contains("time limit") {
        Halt::Stopped(StopReason::TimeLimit)
    } else {
        Halt::Failed(text)
    }
}
