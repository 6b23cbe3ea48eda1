//! Tier and weight by month.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::scenario::Month;

/// Tier and weight from a month on, until the next step.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct WeightStep {
    /// The month from which it holds; the first step holds also before that. Steps before the first
    /// month of a scenario count for what was due by then.
    pub from: Month,
    /// Position of the tier.
    pub tier: usize,
    /// Weight before urgency.
    pub weight: f64,
}

/// The step that holds in a month; the first one before all of them.
pub(super) fn step_in(path: &[WeightStep], month: Month) -> Option<&WeightStep> {
    let after = path.partition_point(|step| step.from <= month);
    path.get(after.saturating_sub(1))
}

/// Whether nothing changes on a path.
pub(super) fn is_constant(path: &[WeightStep]) -> bool {
    #[allow(clippy::float_cmp, reason = "only the very same weight is no change")]
    path.windows(2).all(|pair| pair[0].tier == pair[1].tier && pair[0].weight == pair[1].weight)
}

/// Distinct paths, each once: many orders share one.
#[derive(Debug, Default)]
pub(super) struct Paths {
    known: BTreeMap<Vec<(Month, usize, u64)>, usize>,
    pub(super) list: Vec<Vec<WeightStep>>,
}

impl Paths {
    /// The position of a path.
    pub(super) fn add(&mut self, path: Vec<WeightStep>) -> usize {
        let key = path.iter().map(|step| (step.from, step.tier, step.weight.to_bits())).collect();
        let next = self.list.len();
        let position = *self.known.entry(key).or_insert(next);
        if position == next {
            self.list.push(path);
        }
        position
    }
}
