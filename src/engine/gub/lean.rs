//! Leaning: a little of the last levels, while an earlier one is being optimised.
//!
//! On one line very many plans are equally good by backlog, and the level that puts equals
//! in order begins wherever the level before happens to have stopped: it took nine tenths
//! of all pivots. So the last level of backlog is first optimised with a small cost a period
//! on top, taken from the levels to come, and so is each of these that has others behind it.
//! Among plans that are equal, or nearly so, those come first that the later levels want. It
//! is a start only: the lean is taken off before the level is optimised as it stands, and
//! every level is.
//!
//! Where a unit can be made in several ways, ties are rarer, and which line makes it is
//! not what a lean can tell: there it would cost more pivots than it saves.

use super::simplex::Simplex;
use crate::model::{CostPath, Level, Model};

/// What the lot that leans most pays a period, as a share of the least rate of the level.
const SHARE: f64 = 0.01;
/// What each level to come counts for, as a share of the one before it.
const NEXT: f64 = 0.1;
/// Fewer blocks than this for each row do not tie often enough.
const FEWEST_FOR_A_ROW: usize = 16;

/// What each block pays a period on top, and on which level.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lean {
    pub(super) level: usize,
    /// By block.
    pub(super) rates: Vec<f64>,
}

/// How a model leans, on the last level of backlog and on those after it that have others to
/// come; not at all if it is none of the models for which that pays.
pub(super) fn leans(model: &Model) -> Vec<Lean> {
    let single = model.blocks().iter().all(|block| model.family(block.family()).len() <= 1);
    if !single || model.blocks().len() < FEWEST_FOR_A_ROW * model.rows() {
        return Vec::new();
    }
    let rates: Vec<Option<Vec<f64>>> = model.levels().iter().map(rates_from_start).collect();
    let end = rates.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
    let Some(first) = rates[..end].iter().rposition(Option::is_none) else { return Vec::new() };
    (first..end).filter_map(|level| Lean::of(model, level, &rates[level + 1..end])).collect()
}

impl Lean {
    /// How a level leans towards those to come; not at all if they leave nothing to choose.
    fn of(model: &Model, level: usize, to_come: &[Option<Vec<f64>>]) -> Option<Self> {
        let mut share = SHARE * least_rate(&model.levels()[level])?;
        let mut sums = vec![0.0; model.blocks().len()];
        for rates in to_come.iter().flatten() {
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

/// What each block pays a period, if all of them pay from the first period on.
fn rates_from_start(level: &Level) -> Option<Vec<f64>> {
    let rate = |path: &CostPath| match *path {
        CostPath::Zero => Some(0.0),
        CostPath::Slope { from: 0, rate, .. } => Some(rate),
        _ => None,
    };
    level.blocks.iter().map(rate).collect()
}

/// The least rate above zero.
fn least_rate(level: &Level) -> Option<f64> {
    let rates = level.blocks.iter().map(|path| path.rate()).filter(|&rate| rate > 0.0);
    let least = rates.fold(f64::INFINITY, f64::min);
    least.is_finite().then_some(least)
}

impl Simplex<'_> {
    /// Makes the lots lean; but who is not served and has no reason to be on the present
    /// level stays as it is.
    pub(super) fn lean_by(&mut self, rates: &[f64]) {
        for index in 0..self.lots.len() {
            let idle = self.is_untouched(index) && self.lots[index].path == CostPath::Zero;
            let lot = &mut self.lots[index];
            lot.lean = if idle { 0.0 } else { rates[lot.block as usize] };
        }
    }

    /// Takes the lean off again.
    pub(super) fn stand_straight(&mut self) {
        for lot in &mut self.lots {
            lot.lean = 0.0;
        }
    }
}
