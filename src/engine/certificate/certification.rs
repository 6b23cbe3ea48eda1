//! The certificate of an answer, and what it must prove.

use super::feasibility::check;
use super::flaw::Flaw;
use super::proof::Proof;
use crate::model::{LevelResult, Model, Point, Prices};
use crate::tolerance;

/// Checks that a point satisfies the model, and computes the bounds that the prices (one list
/// of [`Model::rows`] numbers for each level) prove for each level.
///
/// The bounds are computed whatever the gap; compare them with [`require_proof`].
///
/// Prices with [rests](Prices::rests) prove more than those without: which columns later levels
/// may use is then decided in about thirty digits. A bound is never above the cost of an optimum;
/// bad prices make it weak, not wrong.
///
/// # Errors
///
/// [`Flaw`] if the point is not feasible or the lists do not fit the model.
///
/// Complexity: O(columns + levels × (blocks + rows)).
pub fn certify(model: &Model, point: &Point, prices: &[Prices]) -> Result<Vec<LevelResult>, Flaw> {
    let rest = check(model, point)?;
    let fits = |prices: &Prices| prices.rows().len() == model.rows();
    if prices.len() != model.levels().len() || !prices.iter().all(fits) {
        return Err(Flaw::Shape("prices"));
    }
    if point.cells.is_sorted_by_key(|cell| cell.column.block) {
        return Ok(Proof::of(model, point, prices, &rest).results(point));
    }
    let mut sorted = point.clone();
    sorted.cells.sort_by_key(|cell| cell.column);
    Ok(Proof::of(model, &sorted, prices, &rest).results(&sorted))
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
        let allowed = tolerance::GAP * result.objective.abs().max(unit);
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
