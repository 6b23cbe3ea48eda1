//! The exact lexicographic optimum of a small model, from the definition alone: a bounded
//! simplex method in rational arithmetic, level after level, with Bland's rule.
//!
//! Every `f64` of the model counts as the rational number that it is, and so does what
//! [`Model::cost`] answers: that is one rounded product, and it is the cost. Nothing else
//! is rounded anywhere, there is no tolerance, and no code is shared with the engines.
//!
//! For models of some hundred columns and forty rows: a few milliseconds each, up to some
//! tenths of a second.

mod number;
mod point;
mod program;
mod refusal;
mod simplex;
mod tests;
mod translation;

use apportion::model::Model;

pub(crate) use number::{Rational, exact, nearest};
pub(crate) use point::{Evaluation, ExactPoint, Place, Violation, evaluate, evaluate_exact};
pub(crate) use refusal::Refusal;

use simplex::lexicographic;
use translation::Translation;

/// The exact optimum of a model.
#[derive(Debug, Clone)]
pub(crate) struct Optimum {
    /// The least value of each level among the points that are optimal for all before it.
    pub(crate) levels: Vec<Rational>,
    /// A point where all of them are reached.
    pub(crate) point: ExactPoint,
}

/// Minimises every level of the model, each on the exact optimal face of those before it.
pub(crate) fn solve(model: &Model) -> Result<Optimum, Refusal> {
    let translation = Translation::of(model)?;
    let (levels, values) = lexicographic(&translation.program)?;
    let point = translation.point(model, &values);
    // The evaluation reads the model itself, not the program made of it: what was
    // translated wrongly shows here, at least where it leads out of the model.
    let found = evaluate_exact(model, &point)?;
    assert!(found.violation.amount.is_zero(), "not a point of the model: {:?}", found.violation);
    assert_eq!(found.levels, levels, "the point does not cost what was found");
    Ok(Optimum { levels, point })
}
