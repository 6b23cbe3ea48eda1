//! Cost perturbation: a small part of the later levels' costs, while an earlier level is begun.
//!
//! On one line very many plans have equal backlog, and the levels that choose among them would
//! begin wherever the backlog level happens to end: they took nine tenths of all pivots. So
//! the last level of backlog, and every later level but the last, is first optimised with a
//! small cost per period added that is taken from the later levels. Among plans that are equal
//! or nearly so it then ends at those that the later levels prefer. This only chooses the
//! basis to begin with: the perturbation is removed and every level is optimised as it stands.
//!
//! Where a unit can be made in several ways ties are rarer, and a cost per period cannot tell
//! which line should make it: there the perturbation would cost more pivots than it saves.

use crate::engine::gub::basis::simplex::Simplex;
use crate::model::{BlockId, CostPath, Level, Model};

/// The largest perturbation, as a share of the least rate of the level.
const SHARE: f64 = 0.01;
/// The weight of each later level, as a share of that of the one before it.
const NEXT: f64 = 0.1;
/// With fewer blocks than this for each row, ties are too rare.
const FEWEST_FOR_A_ROW: usize = 16;

/// The cost per period that is added to each block on a level.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Perturbation {
    pub(crate) level: usize,
    /// By block.
    pub(crate) rates: Vec<f64>,
}

/// The perturbations of a model; none if it is not one for which they pay.
pub(crate) fn perturbations(model: &Model) -> Vec<Perturbation> {
    let single = model.blocks().iter().all(|block| model.family(block.family()).len() <= 1);
    if !single || model.blocks().len() < FEWEST_FOR_A_ROW * model.rows() {
        return Vec::new();
    }
    let rates: Vec<Option<Vec<f64>>> = model.levels().iter().map(rates_from_start).collect();
    let end = rates.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let Some(first) = rates[..end].iter().rposition(Option::is_none) else { return Vec::new() };
    (first..end)
        .filter_map(|level| Perturbation::of(model, level, &rates[level + 1..end]))
        .collect()
}

impl Perturbation {
    /// The perturbation of a level; none if the later ones treat all blocks alike.
    fn of(model: &Model, level: usize, later: &[Option<Vec<f64>>]) -> Option<Self> {
        let mut share = SHARE * least_rate(&model.levels()[level])?;
        let mut sums = vec![0.0; model.blocks().len()];
        for rates in later.iter().flatten() {
            let least = rates.iter().copied().fold(f64::INFINITY, f64::min);
            let most = rates.iter().copied().fold(0.0, f64::max);
            if most > least {
                for (sum, rate) in sums.iter_mut().zip(rates) {
                    *sum += share * (rate / most);
                }
                share *= NEXT;
            }
        }
        sums.iter().any(|&rate| rate > 0.0).then_some(Self { level, rates: sums })
    }
}

/// The rate of each block, if the costs of all of them rise from the first period on.
fn rates_from_start(level: &Level) -> Option<Vec<f64>> {
    if level.names_few() {
        return None;
    }
    let rate = |(_, path): (BlockId, CostPath)| match path {
        CostPath::Zero => Some(0.0),
        CostPath::Slope { from: 0, rate, .. } => Some(rate),
        _ => None,
    };
    level.paths().map(rate).collect()
}

/// The least rate above zero.
fn least_rate(level: &Level) -> Option<f64> {
    let rates = level.paths().map(|(_, path)| path.rate()).filter(|&rate| rate > 0.0);
    let least = rates.fold(f64::INFINITY, f64::min);
    least.is_finite().then_some(least)
}

impl Simplex<'_> {
    /// Perturbs the costs of all lots but those that are unserved and cost nothing on the
    /// present level.
    pub(crate) fn perturb(&mut self, rates: &[f64]) {
        for index in 0..self.lots.len() {
            let idle = self.is_unserved(index) && self.lots[index].path == CostPath::Zero;
            let lot = &mut self.lots[index];
            lot.perturbation = if idle { 0.0 } else { rates[lot.block as usize] };
        }
    }

    /// Makes the costs exact again.
    pub(crate) fn remove_perturbation(&mut self) {
        for lot in &mut self.lots {
            lot.perturbation = 0.0;
        }
    }
}
