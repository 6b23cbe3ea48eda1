//! The certificate of an answer, and what it must prove.

use super::face::zero;
use super::feasibility::feasible;
use super::flaw::Flaw;
use super::proof::Proof;
use crate::model::{Level, LevelResult, Model, Point};
use crate::tolerance;

/// Checks that a point satisfies the model, and computes the bounds that the prices (one list
/// of [`Model::rows`] numbers for each level) prove for each level.
///
/// The bounds are computed whatever the gap; compare them with [`require_proof`].
///
/// Whether a reduced cost is zero is decided by the level's tolerance. Where that proves
/// nothing, the proof is tried again with a tolerance that also allows for the rounding of
/// large costs and prices: the bounds of later levels are then weaker, never wrong.
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
