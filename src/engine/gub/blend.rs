//! One level that stands for several strict ones, to begin with.
//!
//! Strict tiers are levels of their own, but they fill the same months: who begins with the
//! first tier alone puts it where the second wants to be, on months that are all the same to
//! the first. So the start of the first level serves all tiers at once, by weights that keep
//! them apart. It is a start only: every level is optimised as it stands.

use super::claim::Claim;
use crate::model::{CostPath, Level, Model};

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
            let claim = Claim::of(own, &level.tables, model.periods());
            if claim.is_something() {
                *path = scaled(own, scale.factor(claim.weight), first);
            }
        }
        blended.tables.extend(level.tables.iter().cloned());
        for (cost, own) in blended.extras.iter_mut().zip(&level.extras) {
            *cost += scale.factor(scale.high) * own;
        }
        // That of the last level, which keeps its weights.
        blended.tolerance = level.tolerance;
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

/// What the costs of a level become: those of weight `w` are multiplied by
/// `exp(shift) · w^power / w`.
#[derive(Debug, Clone, Copy)]
struct Scale {
    shift: f64,
    power: f64,
    /// Logarithm of the largest weight.
    high: f64,
}

impl Scale {
    /// The factor for a weight, given as a logarithm.
    fn factor(self, weight: f64) -> f64 {
        (self.shift + (self.power - 1.0) * weight).exp()
    }
}

/// How the levels are put one above the other. The last keeps its own weights; those of the
/// others are drawn together where all of them would span too much. Nothing if the last
/// alone does.
fn scales(model: &Model, levels: &[Level]) -> Option<Vec<Scale>> {
    let spans: Vec<Option<(f64, f64)>> = levels.iter().map(|level| span(model, level)).collect();
    let mut spread = spans.iter().flatten().rev().map(|(low, high)| high - low);
    let last = spread.next()?;
    let others: f64 = spread.sum();
    let room = MOST_RANGE.ln() - last - APART.ln() * spans.iter().flatten().count() as f64;
    if room < 0.0 {
        return None;
    }
    let together = if others > room { room / others } else { 1.0 };
    let mut below: Option<f64> = None;
    let mut scales = Vec::with_capacity(levels.len());
    for span in spans.iter().rev() {
        let Some((low, high)) = *span else {
            scales.push(Scale { shift: 0.0, power: 1.0, high: 0.0 });
            continue;
        };
        let (shift, power) = match below {
            Some(below) => (below + APART.ln() - together * low, together),
            None => (0.0, 1.0),
        };
        below = Some(shift + power * high);
        scales.push(Scale { shift, power, high });
    }
    scales.reverse();
    Some(scales)
}

/// Logarithms of the least and the largest weight on a level.
fn span(model: &Model, level: &Level) -> Option<(f64, f64)> {
    let claims = level.blocks.iter().map(|path| Claim::of(*path, &level.tables, model.periods()));
    let weights = claims.filter(|claim| claim.is_something()).map(|claim| claim.weight);
    let (low, high) = weights.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), weight| {
        (low.min(weight), high.max(weight))
    });
    (low <= high).then_some((low, high))
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
