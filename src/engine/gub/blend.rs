//! One level that stands for several strict ones, to begin with.
//!
//! Strict tiers are levels of their own, but they fill the same months: who begins with the
//! first tier alone puts it where the second wants to be, on months that are all the same to
//! the first. So the start of the first level serves all tiers at once, by weights that keep
//! them apart. It is a start only: every level is optimised as it stands.

use super::claim::Claim;
use crate::formulation::{CostPath, Level, Model};

/// How far the least weight of a tier stands above the largest of the next.
const APART: f64 = 4.0;
/// The largest of all weights over the smallest: more would drown the smallest.
const MOST_RANGE: f64 = 1e13;

/// The leading levels of a model blended into one, if there are several that care for
/// different blocks.
pub(super) fn blend(model: &Model) -> Option<Level> {
    let levels = leading(model);
    if levels.len() < 2 {
        return None;
    }
    let scales = scales(model, levels)?;
    let mut blended = levels[0].clone();
    blended.tables.clear();
    blended.extras.fill(0.0);
    for (level, &scale) in levels.iter().zip(&scales) {
        let first = blended.tables.len() as u32;
        for (path, &own) in blended.blocks.iter_mut().zip(&level.blocks) {
            if Claim::of(own, &level.tables, model.periods()).is_something() {
                *path = scaled(own, scale, first);
            }
        }
        blended.tables.extend(level.tables.iter().cloned());
        for (cost, own) in blended.extras.iter_mut().zip(&level.extras) {
            *cost += scale * own;
        }
        blended.tolerance = level.tolerance * scale;
    }
    Some(blended)
}

/// The first levels of which no two care for the same block.
fn leading(model: &Model) -> &[Level] {
    let mut cared_for = vec![false; model.blocks().len()];
    for (count, level) in model.levels().iter().enumerate() {
        for (path, seen) in level.blocks.iter().zip(&mut cared_for) {
            if Claim::of(*path, &level.tables, model.periods()).is_something() {
                if *seen {
                    return &model.levels()[..count];
                }
                *seen = true;
            }
        }
    }
    model.levels()
}

/// What the costs of each level are multiplied by.
fn scales(model: &Model, levels: &[Level]) -> Option<Vec<f64>> {
    let mut above = f64::NEG_INFINITY;
    let mut least = f64::INFINITY;
    let mut scales = Vec::with_capacity(levels.len());
    for level in levels.iter().rev() {
        let claims =
            level.blocks.iter().map(|path| Claim::of(*path, &level.tables, model.periods()));
        let weights = claims.filter(|claim| claim.is_something()).map(|claim| claim.weight);
        let (low, high) = weights
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), weight| {
                (low.min(weight), high.max(weight))
            });
        if low > high {
            scales.push(1.0);
            continue;
        }
        // The last level keeps its own weights.
        let shift = if above > f64::NEG_INFINITY { above + APART.ln() - low } else { 0.0 };
        least = least.min(low + shift);
        above = high + shift;
        scales.push(shift.exp());
    }
    scales.reverse();
    (above - least <= MOST_RANGE.ln()).then_some(scales)
}

fn scaled(path: CostPath, by: f64, first: u32) -> CostPath {
    match path {
        CostPath::Slope { from, rate, unserved } => {
            CostPath::Slope { from, rate: by * rate, unserved: by * unserved }
        }
        CostPath::Table { table, scale } => {
            CostPath::Table { table: first + table, scale: by * scale }
        }
        path => path,
    }
}
