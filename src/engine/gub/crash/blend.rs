//! One level that stands for several strict tiers, for the crash basis.
//!
//! Strict tiers are levels of their own, but they compete for the same months: a basis for the
//! first tier alone would put it into months that are all equal to it but that the second tier
//! needs. So the crash basis of the first level serves all tiers together, with weights that
//! keep them apart. It is only a basis to begin with: every level is optimised as it stands.

use super::priority::Priority;
use crate::model::{CostPath, Level, Model, Paths};

/// Ratio of the least weight of a tier to the largest weight of the next.
const APART: f64 = 4.0;
/// Ratio of the largest weight to the smallest: beyond it the smallest would be rounding.
const MOST_RANGE: f64 = 1e13;

/// The leading levels of a model as one, if there are several and no two of them give a cost
/// to the same block.
pub(crate) fn blend(model: &Model) -> Option<Level> {
    let levels = leading(model);
    if levels.len() < 2 {
        return None;
    }
    let scales = scales(model, levels)?;
    let mut blended = levels[0].clone();
    let mut paths = vec![CostPath::Zero; model.blocks().len()];
    blended.tables.clear();
    blended.extras.fill(0.0);
    for (level, &scale) in levels.iter().zip(&scales) {
        let first = blended.tables.len() as u32;
        for (path, (_, own)) in paths.iter_mut().zip(level.paths()) {
            let priority = Priority::of(own, &level.tables, model.periods());
            if priority.is_some() {
                *path = scaled(own, scale.factor(priority.weight), first);
            }
        }
        blended.tables.extend(level.tables.iter().cloned());
        for (cost, own) in blended.extras.iter_mut().zip(level.extras()) {
            *cost += scale.factor(scale.high) * own;
        }
        // In the end that of the last level, whose weights do not change.
        blended.tolerance = level.tolerance;
    }
    blended.paths = Paths::All(paths);
    Some(blended)
}

/// The first levels of which no two give a cost to the same block.
fn leading(model: &Model) -> &[Level] {
    let mut with_cost = vec![false; model.blocks().len()];
    for (count, level) in model.levels().iter().enumerate() {
        if level.names_few() {
            return &model.levels()[..count];
        }
        for ((_, path), seen) in level.paths().zip(&mut with_cost) {
            if Priority::of(path, &level.tables, model.periods()).is_some() {
                if *seen {
                    return &model.levels()[..count];
                }
                *seen = true;
            }
        }
    }
    model.levels()
}

/// The scaling of a level: costs of weight `w` are multiplied by `exp(shift) · w^power / w`.
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

/// The scaling of each level. The last keeps its weights; those of the others are compressed
/// if all together would exceed [`MOST_RANGE`]. None if the last alone does.
fn scales(model: &Model, levels: &[Level]) -> Option<Vec<Scale>> {
    let spans: Vec<Option<(f64, f64)>> = levels.iter().map(|level| span(model, level)).collect();
    let mut spread = spans.iter().flatten().rev().map(|(low, high)| high - low);
    let last = spread.next()?;
    let others: f64 = spread.sum();
    let available = MOST_RANGE.ln() - last - APART.ln() * spans.iter().flatten().count() as f64;
    if available < 0.0 {
        return None;
    }
    let compressed = if others > available { available / others } else { 1.0 };
    let mut below: Option<f64> = None;
    let mut scales = Vec::with_capacity(levels.len());
    for span in spans.iter().rev() {
        let Some((low, high)) = *span else {
            scales.push(Scale { shift: 0.0, power: 1.0, high: 0.0 });
            continue;
        };
        let (shift, power) = match below {
            Some(below) => (below + APART.ln() - compressed * low, compressed),
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
    let priorities =
        level.paths().map(|(_, path)| Priority::of(path, &level.tables, model.periods()));
    let weights = priorities.filter(|priority| priority.is_some()).map(|priority| priority.weight);
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
