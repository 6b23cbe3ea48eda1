//! Proof of an answer from the model alone: feasibility, and a lower bound for every
//! level by Lagrangian duality. It believes nothing that an engine says of itself.
//!
//! For prices p (≥ 0 on rows whose capacity is lost, not rising in time on stocks)
//!
//! ```text
//! L(p) = Σ quantity(b) · min over columns (cost + Σ use · p)
//!      + Σ over extra columns and stock limits (their cheapest bound)  −  Σ rhs · p
//! ```
//!
//! is a lower bound on the level's cost. On later levels the minimum goes over the
//! columns whose reduced cost is zero on every level before, and a row whose price was
//! positive before must be used up, so that its price is free: together they describe
//! exactly the optimal face of the levels before. The work is one pass over all columns
//! for each level, the memory O(columns of one block + rows).

mod face;
mod feasible;
mod flaw;
mod proof;

pub(super) use face::{Decided, column_cost, decide, fill, zero};
pub use feasible::feasible;
pub use flaw::Flaw;

use crate::model::{Level, LevelResult, Model, Point};
use crate::tolerance;
use proof::Proof;

/// Checks that a point satisfies the model, and works out what the prices (one list of
/// [`Model::rows`] numbers for each level) prove of each level.
///
/// The bounds are computed whatever the gap; compare them with [`require_proof`].
///
/// Which reduced costs are zero is decided by the level's tolerance. Where that proves
/// nothing it is tried again with what rounding makes of large costs and prices on top:
/// the bounds of later levels are then weaker, never wrong.
///
/// # Errors
///
/// [`Flaw`] if the point is not feasible or the lists do not fit the model.
pub fn certify(
    model: &Model,
    point: &Point,
    prices: &[Vec<f64>],
) -> Result<Vec<LevelResult>, Flaw> {
    feasible(model, point)?;
    if prices.len() != model.levels().len() || prices.iter().any(|list| list.len() != model.rows())
    {
        return Err(Flaw::Shape("prices"));
    }
    let strict = Proof::new(model, prices, level_tolerance).results(point);
    if require_proof(model, &strict).is_ok() {
        return Ok(strict);
    }
    Ok(Proof::new(model, prices, zero).results(point))
}

/// Whether bound and objective of every level agree within [`tolerance::GAP`].
///
/// # Errors
///
/// [`Flaw::Gap`] for the first level where they do not.
pub fn require_proof(model: &Model, results: &[LevelResult]) -> Result<(), Flaw> {
    for (level, result) in model.levels().iter().zip(results) {
        let bound = result.bound.unwrap_or(f64::NEG_INFINITY);
        let unit = level.tolerance() / tolerance::REDUCED_COST;
        let magnitude = result.prices.as_ref().map_or(0.0, |prices| {
            prices.iter().enumerate().map(|(row, price)| (price * model.rhs(row)).abs()).sum()
        });
        let allowed =
            tolerance::GAP * result.objective.abs().max(unit) + tolerance::ROUNDING * magnitude;
        if (result.objective - bound).abs() > allowed || !bound.is_finite() {
            return Err(Flaw::Gap {
                level: level.label().to_owned(),
                objective: result.objective,
                bound,
            });
        }
    }
    Ok(())
}

fn level_tolerance(_: &Model, level: &Level, _: &[f64]) -> f64 {
    level.tolerance()
}
